"""Filling a round in a database of its own with the few rows that a case is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core.checks.examples import parsed
from core.checks.facts import ModelsLike, RoundFacts
from core.definition.table import Table
from core.generation.columns import row_key

DEPARTMENT = "department"
"""The key of a case's row that says which department filled it, by default this word."""
LONG_AGO = datetime(2000, 1, 1)


def fill(
    connection: sa.Connection,
    models: ModelsLike,
    facts: RoundFacts,
    rows: Mapping[str, Sequence[Mapping[str, str]]],
) -> None:
    """Store rows given as typed texts, by table id, in the round of those facts.

    Raises ``ValueError`` when a text cannot be read or a field is unknown, and
    ``NotFound`` for an unknown table.
    """
    for id, typed_rows in rows.items():
        table = facts.definitions.table(id)
        for number, typed in enumerate(typed_rows, 1):
            _store(connection, models, facts, table, number, typed)


def _store(
    connection: sa.Connection, models: ModelsLike, facts: RoundFacts, table: Table, number: int,
    typed: Mapping[str, str],
) -> None:
    row_id = f"{facts.year}-{table.id}-{number}"
    given = {name: text for name, text in typed.items() if name != DEPARTMENT}
    values = parsed(table, given, facts)
    links = {n: v for n, v in values.items() if facts.kinds[table.field(n).kind].multiple}
    record: dict[str, Any] = {
        "row_id": row_id, "row_round": facts.year, "row_version": 1, "row_author": "",
        "row_department": typed.get(DEPARTMENT, DEPARTMENT), "row_changed": LONG_AGO,
        "row_origin": "typed", "row_key": row_key(values.get(name) for name in table.key),
    }  # fmt: skip
    record |= {name: value for name, value in values.items() if name not in links}
    connection.execute(sa.insert(models.rows(table.id)), record)
    for name, many in links.items():
        for position, value in enumerate(many or ()):
            link = {"row_id": row_id, "position": position, "value": value}
            connection.execute(sa.insert(models.links(table.id)[name]), link)
