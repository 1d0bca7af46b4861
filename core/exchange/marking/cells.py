"""Giving cells another format inside a sheet's XML; only rows that hold such cells are touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from core.exchange.marking.addresses import address, corners, letters, position
from core.exchange.marking.marks import CellMark, Grid
from core.exchange.marking.markup import Unpatchable, attribute, whole_number, with_attribute

Restyle = Callable[[int, str], int]
"""From a cell's format and a severity to the format that the marked cell gets."""

_PIECE = 1 << 20
ROW = re.compile(r"<row\b[^>]*>")
_CELL = re.compile(r"(<c\b[^>]*?/?>)", re.DOTALL)
_DIMENSION = re.compile(r"<dimension\b[^>]*>")


def with_marks(
    sheet: str, grid: Grid, restyle: Restyle, column_style: Callable[[int], int]
) -> bytearray:
    """Return the sheet, encoded, with the cells of the grid restyled, made where they are missing.

    A cell that does not exist is based on its row's or else its column's format, as Excel does.
    Raises Unpatchable when rows or cells are out of order or written in an unusual way.
    """
    start, end = data_span(sheet)
    opening = sheet.index(">", start) + 1
    head = _DIMENSION.sub(lambda tag: _widened(tag[0], grid), sheet[:start], count=1)
    brush = _Brush(restyle, column_style)
    if sheet[opening - 2] == "/":
        rows = "".join(brush.new_row(row, grid[row]) for row in sorted(grid))
        return _encoded([head, f"<sheetData>{rows}</sheetData>", sheet[end:]])
    rest = _rows(sheet, opening, end, grid, brush)
    return _encoded(chain([head, sheet[start:opening]], rest, [sheet[end:]]))


def without_marks(sheet: str, formats: Mapping[int, int]) -> bytearray | None:
    """Return the sheet, encoded, with each format (cell, row, column) replaced as told.

    A cell that is empty and goes back to the plain format is removed: we had added it.
    Returns None when the sheet has none of these formats.
    """
    numbers = "|".join(map(str, formats))
    styled = re.compile(
        rf"<(c|row|col)\b[^>]*?\s(s|style)=[\"']({numbers})[\"'][^>]*>(?:(?<!/>)</c\s*>)?"
    )

    def restored(found: re.Match[str]) -> str:
        place = formats[int(found[3])]
        empty = found[1] == "c" and (found[0].endswith(("/>", "</c>")))
        if empty and not place:
            return ""
        end = found[0].index(">") + 1
        return with_attribute(found[0][:end], found[2], str(place)) + found[0][end:]

    if styled.search(sheet) is None:
        return None
    return _encoded(_replaced(sheet, styled, restored))


def _replaced(
    text: str, pattern: re.Pattern[str], written: Callable[[re.Match[str]], str]
) -> Iterator[str]:
    done = 0
    for found in pattern.finditer(text):
        yield from _stretch(text, done, found.start())
        yield written(found)
        done = found.end()
    yield from _stretch(text, done, len(text))


def _encoded(pieces: Iterable[str]) -> bytearray:
    """Encode piece by piece: a large sheet must not stand in memory more often than needed."""
    data = bytearray()
    for piece in pieces:
        data += piece.encode()
    return data


def _stretch(text: str, start: int, end: int) -> Iterator[str]:
    """Yield an untouched stretch in pieces of moderate size."""
    for place in range(start, end, _PIECE):
        yield text[place : min(place + _PIECE, end)]


def data_span(sheet: str) -> tuple[int, int]:
    """Return where the data area begins and where what follows its last row begins.

    Raises Unpatchable when a sheet has no data area.
    """
    start, end = sheet.find("<sheetData"), sheet.rfind("</sheetData")
    if start < 0:
        raise Unpatchable("有工作表没有数据区")
    return start, end if end > start else sheet.index(">", start) + 1


def _rows(body: str, start: int, end: int, grid: Grid, brush: _Brush) -> Iterator[str]:
    """Yield the pieces of the data area: untouched stretches as they are, marked rows anew."""
    waiting = sorted(grid, reverse=True)
    done, number = start, 0
    for tag in ROW.finditer(body, start, end):
        number = _later(whole_number(tag[0], "r", number + 1), number)
        if not waiting or waiting[-1] > number:
            continue
        yield from _stretch(body, done, tag.start())
        done = tag.start()
        while waiting and waiting[-1] < number:
            yield brush.new_row(waiting[-1], grid[waiting.pop()])
        if waiting and waiting[-1] == number:
            text, done = _row(body, tag, brush, number, grid[waiting.pop()])
            yield text
    yield from _stretch(body, done, end)
    for row in reversed(waiting):
        yield brush.new_row(row, grid[row])


