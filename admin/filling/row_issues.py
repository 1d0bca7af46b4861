"""The issues of single rows: what one typed row shows at once, before the next full check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from admin.filling.progress import ISSUES
from core.category import Check
from core.checks.facts import RoundFacts
from core.checks.field_checks import compile_row_checker
from core.database import writing
from core.definition.table import Table
from core.generation.columns import utc
from core.generation.listing import RowFinding
from core.instance import Instance
from core.rounds.stored_rows import StoredRow


def issues_by_row(
    connection: sa.Connection, year: int, table_id: str, row_ids: Sequence[str]
) -> Mapping[str, list[RowFinding]]:
    """Return the open issues of rows, errors first."""
    found: dict[str, list[RowFinding]] = {}
    rows = connection.execute(
        sa.select(ISSUES)
        .where(
            ISSUES.c.round == year, ISSUES.c.table_id == table_id, ISSUES.c.gone.is_(None),
            ISSUES.c.row_id.in_(row_ids),
        )
        .order_by(ISSUES.c.severity, ISSUES.c.field, ISSUES.c.code)
    )
    for row in rows:
        finding = RowFinding(row.field, row.code, row.severity, row.message)
        found.setdefault(row.row_id, []).append(finding)
    return found


def check_row(
    table: Table, checks: Sequence[Check], facts: RoundFacts, row: StoredRow,
    already: Iterable[RowFinding],
) -> list[RowFinding]:
    """Return what was found while reading the row, and what the field and row checks find."""
    found = [finding for finding in already if finding.severity != "hint"]
    position = {field.name: place for place, field in enumerate(table.fields)}
    bad = {position[f.field] for f in found if f.severity == "error" and f.field in position}
    values = [row.values.get(field.name) for field in table.fields]
    more = compile_row_checker(table, checks, facts)(values, bad)
    return [*found, *(RowFinding(*finding) for finding in more)]


def replace_row_issues(
    instance: Instance, year: int, table_id: str, row: StoredRow, found: Iterable[RowFinding],
    shown: Callable[[str, StoredRow], str],
) -> None:
    """Put what was found in a row in the place of its former issues.

    Issues of checks that compare several rows are left to the next full check,
    unless the row is gone.
    """
    now = utc(instance.clock())
    current = {(f.field, f.code): f for f in found}
    between_rows = {c.code for c in instance.registry.data_checks(table_id, year)}
    with writing(instance.engine) as connection:
        known = connection.execute(_open(year, table_id, row.row_id)).all()
        stale = [
            k.id for k in known
            if (k.field, k.code) in current or not current or k.code not in between_rows
        ]
        connection.execute(sa.update(ISSUES).where(ISSUES.c.id.in_(stale)).values(gone=now))
        first = {(k.field, k.code): k.first_seen for k in known}
        if current:
            connection.execute(sa.insert(ISSUES), [
                _record(year, table_id, row, f, shown(f.field, row), first.get(place, now))
                for place, f in current.items()
            ])


def _open(year: int, table_id: str, row_id: str) -> sa.Select[Any]:
    return sa.select(ISSUES).where(
        ISSUES.c.round == year, ISSUES.c.table_id == table_id, ISSUES.c.row_id == row_id,
        ISSUES.c.gone.is_(None),
    )


def _record(
    year: int, table_id: str, row: StoredRow, found: RowFinding, value: str, first: Any
) -> dict[str, Any]:
    return {
        "round": year, "table_id": table_id, "department": row.department, "row_id": row.row_id,
        "row_key": row.key, "field": found.field, "code": found.code,
        "severity": found.severity, "message": found.message, "value": value,
        "first_seen": first, "gone": None,
    }
