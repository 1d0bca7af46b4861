"""The tasks of a round: table by department, with who answers, who fills and the last day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, cast

import sqlalchemy as sa

from core.rounds.assignment import Assignment, AssignmentFiller
from core.rounds.round import Round, frozen_definitions

ASSIGNMENTS = cast(sa.Table, Assignment.__table__)
FILLERS = cast(sa.Table, AssignmentFiller.__table__)


class Filler(NamedTuple):
    """An account named for a task; with ``own_rows`` limited to rows of its staff number."""

    username: str
    own_rows: bool = False


class Task(NamedTuple):
    """One assignment; ``due`` is its own last day, None where the round's counts."""

    table: str
    department: str
    collector: str = ""
    due: date | None = None
    fillers: tuple[Filler, ...] = ()


def tasks(connection: sa.Connection, year: int) -> list[Task]:
    """Return every task of a round, by table and department."""
    named: dict[tuple[str, str], list[Filler]] = {}
    for row in connection.execute(
        sa.select(FILLERS).where(FILLERS.c.round == year).order_by(FILLERS.c.username)
    ):
        named.setdefault((row.table_id, row.department_id), []).append(
            Filler(row.username, row.own_rows)
        )
    query = sa.select(ASSIGNMENTS).where(ASSIGNMENTS.c.round == year)
    return [
        Task(row.table_id, row.department_id, row.collector or "", row.due,
             tuple(named.get((row.table_id, row.department_id), ())))
        for row in connection.execute(
            query.order_by(ASSIGNMENTS.c.table_id, ASSIGNMENTS.c.department_id)
        )
    ]  # fmt: skip


def last_day(round: Round, task: Task) -> date | None:
    """Return the last day of a task: its own, else the round's for the table's period."""
    table = frozen_definitions(round).tables.get(task.table)
    return task.due or (round.due(table.period) if table else None)


def named_fillers(connection: sa.Connection, year: int) -> Mapping[tuple[str, str], set[str]]:
    """Return by (table, department) who alone may fill it; where nobody is named, all may."""
    found: dict[tuple[str, str], set[str]] = {}
    query = sa.select(FILLERS.c.table_id, FILLERS.c.department_id, FILLERS.c.username)
    for table, department, username in connection.execute(query.where(FILLERS.c.round == year)):
        found.setdefault((table, department), set()).add(username)
    return found
