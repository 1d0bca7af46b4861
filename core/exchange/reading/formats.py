"""Number formats, reduced to what decides how a number must be read."""

from __future__ import annotations

import re

from core.exchange.reading.markup import MAIN, MAIN_STRICT, local_name, parse_part
from core.exchange.reading.package import Package

DATES = {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}
TIMES = {18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56}
BUILT_IN = (
    dict.fromkeys(DATES, "date")
    | dict.fromkeys(TIMES, "time")
    | {0: "general", 9: "percent", 10: "percent", 49: "text"}
)
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
EXPONENT = re.compile(r"e[+-]", re.IGNORECASE)
ZEROS = re.compile(r"0{2,}")


def format_class(code: str) -> str:
    """Return the class of a number format code, by its section for positive numbers."""
    bare = LITERALS.sub("", ELAPSED.sub(r"\1", code)).partition(";")[0].strip()
    letters = EXPONENT.sub("", bare).lower()
    if not letters and not bare:
        return "general"
    if "general" in letters or "通用" in letters:
        return "general"
    if letters == "@":
        return "text"
    if any(letter in letters for letter in "yd年日") or "aaa" in letters or "e" in letters:
        return "date"
    if any(letter in letters for letter in "hs时秒"):
        return "time"
    if any(letter in letters for letter in "m月"):
        return "date"
    if "%" in letters:
        return "percent"
    return f"zeros:{len(bare)}" if ZEROS.fullmatch(bare) else "number"


def read_formats(package: Package, part: str) -> list[str]:
    """Return the number format class of each cell style, in the order of ``cellXfs``."""
    custom: dict[int, str] = {}
    styles: list[int] = []
    inside = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.partition(" ")[0] not in (MAIN, MAIN_STRICT):
            return
        local = local_name(name)
        if local == "numFmt":
            custom[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif local in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside[0] = local == "cellXfs"
        elif local == "xf" and inside[0]:
            styles.append(_number(attributes.get("numFmtId")))

    parse_part(package, part, start)
    classes = {number: format_class(code) for number, code in custom.items()}
    return [classes.get(number) or BUILT_IN.get(number, "number") for number in styles]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
