"""Where things lie on a sheet, in pixels: a comment's box is placed by columns and rows."""

from __future__ import annotations

import re
from typing import NamedTuple

from core.exchange.marking.addresses import corners
from core.exchange.marking.cells import ROW
from core.exchange.marking.marks import LAST_COLUMN, LAST_ROW, Grid, joined
from core.exchange.marking.markup import Unpatchable, attribute, whole_number

_COLUMN = re.compile(r"<col\b[^>]*>")
_FORMAT = re.compile(r"<sheetFormatPr\b[^>]*>")
_MERGED = re.compile(r"<mergeCell\b[^>]*>")
_GAP = 15


class _Columns(NamedTuple):
    first: int
    last: int
    style: int
    pixels: int


class Geometry:
    """The widths, heights and column formats of one sheet."""

    def __init__(self, sheet: str) -> None:
        """Read a sheet's columns and rows. Raises Unpatchable for numbers that are none."""
        try:
            self._read(sheet)
        except ValueError as error:
            raise Unpatchable("有工作表的列宽或行高写法特殊") from error

    def _read(self, sheet: str) -> None:
        form = _FORMAT.search(sheet)
        stated = form[0] if form else ""
        width = attribute(stated, "defaultColWidth")
        self._width = _pixels(float(width)) if width else 64
        self._height = _points(attribute(stated, "defaultRowHeight") or "15")
        self._columns = [_columns(tag) for tag in _COLUMN.findall(sheet)]
        self._heights: dict[int, int] = {}
        number = 0
        for tag in ROW.findall(sheet):
            number = whole_number(tag, "r", number + 1)
            if attribute(tag, "hidden") in ("1", "true"):
                self._heights[number] = 0
            elif "ht=" in tag:
                self._heights[number] = _points(attribute(tag, "ht") or "15")

    def style(self, column: int) -> int:
        """Return the format that the column gives to cells that do not exist."""
        found = self._column(column)
        return found.style if found else 0

    def anchor(self, row: int, column: int, width: int, height: int) -> str:
        """Place a box beside a cell (from 1): column, offset, row and offset of two corners."""
        left, top = column, max(row - 2, 0)
        right, right_offset = self._across(left, width + _GAP)
        bottom, bottom_offset = self._down(top, height)
        return f"{left}, {_GAP}, {top}, 2, {right}, {right_offset}, {bottom}, {bottom_offset}"

    def size(self, anchor: str) -> tuple[int, int]:
        """Return width and height in pixels of a box placed so. Raises ValueError for no anchor."""
        left, left_offset, top, top_offset, right, right_offset, bottom, bottom_offset = map(
            int, anchor.split(",")
        )
        width = sum(self._column_pixels(column) for column in range(left + 1, right + 1))
        height = sum(self._heights.get(row, self._height) for row in range(top + 1, bottom + 1))
        return width + right_offset - left_offset, height + bottom_offset - top_offset

    def _across(self, column: int, distance: int) -> tuple[int, int]:
        while column < LAST_COLUMN - 1:
            pixels = self._column_pixels(column + 1)
            if distance < pixels:
                break
            distance, column = distance - pixels, column + 1
        return column, distance

    def _down(self, row: int, distance: int) -> tuple[int, int]:
        while row < LAST_ROW - 1:
            pixels = self._heights.get(row + 1, self._height)
            if distance < pixels:
                break
            distance, row = distance - pixels, row + 1
        return row, distance

    def _column_pixels(self, column: int) -> int:
        found = self._column(column)
        return found.pixels if found else self._width

    def _column(self, column: int) -> _Columns | None:
        return next((one for one in self._columns if one.first <= column <= one.last), None)


def at_anchors(sheet: str, grid: Grid) -> Grid:
    """Move marks on the covered cells of merged ranges to the cell that shows."""
    moved: Grid = {row: dict(marks) for row, marks in grid.items()}
    for tag in _MERGED.findall(sheet):
        try:
            top, left, bottom, right = corners(attribute(tag, "ref") or "")
        except ValueError as error:
            raise Unpatchable("有合并单元格的写法特殊") from error
        near = bottom - top < len(grid)
        within = range(top, bottom + 1) if near else [row for row in grid if top <= row <= bottom]
        for row in within:
            for column in sorted(grid.get(row, ())):
                covered = left <= column <= right and (row, column) != (top, left)
                mark = moved[row].pop(column, None) if covered else None
                if mark is not None:
                    shown = moved.setdefault(top, {})
                    shown[left] = joined(shown.get(left), mark)
    return {row: marks for row, marks in moved.items() if marks}


def _columns(tag: str) -> _Columns:
    hidden = attribute(tag, "hidden") in ("1", "true")
    width = float(attribute(tag, "width") or 8.43)
    return _Columns(
        whole_number(tag, "min", 0),
        whole_number(tag, "max", 0),
        whole_number(tag, "style", 0),
        0 if hidden else _pixels(width),
    )


def _pixels(width: float) -> int:
    """From a width in characters to pixels, as the usual fonts have it."""
    return round(width * 7 + 5)


def _points(height: str) -> int:
    return round(float(height) * 4 / 3)
