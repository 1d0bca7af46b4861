"""Merged ranges of a worksheet; they stand behind the rows, so the whole part is looked through."""

from __future__ import annotations

import re

from core.exchange.reading.limits import Limits
from core.exchange.reading.markup import MAIN, MAIN_STRICT, feed, guarded_parser
from core.exchange.reading.package import Package
from core.exchange.reading.safe_rows import Columns
from core.exchange.reading.sheets import Merge

RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")
WORD = b"mergeCell"


def read_merges(package: Package, part: str, limits: Limits) -> list[Merge]:
    """Return the merged ranges in file order, at most ``limits.merges`` of them."""
    if not _mentions_merges(package, part):
        return []
    merges: list[Merge] = []
    names = {f"{MAIN} mergeCell", f"{MAIN_STRICT} mergeCell"}
    columns = Columns()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name in names and len(merges) < limits.merges:
            match = RANGE.fullmatch(attributes.get("ref", ""))
            if match is not None:
                merges.append((int(match[2]), columns[match[1]], int(match[4]), columns[match[3]]))

    parser = guarded_parser(part)
    parser.StartElementHandler = start
    for _ in feed(parser, package.chunks(part), part):
        pass
    return merges


def _mentions_merges(package: Package, part: str) -> bool:
    """Tell whether the word occurs at all: most sheets have none, and inflating is cheap."""
    tail = b""
    for chunk in package.chunks(part):
        text = (tail + chunk).replace(b"\x00", b"")
        if WORD in text:
            return True
        tail = chunk[-4 * len(WORD) :]
    return False
