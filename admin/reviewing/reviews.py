"""The reviewer's side: look at the rows, place remarks, return, pass, sign, accept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, flash, make_response, redirect, request, url_for
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.filling.issues import key_in_words
from admin.filling.progress import local
from admin.pages import Page
from admin.reviewing.answering import number
from admin.reviewing.case import Case
from admin.reviewing.cases import case_of, require_part_in_review
from admin.reviewing.comparing import MOST_ROWS, Look, former_texts, look_of
from admin.reviewing.identifying import identify
from admin.reviewing.panel import where
from admin.reviewing.pending import drop_pending, forget_pending, keep_pending
from admin.reviewing.seeing import ReviewedRows, said_of
from admin.reviewing.warnings import groups_of_warnings
from admin.visit import current_visit
from admin.words import _
from core.access import Actor, may
from core.database import writing
from core.errors import Conflict, NotFound, Refused
from core.generation.columns import utc
from core.generation.listing import ROWS_A_PAGE, ListQuery, list_columns, query_from
from core.rounds.remarks import KINDS, NewRemark, checked
from core.rounds.returning import send_back
from core.rounds.routes import RETURN
from core.rounds.submission import NOTHING
from core.rounds.transitions import accept, check, head_sign, sign

PASSING = {"check": check, "accept": accept}
SIGNING = {"head_sign": head_sign, "sign": sign}


class ReviewPages(Page):
    """One submission, for whoever may see it; the verbs are for those whose turn it is."""

    first = "index"

    def allows(self, actor: Actor) -> bool:
        """Whoever sees rows may see where their review stands."""
        return may(actor, "see")

    @expose("/")
    def index(self, category: str, table: str, department: str) -> str:
        """Show the rows, what is said of them, and what is to be decided."""
        return self._page(case_of(current_visit(), category, table, department))

    def _page(self, case: Case, failure: str = "") -> str:
        rows = ReviewedRows(case)
        query = query_from(request.args, case.table)
        look = look_of(case)
        only = only_changes(case, look)
        if look is not None and only:
            rows.only = list(look.by_row)
        page = rows.page(query)
        beside = request.args.get("former") == "1"
        return str(self.render(
            "reviewing/review.html", case=case, table=case.table, rows=rows, query=query,
            page=page, columns=list_columns(case.table, query.every_column), look=look, only=only,
            rows_a_page=ROWS_A_PAGE, said=said_of(case, rows), failure=failure, kinds=KINDS,
            former=former_texts(case, [row.row_id for row in page.rows]) if beside else None,
            beside=beside, nothing=NOTHING, groups=groups_of_warnings(case),
            key_in_words=key_in_words, where=where, local=local,
            link=partial(review_url, case, query),
        ))

    @expose("/rows/<row_id>")
    def row(self, category: str, table: str, department: str, row_id: str) -> str:
        """Show one row whole, with the place to write a remark."""
        case = case_of(current_visit(), category, table, department)
        rows = ReviewedRows(case)
        former = former_texts(case, [row_id])
        return str(self.render(
            "reviewing/row.html", case=case, table=case.table, rows=rows, row=rows.one(row_id),
            said=said_of(case, rows), kinds=KINDS, field=request.args.get("field", ""),
            look=look_of(case), former=None if former is None else former.get(row_id, {}),
        ))

    @expose("/remarks", methods=("POST",))
    def remark(self, category: str, table: str, department: str) -> Response:
        """Write a remark down; it is sent with the return."""
        case = self._deciding(category, table, department)
        form = request.form
        new = NewRemark(
            form.get("kind", ""), form.get("text", ""), form.get("row_id", ""),
            form.get("field", "") if form.get("row_id") else "",
        )

        def keep() -> None:
            checked([new])
            if new.field and new.field not in case.table.by_name:
                raise Refused(_("表中没有这个栏目"))
            if new.row_id:
                ReviewedRows(case).one(new.row_id)
            now = utc(case.visit.instance.clock())
            with writing(case.visit.instance.engine) as connection:
                keep_pending(connection, case.visit.actor.username, case.found.id, new, now)

        return self._do(case, _("意见已记下，退回时一起发出。"), keep)

    @expose("/remarks/<remark>/drop", methods=("POST",))
    def drop(self, category: str, table: str, department: str, remark: str) -> Response:
        """Cross out a remark that was not sent yet."""
        case = self._deciding(category, table, department)
        with writing(case.visit.instance.engine) as connection:
            drop_pending(
                connection, case.visit.actor.username, case.found.id, number(remark)
            )
        flash(_("意见已划去。"), "ok")
        return redirect(self._back(case))

    @expose("/return", methods=("POST",))
    def send_back(self, category: str, table: str, department: str) -> Response:
        """Return with the remarks written down, and the answers that are not accepted."""
        case = self._deciding(category, table, department)
        to_send = said_of(case, ReviewedRows(case)).to_send
        again = [number(text) for text in request.form.getlist("again")]

        def act() -> None:
            if any(one.gone for one in to_send):
                raise Refused(_("有的意见所指的行已经没有了，请先划去这些意见"))
            send_back(
                case.visit.instance, case.visit.actor, case.place,
                [one.remark.new for one in to_send], again,
            )
            with writing(case.visit.instance.engine) as connection:
                forget_pending(
                    connection, case.visit.actor.username, case.found.id,
                    [one.remark.id for one in to_send],
                )

        count = len(to_send) + len(again)
        return self._do(case, _("已退回，共 %(count)s 条意见。", count=count), act)

    @expose("/decide", methods=("POST",))
    def decide(self, category: str, table: str, department: str) -> Response:
        """Pass the check, or accept, exactly what the form's fingerprint says was seen."""
        case = self._deciding(category, table, department)
        act = PASSING.get(request.form.get("verb", ""))
        if act is None:
            abort(400)
        expected, comment = request.form.get("expected", ""), request.form.get("comment", "")[:1000]
        return self._do(case, _("已通过。"), lambda: act(
            case.visit.instance, case.visit.actor, case.place, expected, comment
        ))

    @expose("/sign", methods=("POST",))
    def sign(self, category: str, table: str, department: str) -> Response:
        """Sign exactly what the form's fingerprint says was seen, with the password."""
        case = self._deciding(category, table, department)
        act = SIGNING.get(request.form.get("verb", ""))
        if act is None:
            abort(400)
        expected = request.form.get("expected", "")

        def signed() -> None:
            moment = identify(case.visit, request.form.get("password", ""))
            act(case.visit.instance, case.visit.actor, case.place, expected, moment)

        return self._do(case, _("已签字。"), signed)

    def _deciding(self, category: str, table: str, department: str) -> Case:
        """Return the submission; 403 for roles that never decide, 409 when it is not the turn."""
        case = case_of(current_visit(), category, table, department)
        require_part_in_review(case.visit)
        if RETURN not in case.verbs:
            raise Refused(_("现在不是您审阅的时候：%(now)s", now=case.sentence))
        return case

    def _do(self, case: Case, done: str, act: Callable[[], None]) -> Response:
        """Act, or show the page as it is now with what was refused."""
        try:
            act()
        except NotFound:
            raise
        except (Refused, Conflict) as refused:
            fresh = case_of(
                case.visit, case.table.category, case.table.name, case.department.id
            )
            return make_response(self._page(fresh, refused.message), 409)
        flash(done, "ok")
        return redirect(self._back(case))

    def _back(self, case: Case) -> str:
        """Return the URL of the page as it was looked at."""
        query = query_from(request.args, case.table)
        row = request.form.get("row_id", "")
        return review_url(case, query, page=query.page if query.page > 1 else None,
                          _anchor=f"row-{row}" if row.isalnum() else None)  # fmt: skip


def only_changes(case: Case, look: Look | None) -> bool:
    """Tell whether only what changed is shown: as asked, at a second look by default."""
    if look is None or len(look.by_row) > MOST_ROWS:
        return False
    asked = request.args.get("view", "")
    return asked == "changed" or (asked != "all" and look.changed > 0 and case.next is not None)


def review_url(case: Case, query: ListQuery, **changes: Any) -> str:
    """Return the URL of a submission's page with some of its arguments replaced."""
    arguments = {
        "search": query.search, "issue": query.issue, "view": request.args.get("view", "")[:20],
        "former": "1" if request.args.get("former") == "1" else None,
        "columns": "all" if query.every_column else None,
    }
    wanted = {name: value for name, value in (arguments | changes).items() if value}
    return url_for("review.index", **case.address, **wanted)
