"""Mending cells inside a workbook as somebody does in Excel, everything else left as it is."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

_SHEET = re.compile(r"<sheet\b[^>]*>")
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>.*?</c>)", re.DOTALL)


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else ""


def _parts(book: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by its name."""
    relations = {
        _attribute(tag, "Id"): _attribute(tag, "Target").removeprefix("/xl/")
        for tag in _RELATION.findall(book.read("xl/_rels/workbook.xml.rels").decode())
    }
    return {
        _attribute(tag, "name"): f"xl/{relations[_attribute(tag, 'r:id')]}"
        for tag in _SHEET.findall(book.read("xl/workbook.xml").decode())
    }


def _mended(xml: str, cells: Mapping[str, str]) -> str:
    def typed(found: re.Match[str]) -> str:
        address = _attribute(found[1], "r")
        if address not in cells:
            return found[0]
        style = _attribute(found[1], "s")
        shown = f' s="{style}"' if style else ""
        text = escape(cells[address])
        if not text:
            return f'<c r="{address}"{shown}/>'
        return f'<c r="{address}"{shown} t="inlineStr"><is><t>{text}</t></is></c>'

    return _CELL.sub(typed, xml)


def mend(source: Path, target: Path, mends: Mapping[tuple[str, str], str]) -> None:
    """Write a workbook in which those cells (sheet, address) hold what should be in them."""
    by_sheet: dict[str, dict[str, str]] = defaultdict(dict)
    for (sheet, address), text in mends.items():
        by_sheet[sheet][address] = text
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        cells = {part: by_sheet[name] for name, part in _parts(old).items() if name in by_sheet}
        for info in old.infolist():
            content = old.read(info)
            if info.filename in cells:
                content = _mended(content.decode(), cells[info.filename]).encode()
            new.writestr(info, content)
