"""Reading stored rows back as Python values, links included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa

from core.access import Actor, visible_rows
from core.definition.table import Table
from core.errors import NotFound
from core.generation.models import Models

IDS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as it is stored; ``values`` by field, a tuple where there may be several.

    ``changed`` is in UTC, without a zone.
    """

    row_id: str
    department: str
    key: str
    version: int
    author: str
    changed: datetime
    origin: str
    remark: str
    values: Mapping[str, Any]


def load_rows(
    connection: sa.Connection, models: Models, table: Table, query: sa.Select[Any]
) -> list[StoredRow]:
    """Return the rows of a query that began as ``visible_rows``, in its order."""
    found = connection.execute(query).mappings().all()
    links = _links(connection, models, table, [row["row_id"] for row in found])
    single = [f.name for f in table.fields if f.name in models.rows(table.id).c]
    return [
        StoredRow(
            row["row_id"], row["row_department"], row["row_key"], row["row_version"],
            row["row_author"], row["row_changed"], row["row_origin"], row["row_remark"] or "",
            {name: row[name] for name in single}
            | {name: values.get(row["row_id"]) for name, values in links.items()},
        )
        for row in found
    ]


def load_row(
    connection: sa.Connection, models: Models, table: Table, year: int, actor: Actor, row_id: str
) -> StoredRow:
    """Return one row; ``NotFound`` when it is absent or the actor may not see it."""
    rows = models.rows(table.id)
    query = visible_rows(models, table.id, year, actor).where(rows.c.row_id == row_id)
    found = load_rows(connection, models, table, query)
    if not found:
        raise NotFound("没有找到这一行")
    return found[0]


def _links(
    connection: sa.Connection, models: Models, table: Table, row_ids: Sequence[str]
) -> Mapping[str, Mapping[str, tuple[Any, ...]]]:
    """Return per multi-valued field the values by row."""
    known = {n: link for n, link in models.links(table.id).items() if n in table.by_name}
    return {name: _linked(connection, link, row_ids) for name, link in known.items()}


def _linked(
    connection: sa.Connection, link: sa.Table, row_ids: Sequence[str]
) -> Mapping[str, tuple[Any, ...]]:
    values: dict[str, list[Any]] = {}
    for some in _portions(row_ids):
        query = (
            sa.select(link.c.row_id, link.c.value)
            .where(link.c.row_id.in_(some))
            .order_by(link.c.row_id, link.c.position)
        )
        for row_id, value in connection.execute(query):
            values.setdefault(row_id, []).append(value)
    return {row_id: tuple(several) for row_id, several in values.items()}


def _portions(row_ids: Sequence[str]) -> Iterator[list[str]]:
    remaining = iter(row_ids)
    while some := list(islice(remaining, IDS_AT_ONCE)):
        yield some
