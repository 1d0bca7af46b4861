"""The drawn boxes of comments (VML): without one, Excel does not show a comment."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from core.exchange.marking.markup import Unpatchable

_V, _O, _X = (
    f"urn:schemas-microsoft-com:{name}" for name in ("vml", "office:office", "office:excel")
)
EMPTY = f'<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}"></xml>'

_DECLARED = f' xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}"'
_TYPE = (
    f'<v:shapetype{_DECLARED} id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = re.compile(r"<(\w+):shape\b[^>]*(?<!/)>.*?</\1:shape\s*>", re.DOTALL)
_PLACE = re.compile(r"<\w+:(Row|Column)\s*>\s*(\d+)\s*</")
_ANCHOR = re.compile(r"(<\w+:Anchor\s*>)([^<]*)(</)")
_CLIENT = re.compile(r"<(\w+):ClientData\b[^>]*>")
_NUMBER = re.compile(r"_x0000_s(\d+)")
_MAP = re.compile(r"<\w+:idmap\b[^>]*?\sdata\s*=\s*[\"']([\d,\s]*)[\"'][^>]*>")
_BLOCK = 1024
_LINE_PIXELS, _HALF_PIXELS, _BOX_HALVES = 17, 7, 40


class Box(NamedTuple):
    """One comment's box: its cell (from 1), its colour RRGGBB and where it lies."""

    row: int
    column: int
    colour: str
    anchor: str


def box_size(text: str) -> tuple[int, int]:
    """Return width and height in pixels that hold a comment's text; Chinese counts double."""
    lines = sum(max(1, math.ceil(_halves(line) / _BOX_HALVES)) for line in text.split("\n"))
    return _BOX_HALVES * _HALF_PIXELS + 16, min(lines, 30) * _LINE_PIXELS + 12


def with_boxes(drawing: str, boxes: Iterable[Box], block: int) -> str:
    """Return the drawing with a hidden box for each comment.

    Shapes are numbered in blocks of 1,024; ``block`` is the first that no drawing of the workbook
    uses. Raises Unpatchable when the drawing is written in an unusual way.
    """
    end = drawing.rfind("</xml")
    if end < 0:
        raise Unpatchable("批注图形的写法特殊")
    number = block * _BLOCK
    shapes = [] if "_x0000_t202" in drawing else [_TYPE]
    for box in boxes:
        number += 1
        shapes.append(_shape(box, number))
    blocks = range(block, number // _BLOCK + 1)
    return _with_map(drawing[:end] + "".join(shapes) + drawing[end:], blocks)


def box_anchors(drawing: str) -> dict[tuple[int, int], str]:
    """Return where the boxes of comments lie, by their cells (from 1)."""
    found: dict[tuple[int, int], str] = {}
    for shape in _SHAPE.finditer(drawing):
        anchor = _ANCHOR.search(shape[0])
        if _is_note(shape[0]):
            found[_cell(shape[0])] = anchor[2] if anchor else ""
    return found


def with_anchors(drawing: str, anchors: Mapping[tuple[int, int], str]) -> str:
    """Return the drawing with the boxes on these cells (from 1) placed anew."""

    def placed(found: re.Match[str]) -> str:
        shape = found[0]
        anchor = anchors.get(_cell(shape)) if _is_note(shape) else None
        if anchor is None:
            return shape
        if _ANCHOR.search(shape):
            return _ANCHOR.sub(lambda old: f"{old[1]}{anchor}{old[3]}", shape, count=1)
        return _CLIENT.sub(
            lambda tag: f"{tag[0]}<{tag[1]}:Anchor>{anchor}</{tag[1]}:Anchor>", shape, count=1
        )

    return _SHAPE.sub(placed, drawing)


def without_boxes(drawing: str, cells: set[tuple[int, int]]) -> str:
    """Return the drawing without the boxes of the comments on these cells (from 1)."""

    def kept(found: re.Match[str]) -> str:
        return "" if _is_note(found[0]) and _cell(found[0]) in cells else found[0]

    return _SHAPE.sub(kept, drawing)


def highest_block(drawing: str) -> int:
    """Return the highest block of 1,024 shape numbers that a drawing uses or reserves."""
    used = [int(number) // _BLOCK for number in _NUMBER.findall(drawing)]
    reserved = [
        int(block) for found in _MAP.findall(drawing) for block in found.split(",") if block
    ]
    return max([0, *used, *reserved])


def _is_note(shape: str) -> bool:
    return 'ObjectType="Note"' in shape or "ObjectType='Note'" in shape


def _cell(shape: str) -> tuple[int, int]:
    place = {name: int(value) + 1 for name, value in _PLACE.findall(shape)}
    return place.get("Row", 0), place.get("Column", 0)


def _with_map(drawing: str, blocks: range) -> str:
    """Reserve the blocks of shape numbers in the drawing's map."""
    found = _MAP.search(drawing)
    if found:
        known = [int(block) for block in found[1].split(",") if block.strip()]
        data = ",".join(map(str, dict.fromkeys([*known, *blocks])))
        start, end = found.span(1)
        return drawing[:start] + data + drawing[end:]
    data = ",".join(map(str, blocks))
    layout = (
        f'<o:shapelayout{_DECLARED} v:ext="edit"><o:idmap v:ext="edit" data="{data}"/>'
        "</o:shapelayout>"
    )
    start = drawing.index(">", drawing.index("<xml")) + 1
    return drawing[:start] + layout + drawing[start:]


def _shape(box: Box, number: int) -> str:
    colour = f"#{box.colour.lower()}"
    return (
        f'<v:shape{_DECLARED} id="_x0000_s{number}" type="#_x0000_t202"'
        ' style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;width:222pt;height:80pt;'
        f'z-index:{number % _BLOCK};visibility:hidden" fillcolor="{colour}" o:insetmode="auto">'
        f'<v:fill color2="{colour}"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
        '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
        f"<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{box.anchor}</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{box.row - 1}</x:Row>"
        f"<x:Column>{box.column - 1}</x:Column></x:ClientData></v:shape>"
    )


def _halves(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
