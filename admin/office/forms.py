"""The approval form of a department, as a file."""

from __future__ import annotations

from pathlib import Path

from flask import abort
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.filling.downloads import made
from admin.pages import Page
from admin.visit import current_visit
from core.access import Actor, may
from core.reports.approval_form import write_form

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}  # fmt: skip


class FormPages(Page):
    """The paper that the department's head and the vice-president sign."""

    first = "approval"

    def allows(self, actor: Actor) -> bool:
        """Roles that never see rows have nothing to sign."""
        return may(actor, "see")

    @expose("/<department>.<ending>")
    def approval(self, department: str, ending: str) -> Response:
        """Give a department's approval form."""
        visit = current_visit()
        if ending not in MEDIA or department not in visit.departments:
            abort(404)

        def write(target: Path) -> None:
            write_form(visit.instance, visit.actor, visit.now_open, department, target)

        name = visit.departments[department].name
        title = f"{visit.now_open.year}-{name}-数据提交审批表.{ending}"
        return made(write, title, MEDIA[ending])
