"""The board: every department's answer to every table, and how far each of them is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flask import abort, flash, redirect, request
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.filling.progress import local
from admin.pages import Page
from admin.reviewing.case import Case
from admin.reviewing.cases import overseen
from admin.visit import current_visit
from admin.words import _
from core.access import Actor, may
from core.database import reading
from core.rounds.deadlines import remind
from core.rounds.pace import NOTHING_YET, Pace, paces

PHASES = {
    "accepted": ("已通过", "ok"), "office": ("等办公室审核", "info"),
    "inside": ("部门审核签字中", "info"), "returned": ("退回修改", "bad"),
    "late": ("逾期未交", "bad"), "filling": ("填报中", "warn"), "idle": ("未开始", "idle"),
}  # fmt: skip
"""Where a submission is, for those who look at all of them; the last counts least."""


def phase(case: Case) -> str:
    """Return where a submission is."""
    if case.found.state == "accepted":
        return "accepted"
    if case.next is not None and "office" in case.next.roles:
        return "office"
    if not case.draft:
        return "inside"
    if case.found.limited:
        return "returned"
    if case.late:
        return "late"
    return "filling" if case.rows or case.found.absence else "idle"


class Cell(NamedTuple):
    """One department in one category: how many tables are accepted, and the worst of the rest."""

    accepted: int
    total: int
    tone: str
    title: str


class Line(NamedTuple):
    """One submission in the list."""

    case: Case
    phase: str
    pace: Pace


class BoardPages(Page):
    """How far the round is, for the office, the auditor and those who lead."""

    first = "index"

    def allows(self, actor: Actor) -> bool:
        """Only those who oversee the whole college."""
        return may(actor, "oversee")

    @expose("/")
    def index(self) -> str:
        """Show departments by categories, and the submissions that were asked for."""
        visit = current_visit()
        every = overseen(visit)
        asked = {name: request.args.get(name, "")[:40] for name in ("department", "category")}
        wanted = request.args.get("phase", "")
        lines = [
            case for case in every
            if asked["department"] in ("", case.department.id)
            and asked["category"] in ("", case.table.category)
            and wanted in ("", phase(case))
        ]
        with reading(visit.instance.engine) as connection:
            pace = paces(connection, visit.now_open.year, visit.instance.clock())
        registry = visit.instance.registry
        return str(self.render(
            "office/board.html", every=every, cells=cells_of(every), counts=counts_of(every),
            lines=[Line(one, phase(one), pace.get(one.found.id, NOTHING_YET)) for one in lines],
            phases=PHASES, asked=asked | {"phase": wanted}, headline=headline(every),
            departments=[d for d in visit.departments.values()
                         if any(case.department is d for case in every)],
            categories={
                name: registry.categories[name].title if name in registry.categories else name
                for name in dict.fromkeys(case.table.category for case in every)
            },
            local=local, may_remind=may(visit.actor, "plan") and visit.now_open.writable,
        ))


    @expose("/remind", methods=("POST",))
    def remind(self) -> Response:
        """Remind everybody of what is due within a week or overdue, once a day."""
        visit = current_visit()
        if not may(visit.actor, "plan"):
            abort(403)
        told = remind(visit.instance, visit.actor, visit.now_open)
        flash(
            _("已提醒 %(count)s 人。", count=len(told)) if told
            else _("今天该提醒的都已提醒过。"), "ok",
        )
        return redirect(self.get_url(".index"))


def counts_of(every: Iterable[Case]) -> dict[str, int]:
    """Return how many submissions are in each phase."""
    found = dict.fromkeys(PHASES, 0)
    for case in every:
        found[phase(case)] += 1
    return found


def cells_of(every: Iterable[Case]) -> Mapping[tuple[str, str], Cell]:
    """Return the cells of the board by department and category."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for case in every:
        grouped.setdefault((case.department.id, case.table.category), []).append(phase(case))
    return {place: _cell(phases) for place, phases in grouped.items()}


def _cell(phases: list[str]) -> Cell:
    accepted = phases.count("accepted")
    worst = next(
        (name for name in ("late", "returned", "filling", "inside", "office") if name in phases),
        "accepted" if accepted == len(phases) else "idle",
    )
    words = "，".join(
        f"{title} {phases.count(name)}" for name, (title, _tone) in PHASES.items()
        if name in phases
    )
    return Cell(accepted, len(phases), PHASES[worst][1], words)


def headline(every: list[Case]) -> str:
    """Return the sentence that says where the college stands."""
    counts = counts_of(every)
    if not every:
        return _("还没有分派任何报送任务")
    if counts["accepted"] == len(every):
        return _("%(count)s 份报送都已通过", count=len(every))
    left = min((case.days_left for case in every if case.days_left is not None), default=None)
    said = _("%(total)s 份报送，已通过 %(accepted)s 份", total=len(every), **counts)
    if counts["late"]:
        return said + _("，%(late)s 份逾期", **counts)
    return said if left is None else said + _("，最近的还有 %(days)s 天截止", days=left)
