"""Downloads: the template of a table, and its rows as a workbook or a .csv file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from flask import abort, request, send_file
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.pages import Page
from admin.visit import Visit, current_visit
from admin.words import _
from core.access import Actor, may
from core.definition.table import Table
from core.exchange.exporting import export_table
from core.exchange.templates import write_template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


class DownloadPages(Page):
    """Files that are made when they are asked for, with the rights of whoever asks."""

    first = "template"

    def allows(self, actor: Actor) -> bool:
        """Roles that never see rows have no files of them."""
        return may(actor, "see")

    @expose("/template")
    def template(self, category: str, table: str) -> Response:
        """Give the template, with the department's own rows in it if asked for."""
        visit = current_visit()
        found = visit.table(category, table)
        own = visit.fills_for(found)
        department = own[0].id if own else None
        prefill = bool(own) and request.args.get("prefill") == "1"

        def write(target: Path) -> None:
            write_template(
                visit.instance, visit.actor, visit.now_open, found.id, department, target, prefill
            )

        kind = _("已预填模板") if prefill else _("模板")
        return made(write, f"{file_stem(visit, found)}{kind}.xlsx", XLSX)

    @expose("/export/<form>")
    def export(self, category: str, table: str, form: str) -> Response:
        """Give the rows that the person may see."""
        visit = current_visit()
        found = visit.table(category, table)
        if not may(visit.actor, "export"):
            abort(403)
        if form not in ("xlsx", "csv"):
            abort(404)

        def write(target: Path) -> None:
            export_table(
                visit.instance, visit.actor, visit.now_open, found.id, target,
                "csv" if form == "csv" else "xlsx",
            )

        return made(write, f"{file_stem(visit, found)}.{form}", CSV if form == "csv" else XLSX)


def file_stem(visit: Visit, table: Table) -> str:
    """Return the beginning of a file's name: which table of which year."""
    return f"{visit.now_open.year}-{table.title}"


def made(write: Callable[[Path], None], name: str, media_type: str) -> Response:
    """Return the file that ``write`` makes; it is kept nowhere."""
    with tempfile.TemporaryDirectory(prefix="tianbao-") as folder:
        target = Path(folder) / f"file{Path(name).suffix}"
        write(target)
        content = BytesIO(target.read_bytes())
    return send_file(content, media_type, as_attachment=True, download_name=name, max_age=0)
