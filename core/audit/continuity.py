"""Whether rows are as the trace left them: each change begins where the one before ended.

What was changed past the program shows at the next change of the row, or in the table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.audit.chain import Break
from core.audit.mass_changes import digest_of
from core.audit.row_changes import image_query
from core.audit.sealing import CHANGES
from core.definition.table import Table
from core.instance import Instance

SHOWN = 20
"""How many rows of one table are named when they were changed behind the program's back."""

Fields = Mapping[str, Sequence[str]]
"""By unit, the fields that the digests of its new rows cover."""


class _Left(NamedTuple):
    """How a change left a row: its values, or the digest of those fields; neither when gone."""

    key: str
    values: str | None
    digest: str | None
    fields: Sequence[str]

    @property
    def gone(self) -> bool:
        return self.values is None and self.digest is None


def untraced(
    connection: sa.Connection, instance: Instance, key: bytes, fields: Fields
) -> Iterator[Break]:
    """Yield the tables with rows that were changed past the program, naming some of them."""
    for table in instance.models.definitions.tables.values():
        wrong = sorted({*_wrong(connection, instance, key, table, fields)})
        if wrong:
            some = "、".join(_key_text(key) for key in wrong[:SHOWN])
            more = f" 等 {len(wrong)} 行" if len(wrong) > SHOWN else ""
            yield Break(0, f"“{table.title}”有数据绕过程序被改动：{some}{more}")


def _wrong(
    connection: sa.Connection, instance: Instance, key: bytes, table: Table, fields: Fields
) -> Iterator[str]:
    """Yield the keys of the rows that are not as they were left."""
    there = _there(connection, instance, key, table)
    present = next(there, None)
    for row_id, changes in groupby(_changes(connection, table), lambda change: change.row_id):
        left: _Left | None = None
        for change in changes:
            if not _follows(left, change.old):
                yield change.row_key
            names = fields.get(change.unit, ())
            left = _Left(change.row_key, change.new, change.digest, names)
        while present is not None and present[0] < row_id:
            yield present[1]
            present = next(there, None)
        if present is not None and present[0] == row_id:
            if left is None or left.key != present[1] or not _follows(left, present[2]):
                yield present[1]
            present = next(there, None)
        elif left is not None and not left.gone:
            yield left.key
    while present is not None:
        yield present[1]
        present = next(there, None)


def _follows(left: _Left | None, values: str | None) -> bool:
    """Tell whether a row with these values (None: no row) is as it was left."""
    if left is None or left.gone or values is None:
        return (left is None or left.gone) == (values is None)
    if left.values is not None:
        return left.values == values or json.loads(left.values) == json.loads(values)
    return left.digest == digest_of(json.loads(values), left.fields)


def _changes(connection: sa.Connection, table: Table) -> Iterator[Any]:
    """Yield the changes of a table's rows, row by row in the order of the id's bytes."""
    columns = (CHANGES.c[n] for n in ("unit", "row_id", "row_key", "old", "new", "digest"))
    query = sa.select(*columns).where(CHANGES.c.table_id == table.id)
    order = (_bytes(connection, CHANGES.c.row_id), CHANGES.c.id)
    yield from connection.execution_options(yield_per=1_000).execute(query.order_by(*order))


def _there(
    connection: sa.Connection, instance: Instance, key: bytes, table: Table
) -> Iterator[tuple[str, str, str]]:
    """Yield id, key and values of the rows that are there, in the order of the id's bytes."""
    query = image_query(connection, instance.models, table.id, key).order_by(None)
    row_id = instance.models.rows(table.id).c.row_id
    ordered = query.order_by(_bytes(connection, row_id))
    for row in connection.execution_options(yield_per=1_000).execute(ordered):
        yield row[0], row[1], row[2]


def _bytes(connection: sa.Connection, column: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    return column if connection.dialect.name == "sqlite" else sa.collate(column, "C")


def _key_text(row_key: str) -> str:
    """Return a row's key as people read it."""
    return " ".join(str(part) for part in json.loads(row_key) if part) or "（唯一的一行）"
