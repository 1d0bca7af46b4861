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
from core.exchange.reading.values import CellReader, CellValues

LETTERS = re.compile(r"[A-Za-z]{1,3}")
DIGITS = "0123456789"


class Columns(dict[str, int]):
    """Column numbers, counted from 1, by letters; raises ``FileRefused`` for what is none."""

    def __missing__(self, letters: str) -> int:
        if LETTERS.fullmatch(letters) is None:
            raise FileRefused("FILE-DAMAGED", detail=f"列标 {letters[:20]} 无法识别")
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
    events.finish()
    yield from events.rows


class SheetEvents:
    """Turns parser events into rows.

    Calls from the parser are what costs time, so the end of an element is listened to only where
    it matters: a cell ends where the next begins, and blanks after a number change nothing.
    """

    def __init__(self, parser: expat.XMLParserType, values: CellValues) -> None:
        self.rows: list[SheetRow] = []
        self._parser = parser
        self._readers = Readers(values)
        self._columns = Columns()
        self._pieces: list[str] = []
        self._row = 0
        self._hidden = False
        self._cells: list[Cell] | None = None
        self._column = 0
        self._reader: CellReader | None = None
        self._open = False
        self._value: str | None = None
        self._formula: str | None = None
        self._inline = False
        parser.StartElementHandler = self._root

    def pending(self) -> int:
        """Return the characters gathered so far for the current cell."""
        return sum(map(len, self._pieces)) + (self._texts.size() if self._inline else 0)

    def finish(self) -> None:
        """Take over the last cell and row."""
        self._close_cell()
        self._close_row()

    def _root(self, name: str, _: dict[str, str]) -> None:
        namespace = MAIN_STRICT if name.startswith(MAIN_STRICT) else MAIN
        self._c, self._v, self._f = (f"{namespace} {local}" for local in "cvf")
        self._row_name, self._is = f"{namespace} row", f"{namespace} is"
        self._texts = StringCollector(self._parser, namespace, self._pieces.append)
        self._parser.StartElementHandler = self._start
        self._parser.CharacterDataHandler = self._pieces.append

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._v:
            self._pieces.clear()
            self._open = True
            if self._reader is not None and self._reader.keeps_blanks:
                self._parser.EndElementHandler = self._end
        elif name == self._c:
            self._close_cell()
            address = attributes.get("r")
            self._column = (
                self._column + 1 if address is None else self._columns[address.rstrip(DIGITS)]
            )
            self._reader = self._readers[attributes.get("t", "n"), attributes.get("s")]
        elif self._inline:
            self._texts.start(name, attributes)
        elif name == self._f or name == self._is:
            self._take_value()
            self._pieces.clear()
            self._inline = name == self._is
            self._parser.EndElementHandler = self._end
        elif name == self._row_name:
            self._close_cell()
            self._close_row()
            self._begin_row(attributes)
        else:
            self._close_cell()

    def _end(self, name: str) -> None:
        """Note the end of a text, a formula or an inline string."""
        if name == self._v:
            self._take_value()
        elif name == self._f:
            self._formula = "".join(self._pieces)
        elif name == self._is:
            self._inline = False
            self._value = self._texts.take()
        else:
            self._texts.end(name)
            return
        self._parser.EndElementHandler = None

    def _take_value(self) -> None:
        if self._open:
            self._value = "".join(self._pieces)
            self._open = False

    def _close_cell(self) -> None:
        reader = self._reader
        if reader is None or self._cells is None:
            return
        pieces = self._pieces
        if not self._open:
            value = self._value
        else:
            value = pieces[0] if len(pieces) == 1 else "".join(pieces)
        if self._formula is None:
            cell = reader[value]
        else:
            cell = reader.resolve(value, self._formula)
            self._formula = None
        self._open = False
        self._value = self._reader = None
        cells, column = self._cells, self._column
        if column == len(cells) + 1:
            cells.append(cell)
            return
        if column > len(cells):
            cells.extend([None] * (column - len(cells)))
        cells[column - 1] = cell

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
        self._pieces.clear()

    def _close_row(self) -> None:
        cells = self._cells
        if cells is None:
            return
        if len(cells) > MAX_COLUMN:
            raise FileRefused("FILE-DAMAGED", detail=f"第 {self._row} 行的列数超出范围")
        while cells and cells[-1] is None:
            cells.pop()
        self.rows.append(SheetRow(self._row, cells, self._hidden))
        self._cells = None


class Readers(dict[tuple[str, str | None], CellReader]):
    """The reader of cells of each type and style."""

    def __init__(self, values: CellValues) -> None:
        super().__init__()
        self._values = values

    def __missing__(self, key: tuple[str, str | None]) -> CellReader:
        reader = self[key] = CellReader(*key, self._values)
        return reader
