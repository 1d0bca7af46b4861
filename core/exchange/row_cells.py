"""Stored rows as the cells of a sheet: typed values, and masked where the actor may not see.

The cells stand in the order of ``Layout.columns``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from core.access import Actor, masks
from core.definition.field import Field
from core.definition.text import masked
from core.exchange.layout import Layout
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
        self.layout = layout
        self.actor = actor
        self.departments = departments
        self.typed = typed
        self._readers: dict[str, list[tuple[str, _Cells]]] = {}

    def of(self, row: StoredRow) -> list[Any]:
        """Return the cells of a row: str, int, Decimal, date or None."""
        if row.department not in self._readers:
            self._readers[row.department] = self._readers_in(row.department)
        values = row.values
        cells = [
            None if (value := values.get(name)) is None else reader[value]
            for name, reader in self._readers[row.department]
        ]
        if self.layout.with_departments:
            cells.insert(0, self.departments.get(row.department, row.department))
        return [*cells, row.remark or None, row.row_id]

    def _readers_in(self, department: str) -> list[tuple[str, _Cells]]:
        """Return the readers of the fields, those that mask for a department among them."""
        return [
            (field.name, self._reader(field, masks(self.actor, field, department)))
            for field in self.layout.table.fields
        ]

    def _reader(self, field: Field, hidden: bool) -> _Cells:
        kind, reading = self.layout.kinds[field.kind], self.layout.reading
        if hidden:
            return _Cells(lambda value: masked(kind.text(value, field, reading)))
        if self.typed:
            return _Cells(lambda value: kind.typed(value, field))
        return _Cells(lambda value: kind.cell(value, field, reading))


class _Cells(dict[Any, Any]):
    """Stored value → cell; values repeat themselves, so what they became is remembered."""

    def __init__(self, cell: Callable[[Any], Any]) -> None:
        super().__init__()
        self.cell = cell

    def __missing__(self, value: Any) -> Any:
        if len(self) > REMEMBERED:
            self.clear()
        cell = self[value] = self.cell(value)
        return cell


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
