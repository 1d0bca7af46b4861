"""Reading the stored rows of a table one after the other, as the values rules see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.checks.facts import ModelsLike, RoundFacts
from core.definition.table import Table

AT_ONCE = 2_000


class StoredRow(NamedTuple):
    """One stored row; ``values`` are by field position, None for a blank."""

    row_id: str
    row_key: str
    department: str
    values: tuple[Any, ...]


def stored_rows(
    connection: sa.Connection,
    table: Table,
    facts: RoundFacts,
    models: ModelsLike,
    department: str | None = None,
) -> Iterator[StoredRow]:
    """Yield the rows of a table in the round, of one department or of all, by key."""
    rows = models.rows(table.id)
    links = _linked(connection, table, facts, models)
    single = [field.name for field in table.fields if field.name not in links]
    statement = (
        sa.select(rows.c.row_id, rows.c.row_key, rows.c.row_department,
                  *(rows.c[name] for name in single))
        .where(rows.c.row_round == facts.year)
        .order_by(rows.c.row_department, rows.c.row_key)
    )  # fmt: skip
    if department is not None:
        statement = statement.where(rows.c.row_department == department)
    found = connection.execute(statement.execution_options(yield_per=AT_ONCE))
    if not links:
        for row in found:
            yield StoredRow(row[0], row[1], row[2], tuple(row[3:]))
        return
    for row in found:
        values = dict(zip(single, row[3:], strict=True))
        values.update({name: many.get(row[0]) for name, many in links.items()})
        yield StoredRow(row[0], row[1], row[2], tuple(values[f.name] for f in table.fields))


def _linked(
    connection: sa.Connection, table: Table, facts: RoundFacts, models: ModelsLike
) -> dict[str, Mapping[str, tuple[Any, ...]]]:
    """Return per multi-valued field the values by row id."""
    rows = models.rows(table.id)
    found: dict[str, Mapping[str, tuple[Any, ...]]] = {}
    for field in table.fields:
        if not facts.kinds[field.kind].multiple:
            continue
        link = models.links(table.id)[field.name]
        statement = (
            sa.select(link.c.row_id, link.c.value)
            .join(rows, rows.c.row_id == link.c.row_id)
            .where(rows.c.row_round == facts.year)
            .order_by(link.c.row_id, link.c.position)
        )
        values: dict[str, list[Any]] = defaultdict(list)
        for row_id, value in connection.execute(statement):
            values[row_id].append(value)
        found[field.name] = {row_id: tuple(many) for row_id, many in values.items()}
    return found
