"""Looking up what a reference may point to.

Whoever fills a table may look through the targets of its references school-wide,
but sees no more of them than key and naming fields, and never a sensitive one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from admin.visit import Visit
from core.database import reading
from core.definition.field import Field, target
from core.definition.table import Table

AT_MOST = 20
LONGEST = 100


def look_up(visit: Visit, field: Field, asked: Mapping[str, str]) -> list[dict[str, str]]:
    """Return at most twenty targets whose value or name begins with what was typed.

    Each is ``{"value", "label"}``.  ``match`` and ``only`` of the field narrow
    the choice as they do when the row is checked.
    """
    place = target(field.to)
    table = visit.definitions.tables.get(place.table)
    typed = asked.get("search", "").strip()[:LONGEST]
    if table is None or not typed:
        return []
    rows = visit.instance.models.rows(table.id)
    year = visit.now_open.year - (1 if field.rounds == "previous" else 0)
    naming = naming_fields(visit, table, place.field)
    begins = [rows.c[name].startswith(typed, autoescape=True) for name in naming]
    query = (
        sa.select(rows.c[place.field], *(rows.c[name] for name in naming))
        .where(rows.c.row_round == year, sa.or_(*begins), *narrowed(field, table, rows, asked))
        .order_by(rows.c[place.field])
        .distinct()
        .limit(AT_MOST)
    )
    with reading(visit.instance.engine) as connection:
        found = connection.execute(query).all()
    return [
        {"value": str(row[0]), "label": " ".join(str(text) for text in row[1:] if text)}
        for row in found if row[0] is not None
    ]


def naming_fields(visit: Visit, table: Table, pointed: str) -> list[str]:
    """Return the target's text fields that name a row, the one pointed to first."""
    names = dict.fromkeys((pointed, *table.key, *table.display))
    stored = visit.instance.models.rows(table.id).c
    return [
        name for name in names
        if name in stored and not table.field(name).sensitive
        and isinstance(stored[name].type, sa.Text | sa.String)
    ] or [pointed]


def narrowed(
    field: Field, table: Table, rows: sa.Table, asked: Mapping[str, str]
) -> list[Any]:
    """Return the conditions that the rest of the row and the definition put on the target."""
    conditions = []
    for ours, theirs in field.match.items():
        value = asked.get(ours, "").strip()[:LONGEST]
        if value and theirs in rows.c:
            conditions.append(sa.cast(rows.c[theirs], sa.Text) == value)
    for name, values in field.only.items():
        if name in rows.c and isinstance(rows.c[name].type, sa.Text | sa.String):
            conditions.append(rows.c[name].in_(values))
    return conditions
