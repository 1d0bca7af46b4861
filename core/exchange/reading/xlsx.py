"""An .xlsx workbook, read row by row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from core.exchange.reading.fast_rows import fast_rows
from core.exchange.reading.formats import read_formats
from core.exchange.reading.gate import admitted
from core.exchange.reading.limits import DEFAULT_LIMITS, Limits
from core.exchange.reading.markup import refuse_document_types
from core.exchange.reading.merges import read_merges
from core.exchange.reading.package import Package
from core.exchange.reading.parts import read_contents
from core.exchange.reading.safe_rows import safe_rows
from core.exchange.reading.sheets import Merge, SheetRow
from core.exchange.reading.strings import read_strings
from core.exchange.reading.text import UnusualXml
from core.exchange.reading.values import CellValues


class XlsxWorkbook:
    """An open .xlsx workbook; see ``Workbook``."""

    kind = "xlsx"

    def __init__(self, path: Path, limits: Limits = DEFAULT_LIMITS) -> None:
        """Open the workbook and read its list of sheets; raises ``FileRefused``."""
        self._limits = limits
        self._package = Package(path, limits)
        self.path_used: dict[int, str] = {}
        self.stopped_at: dict[int, int] = {}
        self._values: CellValues | None = None
        try:
            refuse_document_types(self._package)
            self._contents = read_contents(self._package)
        except BaseException:
            self._package.close()
            raise
        self.sheets = self._contents.sheets
        self.date1904 = self._contents.date1904

    def rows(self, sheet_index: int, start: int = 1) -> Iterator[SheetRow]:
        """Yield the rows with content from row number ``start`` on; raises ``FileRefused``."""
        stopped: list[int] = []
        name = self.sheets[sheet_index].name
        yield from admitted(self._all_rows(sheet_index), name, start, self._limits, stopped)
        if stopped:
            self.stopped_at[sheet_index] = stopped[0]

    def merged(self, sheet_index: int) -> list[Merge]:
        """Return the merged ranges of a sheet in file order; raises ``FileRefused``."""
        return read_merges(self._package, self._contents.sheet_parts[sheet_index], self._limits)

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        self._package.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _all_rows(self, sheet_index: int) -> Iterator[SheetRow]:
        """Yield all row elements, starting over with the safe reader where the fast one stops.

        Both readers give the same rows, so those already given are passed over.
        """
        part = self._contents.sheet_parts[sheet_index]
        values = self._cell_values()
        given = 0
        self.path_used[sheet_index] = "fast"
        try:
            for row in fast_rows(self._package.chunks(part), values):
                given += 1
                yield row
            return
        except (UnusualXml, UnicodeDecodeError):
            self.path_used[sheet_index] = "safe"
        rows = safe_rows(self._package.chunks(part), part, values, self._limits)
        yield from islice(rows, given, None)

    def _cell_values(self) -> CellValues:
        """Read shared strings and styles when the first rows are wanted."""
        if self._values is None:
            contents, package = self._contents, self._package
            strings = (
                read_strings(package, contents.strings_part, self._limits)
                if contents.strings_part
                else []
            )
            styles = contents.styles_part
            formats = read_formats(package, styles) if styles else []
            self._values = CellValues(strings, formats, self._limits)
        return self._values
