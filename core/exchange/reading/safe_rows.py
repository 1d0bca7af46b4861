"""Rows of a worksheet in any legal spelling, read with expat: slower, and right on odd files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.parsers import expat

from core.definition.cells import Cell
from core.exchange.reading.limits import MAX_COLUMN, MAX_ROW, Limits
from core.exchange.reading.markup import MAIN, MAIN_STRICT, feed, guarded_parser
from core.exchange.reading.refusals import FileRefused
from core.exchange.reading.sheets import SheetRow
from core.exchange.reading.strings import StringCollector
from core.exchange.reading.values import CellValues

ADDRESS = re.compile(r"([A-Za-z]{1,3})[0-9]{1,7}")


class Columns(dict[str, int]):
    """Column numbers, counted from 1, by letters; raises ``FileRefused`` beyond XFD."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters.upper():
            number = number * 26 + ord(letter) - 64
        if number > MAX_COLUMN:
            raise FileRefused("FILE-DAMAGED", detail=f"列标 {letters} 超出范围")
        self[letters] = number
        return number


def safe_rows(
    chunks: Iterable[bytes], part: str, values: CellValues, limits: Limits
) -> Iterator[SheetRow]:
    """Yield every row element of a sheet, blank ones too; raises ``FileRefused``."""
    parser = guarded_parser(part)
    events = SheetEvents(parser, values)
    for _ in feed(parser, chunks, part):
        if events.pending() > 4 * limits.cell_characters:
            raise FileRefused("FILE-CELL-TOO-LONG", place="工作表中", limit=limits.cell_characters)
        yield from events.rows
        events.rows.clear()


class SheetEvents:
    """Turns parser events into rows."""

    def __init__(self, parser: expat.XMLParserType, values: CellValues) -> None:
        self.rows: list[SheetRow] = []
        self._parser = parser
        self._values = values
        self._columns = Columns()
        self._pieces: list[str] = []
        self._row = 0
        self._hidden = False
        self._cells: list[Cell] = []
        self._column = 0
        self._cell: dict[str, str] = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._inline = False
        parser.StartElementHandler = self._root

    def pending(self) -> int:
        """Return the characters gathered so far for the current cell."""
        return sum(map(len, self._pieces)) + (self._texts.size() if self._inline else 0)

    def _root(self, name: str, _: dict[str, str]) -> None:
        namespace = MAIN_STRICT if name.startswith(MAIN_STRICT) else MAIN
        self._c, self._v, self._f = (f"{namespace} {local}" for local in "cvf")
        self._row_name, self._is = f"{namespace} row", f"{namespace} is"
        self._texts = StringCollector(self._parser, namespace)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._c:
            address = attributes.get("r")
            self._column = self._column + 1 if address is None else self._position(address)
            self._cell = attributes
            self._value = self._formula = None
        elif name == self._v or name == self._f:
            self._pieces.clear()
            self._parser.CharacterDataHandler = self._pieces.append
        elif self._inline:
            self._texts.start(name, attributes)
        elif name == self._row_name:
            self._begin_row(attributes)
        elif name == self._is:
            self._inline = True

    def _end(self, name: str) -> None:
        if name == self._v:
            self._parser.CharacterDataHandler = None
            self._value = "".join(self._pieces)
        elif name == self._c:
            self._end_cell()
        elif name == self._is:
            self._inline = False
            self._value = self._texts.take()
        elif self._inline:
            self._texts.end(name)
        elif name == self._row_name:
            self._end_row()
        elif name == self._f:
            self._parser.CharacterDataHandler = None
            self._formula = "".join(self._pieces)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "").strip()
        if number and not number.isdecimal():
            raise FileRefused("FILE-DAMAGED", detail=f"行号 {number[:20]} 无法识别")
        self._row = int(number) if number else self._row + 1
        if not 1 <= self._row <= MAX_ROW:
            raise FileRefused("FILE-DAMAGED", detail=f"行号 {self._row} 超出范围")
        self._hidden = attributes.get("hidden") in ("1", "true")
        self._cells = []
        self._column = 0

    def _position(self, address: str) -> int:
        match = ADDRESS.fullmatch(address)
        if match is None:
            raise FileRefused("FILE-DAMAGED", detail=f"单元格地址 {address[:20]} 无法识别")
        return self._columns[match[1]]

    def _end_cell(self) -> None:
        cell = self._values.resolve(
            self._cell.get("t", "n"), self._cell.get("s"), self._value, self._formula
        )
        cells, column = self._cells, self._column
        if column == len(cells) + 1:
            cells.append(cell)
        elif column > MAX_COLUMN:
            raise FileRefused("FILE-DAMAGED", detail=f"第 {self._row} 行的列数超出范围")
        else:
            if column > len(cells):
                cells.extend([None] * (column - len(cells)))
            cells[column - 1] = cell

    def _end_row(self) -> None:
        cells = self._cells
        while cells and cells[-1] is None:
            cells.pop()
        self.rows.append(SheetRow(self._row, cells, self._hidden))
