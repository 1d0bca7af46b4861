"""The office's page of tasks: table by department, who answers, who fills, by when."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import flash, make_response, redirect, request
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.pages import Page
from admin.planning.typed import day, text
from admin.visit import Visit, current_visit
from admin.words import _
from core.access import Actor, may
from core.database import reading
from core.errors import NotFound, Refused
from core.rounds.people.directory import AccountEntry, load_directory
from core.rounds.planning.assigning import COLLECTING, FILLING, assign, reassign, unassign
from core.rounds.planning.tasks import Filler, Task, last_day, tasks


class Line(NamedTuple):
    """One task as the page shows it."""

    task: Task
    title: str
    number: str
    department: str
    due: Any


class TaskPages(Page):
    """Who fills what; only the office gives tasks."""

    def allows(self, actor: Actor) -> bool:
        """Tasks are given by whoever plans."""
        return may(actor, "plan")

    @expose("/")
    def index(self) -> str:
        """List the tasks, all or those of one department."""
        visit = current_visit()
        only = request.args.get("department", "")
        return str(self.render(
            "planning/tasks.html", lines=lines_of(visit, only), only=only,
            departments=[one for one in visit.departments.values() if not one.closed],
            tables=sorted(visit.definitions.tables.values(), key=lambda t: (t.number, t.title)),
        ))

    @expose("/add", methods=("POST",))
    def add(self) -> Response:
        """Give another department a table to fill."""
        visit = current_visit()
        task = Task(text("table"), text("department"))
        if any(line.task[:2] == task[:2] for line in lines_of(visit, "")):
            raise Refused(_("这个部门已经有这项任务。"))
        assign(visit.instance, visit.actor, visit.now_open, task)
        flash(_("任务已分派。"), "ok")
        category, _dot, table = task.table.partition(".")
        return redirect(self.get_url(
            ".edit", category=category, table=table, department=task.department
        ))

    @expose("/<category>/<table>/<department>", methods=("GET", "POST"))
    def edit(self, category: str, table: str, department: str) -> Response | str:
        """Say who answers, who fills and by when."""
        visit, line = self._line(category, table, department)
        if request.method == "GET":
            return self._page(visit, line, "")
        own = set(request.form.getlist("own"))
        named = sorted({*request.form.getlist("filler"), *own})
        fillers = tuple(Filler(name, name in own) for name in named)
        task = line.task._replace(collector=text("collector"), fillers=fillers)
        try:
            task = task._replace(due=day("due", _("截止日期")))
            assign(visit.instance, visit.actor, visit.now_open, task)
        except Refused as refusal:
            return make_response(self._page(visit, line, refusal.message), 422)
        flash(_("任务已保存。"), "ok")
        return redirect(self.get_url(".index"))

    def _line(self, category: str, table: str, department: str) -> tuple[Visit, Line]:
        visit = current_visit()
        wanted = (f"{category}.{table}", department)
        found = next((one for one in lines_of(visit, "") if one.task[:2] == wanted), None)
        if found is None:
            raise NotFound("没有这项任务")
        return visit, found

    def _page(self, visit: Visit, line: Line, failure: str) -> str:
        with reading(visit.instance.engine) as connection:
            accounts = load_directory(connection).accounts.values()
        here = [one for one in accounts if one.active and one.department == line.task.department]
        personal = bool(visit.definitions.tables[line.task.table].person)
        return str(self.render(
            "planning/task.html", line=line, failure=failure,
            collectors=[one for one in here if one.role in COLLECTING],
            fillers=[one for one in here if one.role in FILLING],
            others=_teachers(list(accounts), line.task) if personal else [],
            named={one.username: one.own_rows for one in line.task.fillers},
            departments=[
                one for one in visit.departments.values()
                if not one.closed and one.id != line.task.department
            ],
        ))

    @expose("/<category>/<table>/<department>/reassign", methods=("POST",))
    def reassign(self, category: str, table: str, department: str) -> Response:
        """Hand the task over to another department with all its rows."""
        visit, line = self._line(category, table, department)
        said = reassign(
            visit.instance, visit.actor, visit.now_open, *line.task[:2], text("to")
        )
        flash(said, "ok")
        return redirect(self.get_url(".index"))

    @expose("/<category>/<table>/<department>/remove", methods=("POST",))
    def remove(self, category: str, table: str, department: str) -> Response:
        """Take the task away while nothing is filled."""
        visit, line = self._line(category, table, department)
        unassign(visit.instance, visit.actor, visit.now_open, *line.task[:2])
        flash(_("任务已收回。"), "ok")
        return redirect(self.get_url(".index"))


def _teachers(accounts: list[AccountEntry], task: Task) -> list[AccountEntry]:
    """Return people of other departments who may fill their own rows."""
    return [
        one for one in accounts
        if one.active and one.staff_no and one.role in FILLING and one.department != task.department
    ]


def lines_of(visit: Visit, department: str) -> list[Line]:
    """Return the tasks of the round by table, of one department where it is named."""
    with reading(visit.instance.engine) as connection:
        every = tasks(connection, visit.now_open.year)
    tables = visit.definitions.tables
    found = [
        Line(task, tables[task.table].title, tables[task.table].number,
             visit.departments[task.department].name, last_day(visit.now_open, task))
        for task in every
        if task.table in tables and department in ("", task.department)
    ]  # fmt: skip
    return sorted(found, key=lambda line: (line.number, line.title, line.department))
