"""Where each table stands: its rows, its issues, its last change, for those one may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from core.access import Actor, departments_visible
from core.checks.issues import StoredIssue
from core.database import reading
from core.definition.table import Table
from core.instance import Instance

HERE = ZoneInfo("Asia/Shanghai")
ISSUES = cast(sa.Table, StoredIssue.__table__)


class Counts(NamedTuple):
    """How many open issues a table has."""

    errors: int = 0
    warnings: int = 0


class Progress(NamedTuple):
    """One table's rows, issues, and when a row last changed (None when there is none)."""

    rows: int
    counts: Counts
    changed: datetime | None

    @property
    def when(self) -> str:
        """The last change in words, in the college's own time."""
        return local(self.changed)


def local(moment: datetime | None) -> str:
    """Return a moment as people here read it; an empty string for None."""
    if moment is None:
        return ""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(HERE).strftime(
        "%Y-%m-%d %H:%M"
    )


def of_departments(
    column: sa.ColumnElement[str], actor: Actor, table: Table
) -> sa.ColumnElement[bool]:
    """Return the condition that a department's rows of the table are ones the actor may see."""
    visible = departments_visible(actor, table)
    return sa.true() if visible is None else column.in_(sorted(visible))


def progress(
    instance: Instance, actor: Actor, year: int, tables: Sequence[Table]
) -> Mapping[str, Progress]:
    """Return where each of the tables stands, in one query for rows and one for issues."""
    if not tables:
        return {}
    parts = [_of_table(instance, actor, year, table) for table in tables]
    with reading(instance.engine) as connection:
        found = {row.id: row for row in connection.execute(sa.union_all(*parts))}
        counts = issue_counts(connection, actor, year, tables)
    return {
        table.id: Progress(
            found[table.id].number, counts.get(table.id, Counts()), found[table.id].changed
        )
        for table in tables
    }


def _of_table(
    instance: Instance, actor: Actor, year: int, table: Table
) -> sa.Select[Any, Any, Any]:
    rows = instance.models.rows(table.id)
    return sa.select(
        sa.literal(table.id).label("id"),
        sa.func.count().label("number"),
        sa.func.max(rows.c.row_changed).label("changed"),
    ).where(rows.c.row_round == year, of_departments(rows.c.row_department, actor, table))


def still_empty(instance: Instance, year: int, ids: Iterable[str]) -> set[str]:
    """Return the ids of the tables in which no department has a row yet, whoever asks."""
    parts = [_any_row(instance, year, id) for id in ids]
    if not parts:
        return set()
    with reading(instance.engine) as connection:
        return {id for id, some in connection.execute(sa.union_all(*parts)) if not some}


def _any_row(instance: Instance, year: int, id: str) -> sa.Select[Any, Any]:
    rows = instance.models.rows(id)
    some = sa.exists().where(rows.c.row_round == year)
    return sa.select(sa.literal(id), some)


def issues_of(tables: Iterable[Table], actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition that an issue is of one of the tables and of a visible department."""
    return sa.or_(sa.false(), *(
        (ISSUES.c.table_id == table.id) & of_departments(ISSUES.c.department, actor, table)
        for table in tables
    ))


def issue_counts(
    connection: sa.Connection, actor: Actor, year: int, tables: Sequence[Table]
) -> Mapping[str, Counts]:
    """Return how many open issues the tables have in the rows that the actor may see."""
    severity = ISSUES.c.severity
    query = (
        sa.select(
            ISSUES.c.table_id,
            sa.func.count().filter(severity == "error"),
            sa.func.count().filter(severity == "warning"),
        )
        .where(
            ISSUES.c.round == year, ISSUES.c.gone.is_(None),
            issues_of(tables, actor),
        )
        .group_by(ISSUES.c.table_id)
    )
    return {id: Counts(errors, warnings) for id, errors, warnings in connection.execute(query)}
