"""Last days: what is due, overdue or late, by the college's own calendar, and reminding of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from core.access import Actor, require
from core.audit.recording import audited
from core.definition.definitions import Definitions
from core.errors import NotFound, Refused
from core.instance import Instance
from core.rounds.local_time import local_day
from core.rounds.notices import notify
from core.rounds.planning.tasks import ASSIGNMENTS, Task, last_day, tasks
from core.rounds.remarks import bounded
from core.rounds.round import Round, frozen_definitions, require_writable
from core.rounds.submission import DRAFT, Standing, standings
from core.rounds.user import User

DAYS_BEFORE = 7
"""From how many days before the last day on people are reminded, once a day."""
FILLING = ("filler", "collector", "consolidator")
NAMED_AT_MOST = 5


class Due(NamedTuple):
    """A task with its last day, and how it stands to it; ``days`` left are negative afterwards."""

    task: Task
    day: date
    days: int
    submitted: bool
    late: bool
    """Whether the first complete submission came after the last day, or has not come by now."""

    @property
    def overdue(self) -> bool:
        """Whether the last day is over and the department has it still, or again."""
        return self.days < 0 and not self.submitted


def dues(connection: sa.Connection, round: Round, today: date) -> list[Due]:
    """Return every task of the round that has a last day, by table and department."""
    found = {(one.table_id, one.department_id): one for one in standings(connection, round.year)}
    every = []
    for task in tasks(connection, round.year):
        day = last_day(round, task)
        if day is not None:
            every.append(_due(task, day, today, found.get((task.table, task.department))))
    return every


def _due(task: Task, day: date, today: date, stands: Standing | None) -> Due:
    first = stands.first_submitted if stands else None
    submitted = stands is not None and stands.state != DRAFT
    late = (local_day(first) if first else today) > day
    return Due(task, day, (day - today).days, submitted, late)


def extend(
    instance: Instance, actor: Actor, round: Round, table: str, department: str, day: date,
    reason: str,
) -> None:
    """Give a task a later last day, with a reason that the trace keeps beside the former day.

    Raises ``NotFound`` when there is no such task, ``Refused`` without a reason and for a
    day that is not later.
    """
    with audited(instance, actor, "extended", f"{round.year}/{table}/{department}") as unit:
        require(actor, "plan")
        require_writable(round)
        every = tasks(unit.connection, round.year)
        task = next((t for t in every if (t.table, t.department) == (table, department)), None)
        if task is None:
            raise NotFound("没有这项任务")
        if not reason.strip():
            raise Refused("请写明延期的原因")
        former = last_day(round, task)
        if former is not None and day <= former:
            raise Refused(f"延期应晚于现在的截止日期 {former}")
        unit.connection.execute(sa.update(ASSIGNMENTS).where(
            ASSIGNMENTS.c.round == round.year, ASSIGNMENTS.c.table_id == table,
            ASSIGNMENTS.c.department_id == department,
        ).values(due=day))  # fmt: skip
        unit.detail |= {
            "from": former.isoformat() if former else "", "to": day.isoformat(),
            "reason": bounded(reason, "原因"),
        }


class Reminded(NamedTuple):
    """One person reminded: how many tables are due soon and how many overdue."""

    username: str
    soon: int
    overdue: int


def remind(instance: Instance, actor: Actor, round: Round) -> list[Reminded]:
    """Remind everybody who fills of what is due within a week or overdue; return who was told.

    One notice per person and day says it all; who was told today is not told again.
    """
    today = local_day(instance.clock())
    told = []
    with audited(instance, actor, "reminded", f"{round.year}") as unit:
        require(actor, "plan")
        require_writable(round)
        open_ = [one for one in dues(unit.connection, round, today)
                 if one.days <= DAYS_BEFORE and not one.submitted]  # fmt: skip
        for username, due in _by_person(unit.connection, open_).items():
            text = _words(due, frozen_definitions(round))
            if notify(unit, [username], "due", f"{round.year}/{today}", text):
                late = sum(one.overdue for one in due)
                told.append(Reminded(username, len(due) - late, late))
        unit.detail["people"] = len(told)
    return told


def _by_person(connection: sa.Connection, due: Iterable[Due]) -> Mapping[str, list[Due]]:
    """Return by account what it has to do: those named for the task, else all who fill there."""
    query = sa.select(User.username, User.department_id, User.role).where(
        User.active, User.role.in_(FILLING)
    )
    accounts = connection.execute(query.order_by(User.username)).all()
    found: defaultdict[str, list[Due]] = defaultdict(list)
    for one in due:
        named = {filler.username for filler in one.task.fillers}
        for username, department, role in accounts:
            there = department == one.task.department and (role != "filler" or not named)
            if there or username in named:
                found[username].append(one)
    return found


def _words(due: Iterable[Due], definitions: Definitions) -> str:
    every = sorted(due, key=lambda one: (one.day, one.task.table))
    late = [one for one in every if one.overdue]
    soon = [one for one in every if not one.overdue]
    parts = []
    if late:
        parts.append(f"{len(late)} 张表已过期限：{_titles(late, definitions)}")
    if soon:
        parts.append(f"{len(soon)} 张表即将到期：{_titles(soon, definitions)}")
    return "；".join(parts)


def _titles(due: list[Due], definitions: Definitions) -> str:
    shown = [
        f"“{definitions.table(one.task.table).title}”（{one.day}）" for one in due[:NAMED_AT_MOST]
    ]
    return "、".join(shown) + ("等" if len(due) > NAMED_AT_MOST else "")
