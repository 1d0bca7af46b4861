"""Giving cells another format inside a sheet's XML; only rows that hold such cells are touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from core.exchange.marking.addresses import address, corners, letters, position
from core.exchange.marking.marks import CellMark, Grid
from core.exchange.marking.markup import Unpatchable, attribute, whole_number, with_attribute

Restyle = Callable[[int, str], int]
"""From a cell's format and a severity to the format that the marked cell gets."""

DATA = re.compile(r"<sheetData\b[^>]*?(?:/>|>(.*)</sheetData\s*>)", re.DOTALL)
ROW = re.compile(r"<row\b[^>]*>")
_CELL = re.compile(r"(<c\b[^>]*?/?>)", re.DOTALL)
_DIMENSION = re.compile(r"<dimension\b[^>]*>")


def with_marks(sheet: str, grid: Grid, restyle: Restyle, column_style: Callable[[int], int]) -> str:
    """Return the sheet with every cell of the grid restyled, made where it does not exist.

    A cell that does not exist is based on its row's or else its column's format, as Excel does.
    Raises Unpatchable when rows or cells are out of order or written in an unusual way.
    """
    found = DATA.search(sheet)
    if found is None:
        raise Unpatchable("有工作表没有数据区")
    body = "".join(_rows(found[1] or "", grid, _Brush(restyle, column_style)))
    marked = f"{sheet[: found.start()]}<sheetData>{body}</sheetData>{sheet[found.end() :]}"
    return _DIMENSION.sub(lambda tag: _widened(tag[0], grid), marked, count=1)


def without_marks(sheet: str, formats: Mapping[int, int]) -> str:
    """Return the sheet with each format (cell, row, column) replaced as told.

    A cell that is empty and goes back to the plain format is removed: we had added it.
    """
    if not formats:
        return sheet
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

    return styled.sub(restored, sheet)


def _rows(body: str, grid: Grid, brush: _Brush) -> Iterator[str]:
    """Yield the pieces of the data area: untouched stretches as they are, marked rows anew."""
    waiting = sorted(grid, reverse=True)
    done = number = 0
    for tag in ROW.finditer(body):
        number = _later(whole_number(tag[0], "r", number + 1), number)
        if not waiting or waiting[-1] > number:
            continue
        yield body[done : tag.start()]
        done = tag.start()
        while waiting and waiting[-1] < number:
            yield brush.new_row(waiting[-1], grid[waiting.pop()])
        if waiting and waiting[-1] == number:
            text, done = _row(body, tag, brush, number, grid[waiting.pop()])
            yield text
    yield body[done:]
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
