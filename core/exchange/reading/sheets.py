"""What a reader yields: sheets, rows, merged ranges."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import NamedTuple, Protocol, Self, TypeAlias

from core.definition.cells import Cell

Merge: TypeAlias = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column, all counted from 1."""


class SheetInfo(NamedTuple):
    """One worksheet; ``index`` counts from 0, ``state`` is visible, hidden or veryHidden."""

    name: str
    index: int  # type: ignore[assignment]  # hides tuple.index, which nobody needs here
    state: str


class SheetRow(NamedTuple):
    """One row with at least one filled cell; ``cells[0]`` is column A, trailing blanks are cut."""

    number: int
    cells: list[Cell]
    hidden: bool


class Workbook(Protocol):
    """A workbook open for reading, in this process or in a child.

    ``kind`` is ``xlsx`` or ``csv``.  ``path_used`` tells for each sheet read whether the fast
    or the safe reader read it; ``stopped_at`` holds, for a sheet given up inside a long run of
    empty rows, the number of the row where reading stopped.
    """

    kind: str
    sheets: list[SheetInfo]
    date1904: bool
    path_used: dict[int, str]
    stopped_at: dict[int, int]

    def rows(self, sheet_index: int, start: int = 1) -> Iterator[SheetRow]:
        """Yield the rows with content from row number ``start`` on; raises ``FileRefused``."""
        ...

    def merged(self, sheet_index: int) -> list[Merge]:
        """Return the merged ranges of a sheet in file order; raises ``FileRefused``."""
        ...

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...
