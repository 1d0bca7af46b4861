"""A sheet of data as it is planned: headings, rows, what stands around them, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.data.workbooks.cells import Raw, letter


class Column(NamedTuple):
    """One column: its group (blank: the heading spans both rows), its heading, its field.

    ``field`` is blank for a column of the filler's own.
    """

    group: str
    heading: str
    field: str = ""


@dataclass
class Row:
    """One row of data: cells as they should be, and those that are wrong."""

    right: Mapping[str, Raw]
    wrong: dict[str, Raw] = field(default_factory=dict)
    own: Mapping[str, Raw] = field(default_factory=dict)
    hidden: bool = False

    def cell(self, column: Column, messy: bool) -> Raw:
        """Return what stands in a column."""
        if not column.field:
            return self.own.get(column.heading)
        if messy and column.field in self.wrong:
            return self.wrong[column.field]
        return self.right.get(column.field)


@dataclass
class Sheet:
    """A sheet: its lines above, its columns, its rows (None: an empty one), its lines below."""

    name: str
    above: Sequence[str]
    columns: Sequence[Column]
    two_rows: bool = True
    """Whether the header takes two rows, the upper one with groups."""
    numbered: bool = False
    """Whether a row below the header numbers the columns."""
    rows: list[Row | None] = field(default_factory=list)
    below: Sequence[Sequence[Raw]] = ()

    @property
    def header_row(self) -> int:
        """The last row of the header, counted from 1."""
        return len(self.above) + (2 if self.two_rows else 1)

    @property
    def first_row(self) -> int:
        """The first row of data, counted from 1."""
        return self.header_row + 1 + self.numbered

    def numbers(self) -> dict[int, int]:
        """Return the row numbers by ``id`` of the rows of data."""
        return {id(row): self.first_row + i for i, row in enumerate(self.rows) if row is not None}

    def letter_of(self, name: str) -> str:
        """Return the letters of a field's column."""
        return letter(next(i for i, column in enumerate(self.columns) if column.field == name))

    def letters(self) -> dict[str, str]:
        """Return the letters of every field's column."""
        return {c.field: letter(i) for i, c in enumerate(self.columns) if c.field}
