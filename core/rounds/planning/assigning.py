"""Giving tasks: new ones, changed ones, to another department with the rows, and away."""

from __future__ import annotations

import sqlalchemy as sa

from core.access import Actor, require
from core.audit.recording import Unit, audited, object_of
from core.audit.row_changes import Rows, images
from core.checks.issues import StoredIssue
from core.errors import NotFound, Refused
from core.instance import Instance
from core.rounds.department import Department
from core.rounds.locking import keep_changes
from core.rounds.people.directory import Directory, load_directory
from core.rounds.planning.tasks import ASSIGNMENTS, FILLERS, Task, tasks
from core.rounds.round import Round, frozen_definitions, require_writable
from core.rounds.submission import DRAFT, STATE_TITLES, standing

COLLECTING = ("collector", "consolidator")
FILLING = ("filler", "collector", "consolidator")


def assign(instance: Instance, actor: Actor, round: Round, task: Task) -> None:
    """Give a department a table to fill, or change who answers, who fills and by when.

    Raises ``NotFound`` for an unknown table or department, ``Refused`` when a person does
    not belong there or the round is not open.
    """
    with audited(instance, actor, "assigned", _object(round, task)) as unit:
        _require_plan(actor, round, task)
        there = load_directory(unit.connection)
        _require_people(task, there)
        former = _found(unit, round, task)
        unit.silent = former == task
        unit.detail |= {
            "collector": task.collector, "due": task.due.isoformat() if task.due else "",
            "fillers": [list(one) for one in task.fillers], "new": former is None,
        }
        _write(unit, round, task, new=former is None)


def _write(unit: Unit, round: Round, task: Task, *, new: bool) -> None:
    key = {"round": round.year, "table_id": task.table, "department_id": task.department}
    values = {"collector": task.collector or None, "due": task.due}
    if new:
        unit.connection.execute(sa.insert(ASSIGNMENTS).values(**key, **values))
    else:
        own = sa.and_(*(ASSIGNMENTS.c[name] == value for name, value in key.items()))
        unit.connection.execute(sa.update(ASSIGNMENTS).where(own).values(**values))
    _forget_fillers(unit, round, task)
    if task.fillers:
        unit.connection.execute(
            sa.insert(FILLERS), [{**key, **one._asdict()} for one in task.fillers]
        )


def unassign(instance: Instance, actor: Actor, round: Round, table: str, department: str) -> None:
    """Take a task away; ``Refused`` while the department has rows there or has submitted."""
    task = Task(table, department)
    with audited(instance, actor, "unassigned", _object(round, task)) as unit:
        _require_plan(actor, round, task)
        if _found(unit, round, task) is None:
            raise NotFound("没有这项任务")
        _require_draft(unit, round, task)
        rows = _count(unit, round, task)
        if rows:
            raise Refused(f"这项任务已填 {rows} 行：请改派给别的部门（数据随之移交），或先删去数据")
        _remove(unit, round, task)


def reassign(
    instance: Instance, actor: Actor, round: Round, table: str, department: str, to: str
) -> str:
    """Hand a task over to another department with all its rows; return in Chinese what happened.

    What was signed or submitted must be returned first.  Nothing is lost: the rows keep
    their ids, and the trace tells where each came from.
    """
    task, new = Task(table, department), Task(table, to)
    with audited(instance, actor, "reassigned", _object(round, task)) as unit:
        _require_plan(actor, round, task)
        _require_plan(actor, round, new)
        there = load_directory(unit.connection)
        _require_people(new, there)
        if to == department:
            raise Refused("改派给同一个部门，什么也不会变")
        former = _found(unit, round, task)
        if former is None:
            raise NotFound("没有这项任务")
        for one in (task, new):
            _require_draft(unit, round, one)
        _require_no_same_keys(unit, round, task, new)
        if _found(unit, round, new) is None:
            _write(unit, round, Task(table, to, due=former.due), new=True)
        moved = _move(unit, round, task, new)
        _remove(unit, round, task)
        unit.detail |= {"to": to, "moved": moved}
    was, now = there.departments[department].name, there.departments[to].name
    title = frozen_definitions(round).table(table).title
    return f"“{title}”由{was}改派给{now}：已填的 {moved} 行都保留，从现在起由{now}负责填报和签字。"


def _object(round: Round, task: Task) -> str:
    return object_of(round.year, task.table, task.department)


