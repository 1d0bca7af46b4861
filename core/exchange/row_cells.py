"""Stored rows as the cells of a sheet: typed values, and masked where the actor may not see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from core.access import Actor, masks
from core.checks.messages import masked
from core.definition.field import Field
from core.definition.kinds.base import Kind, Reading
from core.exchange.importing.labels import REMARK, ROW_ID
from core.exchange.layout import DEPARTMENT, Column, Layout
from core.generation.models import Models
from core.rounds.stored_rows import StoredRow, load_rows

ROWS_AT_ONCE = 2_000
REMEMBERED = 8_000


class RowCells:
    """Turns stored rows into the cells of a layout's columns for one actor."""

    def __init__(
        self, layout: Layout, actor: Actor, departments: Mapping[str, str], typed: bool = False
    ) -> None:
        """``departments`` gives names by id; ``typed`` asks for codes instead of names."""
        self.columns = layout.columns
        self.actor = actor
        self.departments = departments
        cells = _Typed if typed else _Shown
        self._cells = {
            column.name: cells(column.field, column.kind, layout.reading)
            for column in layout.columns
            if column.field is not None and column.kind is not None
        }
        self._masked: dict[str, frozenset[str]] = {}

    def of(self, row: StoredRow) -> list[Any]:
        """Return the cells of a row: str, int, Decimal, date or None."""
        hidden = self._masked_in(row.department)
        if hidden:
            return [self._hidden(c, row) if c.name in hidden else self._cell(c, row)
                    for c in self.columns]  # fmt: skip
        return [self._cell(column, row) for column in self.columns]

    def _cell(self, column: Column, row: StoredRow) -> Any:
        if column.field is not None:
            value = row.values.get(column.name)
            return None if value is None else self._cells[column.name][value]
        own = {ROW_ID: row.row_id, REMARK: row.remark or None}
        if column.name == DEPARTMENT:
            return self.departments.get(row.department, row.department)
        return own[column.name]

    def _hidden(self, column: Column, row: StoredRow) -> str | None:
        value = row.values.get(column.name)
        return None if value is None else masked(self._cells[column.name].words(value))

    def _masked_in(self, department: str) -> frozenset[str]:
        if department not in self._masked:
            fields = (column.field for column in self.columns if column.field is not None)
            self._masked[department] = frozenset(
                field.name for field in fields if masks(self.actor, field, department)
            )
        return self._masked[department]


class _Shown(dict[Any, Any]):
    """Stored value → cell of a workbook."""

    def __init__(self, field: Field, kind: Kind, reading: Reading) -> None:
        super().__init__()
        self.field, self.kind, self.reading = field, kind, reading

    def __missing__(self, value: Any) -> Any:
        if len(self) > REMEMBERED:
            self.clear()
        cell = self[value] = self.cell(value)
        return cell

    def cell(self, value: Any) -> Any:
        return self.kind.cell(value, self.field, self.reading)

    def words(self, value: Any) -> str:
        """Return the value as people read it."""
        return self.kind.text(value, self.field, self.reading)


class _Typed(_Shown):
    """Stored value → code or plain text, for machines."""

    def cell(self, value: Any) -> Any:
        return self.kind.typed(value, self.field)


def stored_rows(
    connection: sa.Connection, models: Models, layout: Layout, query: sa.Select[Any]
) -> Iterator[StoredRow]:
    """Yield the rows of a query begun as ``visible_rows``, by department and key.

    Only some thousands are held at once; all are of the transaction's moment.
    """
    rows = models.rows(layout.table.id)
    order = (rows.c.row_department, rows.c.row_key)
    paged = query.order_by(*order).limit(ROWS_AT_ONCE)
    page: Sequence[StoredRow] = load_rows(connection, models, layout.table, paged)
    while page:
        yield from page
        if len(page) < ROWS_AT_ONCE:
            return
        last = page[-1]
        after = sa.tuple_(*order) > sa.tuple_(last.department, last.key)
        page = load_rows(connection, models, layout.table, paged.where(after))
