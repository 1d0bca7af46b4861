"""The 数据采集工作方案 (Article 8) of a round with its list of tasks, as .docx or .xlsx."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from core.access import Actor, may
from core.audit.recording import object_of, record, refusals_recorded
from core.database import reading
from core.definition.numbering import official_order
from core.errors import Refused
from core.exchange.listing_book import Listing, write_listings
from core.generation.columns import utc
from core.instance import Instance
from core.reports.documents import add_table, new_document, save
from core.reports.pdf import write_docx_or_pdf
from core.rounds.department import all_departments
from core.rounds.planning.dates import PeriodDates, dates_of
from core.rounds.planning.tasks import Task, last_day, tasks
from core.rounds.planning.trainings import Session, trainings
from core.rounds.round import Round, frozen_definitions
from core.rounds.routes import ROUTES
from core.rounds.user import User

PLANNED = "printed plan"
BLANK = "—"
TASKS = ("编号", "数据表", "负责部门", "填报部门", "信息采集管理员", "填报人", "统计时段",
         "截止日期")  # fmt: skip
DATES = ("统计时段", "数据表数", "截止日期")
TRAININGS = ("日期", "内容", "地点")
STEPS = (
    "准备：领取基础数据表，召开部门动员会，信息采集管理员参加培训。",
    "填报：数据由产生的源头直接填报，随时更新；没有业务的表申报“无此项业务”或“零事件”并说明原因。",
    "部门自审：信息采集管理员核查，部门负责人和分管校领导先后在数据提交审批表上签字。",
    "办公室审核：不符合要求的退回更正，重新签字后再报。",
    "汇总上报：全部通过后汇总，经校长办公会审定，封存并上报省教育厅和教育部。",
)


class Line(NamedTuple):
    """One task as people read it, in the order of ``TASKS``."""

    number: str
    title: str
    owner: str
    department: str
    collector: str
    fillers: str
    period: str
    due: str


@dataclass(frozen=True)
class Plan:
    """The plan of a round as it stands."""

    round: Round
    made: datetime
    lines: tuple[Line, ...]
    dates: tuple[PeriodDates, ...]
    trainings: tuple[Session, ...]

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.round.year} 年人才培养工作状态数据采集工作方案"


def write_plan(instance: Instance, actor: Actor, round: Round, target: Path) -> Plan:
    """Write the plan as .docx, .pdf or .xlsx; return it.

    Raises ``Refused`` for who has no part in the round, and for another ending.
    """
    named = object_of(round.year, "", "")
    with refusals_recorded(instance, actor, PLANNED, named):
        if not (may(actor, "see") or may(actor, "plan")):
            raise Refused("没有这项权限")
        with reading(instance.engine) as connection:
            plan = plan_of(instance, connection, round)
        if target.suffix.lower() == ".xlsx":
            _write_book(plan, target)
        else:
            write_docx_or_pdf(target, partial(_write_document, plan))
    record(instance, actor, PLANNED, named, {"tasks": len(plan.lines)})
    return plan


def plan_of(instance: Instance, connection: sa.Connection, round: Round) -> Plan:
    """Return the plan, its tasks in the order of the forms."""
    places = {one.id: one.name for one in all_departments(connection)}
    people = dict(connection.execute(sa.select(User.username, User.name)).all())
    by_table: dict[str, list[Task]] = {}
    for task in tasks(connection, round.year):
        by_table.setdefault(task.table, []).append(task)
    lines = []
    for table in official_order(frozen_definitions(round).tables.values()):
        for task in by_table.get(table.id, ()):
            names = "、".join(people.get(one.username, one.username) for one in task.fillers)
            due = last_day(round, task)
            lines.append(Line(
                table.number, table.title, table.owner, places.get(task.department, ""),
                people.get(task.collector, task.collector) or BLANK, names or BLANK,
                round.calendar.caption(table.period), due.isoformat() if due else BLANK,
            ))  # fmt: skip
    sessions = tuple(trainings(connection, round.year))
    return Plan(round, utc(instance.clock()), tuple(lines), tuple(dates_of(round)), sessions)


def _write_document(plan: Plan, target: Path) -> None:
    document = new_document(plan.title, landscape=True)
    calendar = plan.round.calendar
    document.add_heading("一、统计时段与截止日期", 1)
    document.add_paragraph(f"学年：{calendar.academic_year}；自然年度：{calendar.calendar_year}。")
    add_table(document, DATES, _dates(plan), (10, 3, 4))
    document.add_heading("二、工作步骤", 1)
    for number, step in enumerate(STEPS, 1):
        document.add_paragraph(f"{number}. {step}")
    document.add_heading("三、审核流程", 1)
    for route in ROUTES.values():
        stages = "→".join(stage.title for stage in route.stages)
        document.add_paragraph(f"{route.title}：{stages}")
    document.add_heading("四、培训", 1)
    if plan.trainings:
        add_table(document, TRAININGS, _sessions(plan), (4, 14, 6))
    else:
        document.add_paragraph("由数据平台管理办公室另行通知。")
    document.add_heading(f"五、任务分工（{len(plan.lines)} 项）", 1)
    add_table(document, TASKS, plan.lines, (2.4, 4.6, 3, 3, 2.6, 3, 4.2, 2.6))
    save(document, target, plan.made)


def _write_book(plan: Plan, target: Path) -> None:
    write_listings(target, plan.title, (
        Listing("任务分工", TASKS, plan.lines, (16, 30, 22, 22, 16, 24, 34, 12)),
        Listing("截止日期", DATES, _dates(plan), (40, 10, 12)),
        Listing("培训", TRAININGS, _sessions(plan), (12, 50, 24)),
    ))  # fmt: skip


def _dates(plan: Plan) -> list[tuple[object, ...]]:
    return [(one.caption, one.tables, one.due or BLANK) for one in plan.dates]


def _sessions(plan: Plan) -> list[tuple[object, ...]]:
    return [(one.held, one.topic, one.place or BLANK) for one in plan.trainings]