def _require_plan(actor: Actor, round: Round, task: Task) -> None:
    require(actor, "plan")
    require_writable(round)
    frozen_definitions(round).table(task.table)


def _require_people(task: Task, there: Directory) -> None:
    place = there.departments.get(task.department)
    if place is None:
        raise NotFound(f"没有部门 {task.department}")
    if place.closed:
        raise Refused(f"部门“{place.name}”已经停用")
    named: list[tuple[str, tuple[str, ...], str]] = []
    if task.collector:
        named.append((task.collector, COLLECTING, "信息采集管理员"))
    named += [(one.username, FILLING, "填报人") for one in task.fillers]
    for username, roles, title in named:
        account = there.accounts.get(username)
        if account is None or not account.active:
            raise NotFound(f"没有可用的账号 {username}")
        own_rows = any(one == (username, True) for one in task.fillers)
        if account.role not in roles or (account.department != place.id and not own_rows):
            raise Refused(f"{account.name}（{username}）不是“{place.name}”的{title}")
        if own_rows and not account.staff_no:
            raise Refused(f"账号 {username} 没有教工号，不能限于填报本人的行")


def _found(unit: Unit, round: Round, task: Task) -> Task | None:
    every = tasks(unit.connection, round.year)
    same = (one for one in every if one[:2] == task[:2])
    return next(same, None)


def _require_draft(unit: Unit, round: Round, task: Task) -> None:
    found = standing(unit.connection, Rows(round.year, task.table, task.department))
    if found.state != DRAFT or found.limited:
        name = unit.connection.scalar(
            sa.select(Department.name).where(Department.id == task.department)
        )
        state = "有未了结的退回意见" if found.limited else STATE_TITLES[found.state]
        raise Refused(f"{name}的这张表{state}：请先退回或撤回，再调整任务")


def _count(unit: Unit, round: Round, task: Task) -> int:
    rows = unit.instance.models.rows(task.table)
    query = sa.select(sa.func.count()).where(
        rows.c.row_round == round.year, rows.c.row_department == task.department
    )
    return unit.connection.scalar(query) or 0


def _require_no_same_keys(unit: Unit, round: Round, task: Task, new: Task) -> None:
    rows = unit.instance.models.rows(task.table)
    other = rows.alias()
    same = unit.connection.scalar(
        sa.select(sa.func.count()).select_from(rows.join(other, sa.and_(
            other.c.row_key == rows.c.row_key, other.c.row_round == rows.c.row_round,
            other.c.row_department == new.department,
        ))).where(rows.c.row_round == round.year, rows.c.row_department == task.department)
    )
    if same:
        raise Refused(f"两个部门有 {same} 行填的是同一项，不能合并：请先由其中一个部门删去")


def _move(unit: Unit, round: Round, task: Task, new: Task) -> int:
    """Make the rows the other department's, and tell the trace of both."""
    rows = unit.instance.models.rows(task.table)
    old = Rows(round.year, task.table, task.department)
    gone = {image.row_id: image for image in images(unit, old)}
    if not gone:
        return 0
    before = Rows(round.year, task.table, new.department)
    there = {image.row_id: image for image in images(unit, before)}
    moving = (rows.c.row_round == round.year) & (rows.c.row_department == task.department)
    unit.connection.execute(
        sa.update(rows).where(moving)
        .values(row_department=new.department, row_version=rows.c.row_version + 1)
    )
    keep_changes(unit, old, gone, ())
    keep_changes(unit, before, there, images(unit, before))
    unit.connection.execute(
        sa.update(StoredIssue).values(department=new.department)
        .where(
            StoredIssue.round == round.year, StoredIssue.table_id == task.table,
            StoredIssue.department == task.department,
        )
    )
    return len(gone)


def _remove(unit: Unit, round: Round, task: Task) -> None:
    _forget_fillers(unit, round, task)
    unit.connection.execute(
        sa.delete(ASSIGNMENTS).where(
            ASSIGNMENTS.c.round == round.year, ASSIGNMENTS.c.table_id == task.table,
            ASSIGNMENTS.c.department_id == task.department,
        )
    )


def _forget_fillers(unit: Unit, round: Round, task: Task) -> None:
    unit.connection.execute(
        sa.delete(FILLERS).where(
            FILLERS.c.round == round.year, FILLERS.c.table_id == task.table,
            FILLERS.c.department_id == task.department,
        )
    )
