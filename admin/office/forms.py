"""Papers as files: the approval form of a department, the collection plan."""

from __future__ import annotations

from pathlib import Path

from flask import abort
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.filling.downloads import XLSX, made
from admin.pages import Page
from admin.visit import current_visit
from core.access import Actor, may
from core.reports.approval_form import write_form
from core.reports.collection_plan import write_plan

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": XLSX,
}  # fmt: skip


class FormPages(Page):
    """The paper that the department's head and the vice-president sign."""

    first = "approval"

    def allows(self, actor: Actor) -> bool:
        """Roles that never see rows have nothing to sign."""
        return may(actor, "see")

    @expose("/plan.<ending>")
    def plan(self, ending: str) -> Response:
        """Give the collection plan with its list of tasks."""
        visit = current_visit()
        if ending not in MEDIA:
            abort(404)

        def write(target: Path) -> None:
            write_plan(visit.instance, visit.actor, visit.now_open, target)

        title = f"{visit.now_open.year}-数据采集工作方案.{ending}"
        return made(write, title, MEDIA[ending])

    @expose("/<department>.<ending>")
    def approval(self, department: str, ending: str) -> Response:
        """Give a department's approval form."""
        visit = current_visit()
        if ending == "xlsx" or ending not in MEDIA or department not in visit.departments:
            abort(404)

        def write(target: Path) -> None:
            write_form(visit.instance, visit.actor, visit.now_open, department, target)

        name = visit.departments[department].name
        title = f"{visit.now_open.year}-{name}-数据提交审批表.{ending}"
        return made(write, title, MEDIA[ending])
