"""The history of a cell on one click, for whoever may see the row."""

from __future__ import annotations

from flask_admin import expose

from admin.filling.issues import key_in_words
from admin.filling.naming import person_name
from admin.filling.progress import local
from admin.pages import Page
from admin.reviewing.cases import case_of
from admin.reviewing.seeing import ReviewedRows
from admin.visit import current_visit
from admin.words import _
from core.access import Actor, may
from core.audit.history import cell_history
from core.audit.row_changes import REMARK
from core.database import reading
from core.errors import NotFound

VERBS = {"saved": "填写", "deleted": "删除", "imported": "导入", "carried": "沿用去年"}
"""What brought a value, in a word."""


class HistoryPages(Page):
    """Who gave a cell which value when."""

    first = "cell"

    def allows(self, actor: Actor) -> bool:
        """Whoever sees rows sees how they came about."""
        return may(actor, "see")

    @expose("/rows/<row_id>/history/<field>")
    def cell(self, category: str, table: str, department: str, row_id: str, field: str) -> str:
        """Show the history of one cell, the newest change first."""
        visit = current_visit()
        case = case_of(visit, category, table, department)
        row = ReviewedRows(case).one(row_id)
        if field != REMARK and field not in case.table.by_name:
            raise NotFound("没有找到这一栏")
        with reading(visit.instance.engine) as connection:
            found = cell_history(
                visit.instance, connection, visit.actor, visit.facts, case.place.rows, row_id, field
            )
        names = {name: person_name(visit, name) for name in {one.actor for one in found}}
        label = _("备注") if field == REMARK else case.table.field(field).label
        return str(self.render(
            "reviewing/history.html", case=case, table=case.table, row=row, label=label,
            changes=found[::-1], names=names, verbs=VERBS, local=local, key_in_words=key_in_words,
        ))
