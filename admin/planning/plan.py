"""The plan of the round: dates, announcements, trainings, kick-off meetings, base tables."""

from __future__ import annotations

from pathlib import Path

from flask import abort, flash, redirect, request, send_file
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.filling.downloads import made
from admin.pages import Page
from admin.planning.typed import day, document, required_day, text
from admin.visit import Visit, current_visit
from admin.words import _
from core.access import Actor, may
from core.database import reading
from core.errors import NotFound, Refused
from core.exchange.templates import write_templates
from core.rounds.planning.announcements import announce, announcements, withdraw_announcement
from core.rounds.planning.dates import dates_of, set_dates
from core.rounds.planning.documents import Document, document_path
from core.rounds.planning.kickoffs import RECORDING, kick_offs, record_kick_off
from core.rounds.planning.trainings import (
    expected,
    plan_training,
    record_attendance,
    training,
    trainings,
)

ZIP = "application/zip"


class PlanPages(Page):
    """The office makes the plan; everybody who works in the round reads it."""

    def allows(self, actor: Actor) -> bool:
        """The plan is for those who see rows or oversee the round."""
        return may(actor, "see") or may(actor, "oversee")

    @expose("/")
    def index(self) -> str:
        """Show the plan."""
        visit = current_visit()
        year = visit.now_open.year
        with reading(visit.instance.engine) as connection:
            meetings = kick_offs(connection, year)
            sessions = trainings(connection, year)
            told = announcements(connection, year)
            people = expected(connection)
        places = departments_of(visit)
        return str(self.render(
            "planning/plan.html", plans=may(visit.actor, "plan"), dates=dates_of(visit.now_open),
            sessions=sessions, announcements=told, meetings=meetings, people=people,
            places=[visit.departments[id] for id in sorted(places)],
            recording=visit.actor.role in RECORDING, tasks=task_counts(visit),
        ))

    def _plan(self) -> Visit:
        visit = current_visit()
        if not may(visit.actor, "plan"):
            abort(403)
        return visit

    def _back(self, said: str) -> Response:
        flash(said, "ok")
        return redirect(self.get_url(".index"))

    @expose("/dates", methods=("POST",))
    def dates(self) -> Response:
        """Set the days of time points and the last days."""
        visit = self._plan()
        days, dues = {}, {}
        for one in dates_of(visit.now_open):
            if one.day and (found := day(f"day-{one.period}", _("统计时点"))):
                days[one.period] = found
            if found := day(f"due-{one.period}", _("截止日期")):
                dues[one.period] = found
        if not dues:
            raise Refused(_("请填写截止日期"))
        set_dates(visit.instance, visit.actor, visit.now_open, days, dues)
        return self._back(_("日期已保存。"))

    @expose("/announcements", methods=("POST",))
    def announce(self) -> Response:
        """Announce something on everybody's first page."""
        visit = self._plan()
        announce(visit.instance, visit.actor, visit.now_open.year, text("title"), text("text"))
        return self._back(_("公告已发布，显示在所有人的首页上。"))

    @expose("/announcements/<int:number>/withdraw", methods=("POST",))
    def withdraw(self, number: int) -> Response:
        """Take an announcement back."""
        visit = self._plan()
        withdraw_announcement(visit.instance, visit.actor, visit.now_open.year, number)
        return self._back(_("公告已撤下。"))

    @expose("/trainings", methods=("POST",))
    def plan_training(self) -> Response:
        """Put a training into the plan."""
        visit = self._plan()
        plan_training(
            visit.instance, visit.actor, visit.now_open.year, required_day("held", _("日期")),
            text("topic"), text("place"), document("material"),
        )
        return self._back(_("培训已列入方案。"))

    @expose("/trainings/<int:number>/attendance", methods=("GET", "POST"))
    def attendance(self, number: int) -> Response | str:
        """Write down who attended a training."""
        visit = self._plan()
        year = visit.now_open.year
        if request.method == "POST":
            usernames = request.form.getlist("attended")
            record_attendance(visit.instance, visit.actor, year, number, usernames)
            return self._back(_("签到已保存。"))
        with reading(visit.instance.engine) as connection:
            session, people = training(connection, year, number), expected(connection)
        return str(self.render(
            "planning/attendance.html", session=session, people=people,
            departments=visit.departments,
        ))

    @expose("/trainings/<int:number>/material")
    def material(self, number: int) -> Response:
        """Give the material of a training."""
        visit = current_visit()
        with reading(visit.instance.engine) as connection:
            found = training(connection, visit.now_open.year, number)
        return given(visit, found.material)

    @expose("/kick-off/<department>", methods=("GET", "POST"))
    def kick_off(self, department: str) -> Response | str:
        """Show a department's kick-off meeting, and let it record its own."""
        visit = current_visit()
        require_place(visit, department)
        with reading(visit.instance.engine) as connection:
            meeting = kick_offs(connection, visit.now_open.year).get(department)
        if request.method == "GET":
            mine = visit.actor.role in RECORDING and visit.actor.department_id == department
            return str(self.render(
                "planning/kick_off.html", meeting=meeting, mine=mine and visit.now_open.writable,
                department=visit.departments[department],
            ))
        if not (may(visit.actor, "fill") or visit.actor.role in RECORDING):
            abort(403)
        people = text("attended")
        record_kick_off(
            visit.instance, visit.actor, visit.now_open, department,
            required_day("held", _("日期")),
            int(people) if people.isascii() and people.isdigit() and len(people) < 6 else 0,
            text("record"), document("document"),
        )
        return self._back(_("动员会记录已保存。"))

    @expose("/kick-off/<department>/document")
    def kick_off_document(self, department: str) -> Response:
        """Give the document of a department's meeting."""
        visit = current_visit()
        require_place(visit, department)
        with reading(visit.instance.engine) as connection:
            meeting = kick_offs(connection, visit.now_open.year).get(department)
        if meeting is None:
            raise NotFound("没有这个文件")
        return given(visit, meeting.document)

    @expose("/base-tables/<department>.zip")
    def base_tables(self, department: str) -> Response:
        """Give a department all its base tables with their notes as one zip (Article 9)."""
        visit = current_visit()
        require_place(visit, department)
        if not may(visit.actor, "see"):
            abort(403)

        def write(target: Path) -> None:
            write_templates(visit.instance, visit.actor, visit.now_open, department, target)

        name = visit.departments[department].name
        return made(write, f"{visit.now_open.year}-{name}-基础数据表.zip", ZIP)


def departments_of(visit: Visit) -> frozenset[str]:
    """Return the departments whose part of the plan the person sees."""
    if may(visit.actor, "oversee"):
        return frozenset(id for id, one in visit.departments.items() if not one.closed)
    own = {visit.actor.department_id} if visit.actor.department_id else set()
    return frozenset(own | visit.actor.in_charge)


def require_place(visit: Visit, department: str) -> None:
    """Raise ``NotFound`` for a department whose part of the plan the person does not see."""
    if department not in visit.departments or department not in departments_of(visit):
        raise NotFound("没有找到")


def task_counts(visit: Visit) -> dict[str, int]:
    """Return how many tables each department fills."""
    found: dict[str, int] = {}
    for ids in visit.assigned.values():
        for id in ids:
            found[id] = found.get(id, 0) + 1
    return found


def given(visit: Visit, found: Document) -> Response:
    """Return a kept document under the name that it had; never shown inside the site."""
    path = document_path(visit.instance.folder, found)
    answer: Response = send_file(
        path, "application/octet-stream", as_attachment=True, download_name=found.name, max_age=0
    )
    return answer
