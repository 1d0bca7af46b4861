"""A .csv file, read row by row like a workbook with one sheet."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from core.definition.cells import Cell
from core.exchange.formulas import unguarded
from core.exchange.reading.gate import admitted
from core.exchange.reading.limits import DEFAULT_LIMITS, Limits
from core.exchange.reading.refusals import FileRefused
from core.exchange.reading.sheets import Merge, SheetInfo, SheetRow

DELIMITERS = ",;\t"
SAMPLE_ROWS = 20
CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 26), *range(27, 32)])
MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]


class CsvWorkbook:
    """An open .csv file; see ``Workbook``.  Its rows are the records, counted from 1."""

    kind = "csv"

    def __init__(self, path: Path, limits: Limits = DEFAULT_LIMITS) -> None:
        """Find out encoding and delimiter; raises ``FileRefused`` when this is no text table."""
        self._path = path
        self._limits = limits
        self._encoding = find_encoding(path)
        self._delimiter = find_delimiter(path, self._encoding)
        self.sheets = [SheetInfo(path.stem, 0, "visible")]
        self.date1904 = False
        self.path_used: dict[int, str] = {}
        self.stopped_at: dict[int, int] = {}

    def rows(self, sheet_index: int, start: int = 1) -> Iterator[SheetRow]:
        """Yield the records with content from number ``start`` on; raises ``FileRefused``."""
        name = self.sheets[sheet_index].name
        self.path_used[sheet_index] = "fast"
        stopped: list[int] = []
        yield from admitted(self._records(), name, start, self._limits, stopped)
        if stopped:
            self.stopped_at[sheet_index] = stopped[0]

    def merged(self, sheet_index: int) -> list[Merge]:
        """Return no ranges: text has no merged cells."""
        return []

    def close(self) -> None:
        """Do nothing: the file is open only while rows are read."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _records(self) -> Iterator[SheetRow]:
        limit = self._limits.cell_characters
        with self._path.open(encoding=self._encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self._delimiter)
            number = 0
            try:
                for number, record in enumerate(reader, start=1):
                    if record and max(map(len, record)) > limit:
                        raise FileRefused(
                            "FILE-CELL-TOO-LONG", place=f"第 {number} 行", limit=limit
                        )
                    yield SheetRow(number, _cells(record), hidden=False)
            except csv.Error as error:
                raise FileRefused("FILE-CSV-QUOTE", row=number + 1) from error


def _cells(record: list[str]) -> list[Cell]:
    cells: list[Cell] = [unguarded(text) or None for text in record]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def find_encoding(path: Path) -> str:
    """Return the encoding by its mark, else UTF-8, else GB18030.

    Raises ``FileRefused`` when none fits, or when the text holds control characters.
    """
    with path.open("rb") as file:
        head = file.read(4)
    marked = [encoding for mark, encoding in MARKS if head.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            with path.open(encoding=encoding, newline="") as file:
                while text := file.read(1_000_000):
                    if len(text.translate(CONTROLS)) != len(text):
                        raise FileRefused("FILE-NOT-TABLE")
        except UnicodeError:
            continue
        return encoding
    raise FileRefused("FILE-ENCODING")


def find_delimiter(path: Path, encoding: str) -> str:
    """Return the delimiter that cuts most of the first records into equally many cells."""

    def fitness(delimiter: str) -> tuple[int, int]:
        widths: list[int] = []
        with path.open(encoding=encoding, newline="") as file:
            try:
                for record in csv.reader(file, delimiter=delimiter):
                    widths.append(len(record))
                    if len(widths) == SAMPLE_ROWS:
                        break
            except csv.Error:
                return 0, 0
        usual = max((width for width in widths if width > 1), key=widths.count, default=0)
        return widths.count(usual) if usual else 0, usual

    return max(DELIMITERS, key=fitness)
