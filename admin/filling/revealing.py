"""Showing one masked value in the clear, once, after a reason was given."""

from __future__ import annotations

from flask import abort, make_response, request
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.filling.rows import TableRows
from admin.pages import Page
from admin.visit import current_visit
from core.access import Actor, may
from core.errors import NotFound
from core.rounds.revealing import NoReason, TooMany, reveal
from core.rounds.rows import Place


class RevealPages(Page):
    """One masked field of one row."""

    first = "show"

    def allows(self, actor: Actor) -> bool:
        """Only some roles ever see a masked value in the clear."""
        return may(actor, "reveal")

    @expose("/", methods=("GET", "POST"))
    def show(self, category: str, table: str, row_id: str, field: str) -> Response | str:
        """Ask for the reason; then show the value on this one answer, which nothing keeps."""
        visit = current_visit()
        rows = TableRows(visit, visit.table(category, table))
        row = rows.one(row_id)
        if field not in row.masked:
            raise NotFound("没有找到")
        place = Place(visit.now_open, rows.table, rows.stored(row_id).department)
        value, failure = None, ""
        if request.method == "POST":
            try:
                value = reveal(
                    visit.instance, visit.actor, place, row_id, field,
                    request.form.get("reason", ""),
                )
            except NoReason as refusal:
                failure = refusal.message
            except TooMany as refusal:
                abort(429, refusal.message)
        page = self.render(
            "filling/reveal.html", table=rows.table, row=row, field=rows.table.field(field),
            value=value, failure=failure, reason=request.form.get("reason", ""),
        )
        return make_response(page, 422 if failure else 200)
