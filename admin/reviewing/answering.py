"""The department's side of the review: explain, answer, declare nothing, submit, withdraw."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, request
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.filling.checking import check_department
from admin.filling.issues import key_in_words
from admin.pages import Page
from admin.reviewing.case import Case
from admin.reviewing.cases import case_of, require_part_in_review
from admin.reviewing.warnings import groups_of_warnings, meant
from admin.visit import current_visit
from admin.words import _
from core.access import Actor, may
from core.errors import NotFound, Refused
from core.rounds.returning import withdraw
from core.rounds.submitting import answer, declare_nothing, explain, submit


class AnswerPages(Page):
    """What a department does with its draft, and taking back one's own step."""

    first = "warnings"

    def allows(self, actor: Actor) -> bool:
        """Whoever sees rows may see how they are answered for."""
        return may(actor, "see")

    @expose("/warnings")
    def warnings(self, category: str, table: str, department: str) -> str:
        """Show what needs an explanation, with the one of last year beside it."""
        case = case_of(current_visit(), category, table, department)
        return str(self.render(
            "reviewing/warnings.html", case=case, table=case.table,
            groups=groups_of_warnings(case), key_in_words=key_in_words,
        ))

    @expose("/explain", methods=("POST",))
    def explain(self, category: str, table: str, department: str) -> Response:
        """Say why a warning is right, or with ``same`` why all others of its rule are."""
        case = self._filling(category, table, department)
        text = request.form.get("text", "")
        if not text.strip() and request.form.get("same"):
            flash(_("请写明原因。"), "bad")
            return self._to(case, "answer.warnings")
        wanted = meant(case, request.form)
        for which in wanted:
            explain(case.visit.instance, case.visit.actor, case.place, which, text)
        said = _("已记下 %(count)s 处说明。", count=len(wanted))
        flash(said if text.strip() else _("已删去说明。"), "ok")
        return self._to(case, "answer.warnings")

    @expose("/answer", methods=("POST",))
    def answer(self, category: str, table: str, department: str) -> Response:
        """Answer a remark."""
        case = self._filling(category, table, department)
        remark = number(request.form.get("remark"))
        text = request.form.get("text", "")
        answer(case.visit.instance, case.visit.actor, case.place, remark, text)
        flash(_("答复已记下，提交时交给审核人。"), "ok")
        return self._to(case, "table.list", "remarks")

    @expose("/nothing", methods=("POST",))
    def nothing(self, category: str, table: str, department: str) -> Response:
        """Declare that there is nothing to report and why, or take that back."""
        case = self._filling(category, table, department)
        kind, reason = request.form.get("kind", ""), request.form.get("reason", "")
        return self._do(
            case, _("已申报。") if kind else _("已撤销申报。"),
            lambda: declare_nothing(
                case.visit.instance, case.visit.actor, case.place, kind, reason
            ),
        )

    @expose("/submit", methods=("POST",))
    def submit(self, category: str, table: str, department: str) -> Response:
        """Submit the draft; when it is refused, what the check found is kept and shown."""
        case = case_of(current_visit(), category, table, department)
        require_part_in_review(case.visit)
        try:
            submit(case.visit.instance, case.visit.actor, case.place)
        except Refused as refused:
            if not case.fills:
                raise
            # The refusal undid the check with everything else: keep what it found.
            check_department(case.visit, [case.table.id], case.department.id)
            flash(refused.message, "bad")
            return self._to(case, "table.list", "submission")
        after = case_of(case.visit, category, table, department)
        flash(_("已提交“%(table)s”：%(now)s。", table=case.table.title, now=after.sentence), "ok")
        return self._to(case, "table.list")

    @expose("/withdraw", methods=("POST",))
    def withdraw(self, category: str, table: str, department: str) -> Response:
        """Take back one's own step."""
        case = case_of(current_visit(), category, table, department)
        require_part_in_review(case.visit)
        return self._do(
            case, _("已撤回。"),
            lambda: withdraw(case.visit.instance, case.visit.actor, case.place),
        )

    def _filling(self, category: str, table: str, department: str) -> Case:
        case = case_of(current_visit(), category, table, department)
        if not may(case.visit.actor, "fill"):
            abort(403)
        return case

    def _do(self, case: Case, done: str, act: Callable[[], None]) -> Response:
        """Do something that may be refused, and go back to the table either way."""
        try:
            act()
        except NotFound:
            raise
        except Refused as refused:
            flash(refused.message, "bad")
        else:
            flash(done, "ok")
        return self._to(case, "table.list", "submission")

    def _to(self, case: Case, endpoint: str, anchor: str | None = None) -> Response:
        address = case.address
        if endpoint == "table.list":
            address.pop("department")
        return redirect(self.get_url(endpoint, _anchor=anchor, **address))


def number(text: str | None) -> int:
    """Return a number that a form carried; 0 for what is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else 0