def _row(
    body: str, tag: re.Match[str], brush: _Brush, row: int, marks: Mapping[int, CellMark]
) -> tuple[str, int]:
    """Return the row with its marks, and where the text after it begins."""
    opening, end, done = tag[0], tag.end(), tag.end()
    if opening.endswith("/>"):
        opening = opening[:-2].rstrip() + ">"
    else:
        end = body.find("</row", tag.end())
        done = body.find(">", end) + 1
        if end < 0 or not done:
            raise Unpatchable("有工作表的行没有结束标记")
    base = None
    if attribute(opening, "customFormat") in ("1", "true"):
        base = whole_number(opening, "s", 0)
    cells = brush.cells(body[tag.end() : end], row, marks, base)
    # The span is a hint for readers; after a new cell it might be wrong.
    return f"{with_attribute(opening, 'spans', None)}{cells}</row>", done


class _Brush:
    """Writes marked cells: restyles those that exist and adds those that do not."""

    def __init__(self, restyle: Restyle, column_style: Callable[[int], int]) -> None:
        self._restyle = restyle
        self._column_style = column_style

    def new_row(self, row: int, marks: Mapping[int, CellMark]) -> str:
        """Write a row that the sheet did not have."""
        cells = "".join(self._new(row, column, marks[column], None) for column in sorted(marks))
        return f'<row r="{row}">{cells}</row>'

    def cells(self, body: str, row: int, marks: Mapping[int, CellMark], base: int | None) -> str:
        """Return a row's content with its marks; base is the row's own format, if it has one."""
        waiting = sorted(marks, reverse=True)
        pieces: list[str] = []
        done = number = 0
        for tag in _CELL.finditer(body):
            if body[done : tag.start()].strip():
                raise Unpatchable("有工作表的单元格写法特殊")
            number = _later(_column_of(tag[0], row) or number + 1, number)
            while waiting and waiting[-1] < number:
                column = waiting.pop()
                pieces.append(self._new(row, column, marks[column], base))
            opening = tag[0]
            if waiting and waiting[-1] == number:
                opening = self._restyled(opening, marks[waiting.pop()])
            end = _end_of_cell(body, tag)
            pieces.append(body[done : tag.start()] + opening + body[tag.end() : end])
            done = end
        rest = body[done:]
        if rest.strip() and not rest.lstrip().startswith("<extLst"):
            raise Unpatchable("有工作表的单元格写法特殊")
        pieces += [self._new(row, column, marks[column], base) for column in reversed(waiting)]
        return "".join(pieces) + rest

    def _restyled(self, opening: str, mark: CellMark) -> str:
        style = self._restyle(whole_number(opening, "s", 0), mark.severity)
        return with_attribute(opening, "s", str(style))

    def _new(self, row: int, column: int, mark: CellMark, base: int | None) -> str:
        covered = self._column_style(column) if base is None else base
        style = self._restyle(covered, mark.severity)
        return f'<c r="{address(row, column)}" s="{style}"/>'


def _column_of(opening: str, row: int) -> int | None:
    """Return the column that a cell names, checking that it names its own row."""
    written = attribute(opening, "r")
    if written is None:
        return None
    try:
        named, column = position(written)
    except ValueError as error:
        raise Unpatchable(f"有单元格的地址看不懂：{written}") from error
    if named != row:
        raise Unpatchable(f"单元格 {written} 不在自己的行里")
    return column


def _later(number: int, last: int) -> int:
    """Return the number of a row or column, which must come after the last one."""
    if number <= last:
        raise Unpatchable("有工作表的行或单元格没有按顺序排列")
    return number


def _end_of_cell(body: str, tag: re.Match[str]) -> int:
    if tag[0].endswith("/>"):
        return tag.end()
    end = body.find(">", body.find("</c", tag.end())) + 1
    if end <= tag.end():
        raise Unpatchable("有单元格没有结束标记")
    return end


def _widened(tag: str, grid: Grid) -> str:
    """Return the sheet's stated extent, made to hold the marked cells: some readers trust it."""
    columns = [column for row in grid.values() for column in row]
    try:
        top, left, bottom, right = corners(attribute(tag, "ref") or "A1")
    except ValueError as error:
        raise Unpatchable("工作表的范围写法特殊") from error
    top, left = min(top, *grid), min(left, *columns)
    bottom, right = max(bottom, *grid), max(right, *columns)
    return with_attribute(tag, "ref", f"{letters(left)}{top}:{letters(right)}{bottom}")
