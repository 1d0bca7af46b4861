"""All that waits for one's signature: several signed at once, each with a signature of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from flask import flash, make_response, redirect, request
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.pages import Page
from admin.reviewing.case import Case
from admin.reviewing.cases import cases_of, ordered_tables
from admin.reviewing.comparing import Look, look_of
from admin.reviewing.identifying import identify
from admin.reviewing.lacking import issues_of_case
from admin.visit import Visit, current_visit
from admin.words import _
from core.access import Actor
from core.database import reading
from core.errors import Conflict, Refused
from core.rounds.remarks import ANSWERED, remarks
from core.rounds.routes import ROUTES
from core.rounds.transitions import head_sign, sign

SIGNING = {"head_sign": head_sign, "sign": sign}


class ToSign:
    """One submission that waits for the person's signature, and what there is to look at."""

    def __init__(self, case: Case) -> None:
        self.case = case
        with reading(case.visit.instance.engine) as connection:
            self.answers = len(remarks(connection, case.found.id, ANSWERED))

    @property
    def key(self) -> str:
        """How the form names it."""
        return f"{self.case.table.id}/{self.case.department.id}"

    @cached_property
    def look(self) -> Look | None:
        """What changed since the person's part last looked."""
        return look_of(self.case)

    @cached_property
    def explained(self) -> int:
        """How many warnings were explained; all were, or it would not have been submitted."""
        return sum(issue.severity == "warning" for issue in issues_of_case(self.case))

    @property
    def possible(self) -> bool:
        """Whether nothing keeps the person from signing it."""
        return not (self.case.barred or self.case.broken)


class Packet(NamedTuple):
    """What one department laid before the person."""

    department: str
    items: list[ToSign]


class SigningPages(Page):
    """The page of heads and vice-presidents."""

    first = "index"

    def allows(self, actor: Actor) -> bool:
        """Only those who sign at some stage."""
        return any(
            actor.role in stage.roles
            for route in ROUTES.values() for stage in route.stages if stage.signs
        )

    @expose("/", methods=("GET", "POST"))
    def index(self) -> Response | str:
        """Show what waits for the person's signature, and sign what was chosen."""
        visit = current_visit()
        if request.method == "GET":
            return self._page(visit)
        chosen = set(request.form.getlist("sign"))
        items = [item for item in to_sign(visit) if item.key in chosen]
        if not items:
            return make_response(self._page(visit, _("请先勾选要签的表")), 422)
        try:
            moment = identify(visit, request.form.get("password", ""))
        except Refused as refused:
            return make_response(self._page(visit, refused.message, chosen), 409)
        done, failed = sign_items(visit, items, moment)
        if done:
            flash(_("已签字 %(count)s 份。", count=done), "ok")
        for failure in failed:
            flash(_("没有签字：%(failure)s", failure=failure), "bad")
        return redirect(self.get_url(".index"))

    def _page(self, visit: Visit, failure: str = "", chosen: Iterable[str] = ()) -> str:
        return str(self.render(
            "reviewing/signing.html", packets=packets(to_sign(visit)), failure=failure,
            chosen=set(chosen),
        ))


def sign_items(visit: Visit, items: Iterable[ToSign], moment: datetime) -> tuple[int, list[str]]:
    """Sign each for the fingerprint that its form carries; return how many, and what failed."""
    done, failed = 0, []
    for item in items:
        case = item.case
        act = SIGNING[case.next.verb] if case.next is not None else head_sign
        expected = request.form.get(f"expected-{item.key}", "")
        try:
            act(visit.instance, visit.actor, case.place, expected, moment)
        except (Refused, Conflict) as refused:
            failed.append(f"“{case.table.title}”：{refused.message}")
        else:
            done += 1
    return done, failed


def to_sign(visit: Visit) -> list[ToSign]:
    """Return what waits for the person's signature now, in the order of the tables."""
    if visit.round is None:
        return []
    every = cases_of(visit, ordered_tables(visit))
    return [ToSign(case) for case in every if waits_for_signature(case)]


def waits_for_signature(case: Case) -> bool:
    """Tell whether it is the person's turn to sign."""
    return case.next is not None and case.next.signs and case.next.verb in case.verbs


def packets(items: Iterable[ToSign]) -> list[Packet]:
    """Return the submissions by department."""
    found: dict[str, Packet] = {}
    for item in items:
        name = item.case.department.name
        found.setdefault(name, Packet(name, [])).items.append(item)
    return list(found.values())
