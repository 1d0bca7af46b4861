"""Uploading a workbook: choose, tell what doubtful columns mean, look at the result, store."""

from __future__ import annotations

from typing import Any

from flask import abort, make_response, redirect, request, send_file, session
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.filling.preview import (
    asked_page,
    difference_part,
    headline,
    issue_part,
    key_labels,
    key_text,
)
from admin.filling.uploads import Upload, find, forget, receive
from admin.pages import Page
from admin.visit import Visit, current_visit
from admin.words import _
from core.access import Actor, may
from core.definition.table import Table
from core.errors import NotFound, Refused, TianbaoError
from core.exchange.importing import (
    Batch,
    MappingQuestion,
    differences,
    discard,
    load_batch,
    mark,
    prepare,
    store,
)
from core.exchange.reading import FileRefused

UPLOADS = "uploads"
ABSENT_SHOWN = REPAIRS_SHOWN = 200
KEPT_WHILE_REJECTED = (
    "有行不能导入时，不能删除文件中没有的行：它们可能就是没有读出来的那几行。请先改好再上传。"
)
KEPT_IN_SESSION = 10
NOTHING = "-"
"""What the form sends for a column that is not imported."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadPages(Page):
    """From the filler's own workbook to stored rows; nothing is written before the last step."""

    first = "choose"

    def allows(self, actor: Actor) -> bool:
        """Only those who fill tables import."""
        return may(actor, "import")

    def _table(self, category: str, table: str) -> tuple[Visit, Table]:
        """Return the table if the person may import into it now."""
        visit = current_visit()
        found = visit.table(category, table)
        if not visit.fills_for(found):
            abort(403)
        if reason := visit.why_not(found) or visit.locked(found):
            raise Refused(reason)
        return visit, found

    @expose("/upload", methods=("GET", "POST"))
    def choose(self, category: str, table: str) -> Response | str:
        """Take a workbook, and read it."""
        visit, found = self._table(category, table)
        if request.method == "GET":
            return self._choose_page(visit, found, "")
        department = self._department(visit, found)
        try:
            upload = receive(
                visit.instance.folder, request.files.get("file"), visit.instance.clock()
            )
            return self._read(visit, found, department, upload, {})
        except (FileRefused, Refused) as refusal:
            return make_response(self._choose_page(visit, found, refusal.message), 422)

    def _choose_page(self, visit: Visit, table: Table, failure: str) -> str:
        return str(self.render(
            "filling/choose.html", table=table, failure=failure,
            departments=visit.fills_for(table), chosen=request.form.get("department"),
        ))

    def _department(self, visit: Visit, table: Table) -> str:
        own = [department.id for department in visit.fills_for(table)]
        chosen = request.form.get("department", own[0])
        if chosen not in own:
            raise NotFound("没有这个部门")
        return chosen

    def _read(
        self, visit: Visit, table: Table, department: str, upload: Upload, mapping: dict[str, str]
    ) -> Response:
        """Read the workbook; go on to the preview, or to the question about its columns."""
        place = {"category": table.category, "table": table.name}
        try:
            result = prepare(
                visit.instance, visit.actor, visit.now_open, table.id, department, upload.path,
                upload.name, mapping,
            )
        except TianbaoError:
            forget(upload)
            raise
        if isinstance(result, MappingQuestion):
            kept = dict(list(session.get(UPLOADS, {}).items())[1 - KEPT_IN_SESSION :])
            session[UPLOADS] = kept | {upload.token: [upload.name, table.id, department]}
            return redirect(self.get_url(".columns", token=upload.token, **place))
        forget(upload)
        return redirect(self.get_url(".preview", batch_id=result.id, **place))

    @expose("/upload/<token>", methods=("GET", "POST"))
    def columns(self, category: str, table: str, token: str) -> Response | str:
        """Ask what doubtful columns mean; the answers are remembered."""
        visit, found = self._table(category, table)
        name, table_id, department = session.get(UPLOADS, {}).get(token, ("", "", ""))
        if table_id != found.id:
            raise NotFound("没有这次上传")
        upload = find(visit.instance.folder, token, name)
        question = prepare(
            visit.instance, visit.actor, visit.now_open, found.id, department, upload.path, name
        )
        if not isinstance(question, MappingQuestion):
            forget(upload)
            return redirect(self.get_url(
                ".preview", batch_id=question.id, category=category, table=table
            ))
        answers = answers_from(question, request.form, found)
        if request.method == "POST" and len(answers) == len({c.label for c in question.columns}):
            return self._read(visit, found, department, upload, answers)
        failure = _("请为每一列选择栏目，或选择“不导入此列”。") if request.method == "POST" else ""
        page = self.render(
            "filling/columns.html", table=found, question=question, file_name=name,
            nothing=NOTHING, failure=failure,
        )
        return make_response(page, 422 if failure else 200)

    @expose("/imports/<batch_id>/")
    def preview(self, category: str, table: str, batch_id: str) -> str:
        """Show what an import would do, or what it did."""
        visit, found, batch = self._batch(category, table, batch_id)
        counted = {
            word: sum(issue.severity == word for issue in batch.issues)
            for word in ("error", "warning", "hint")
        }
        return str(self.render(
            "filling/preview.html", table=found, batch=batch, pending=batch.state == "staged",
            headline=headline(batch, counted["error"]), errors=counted["error"],
            warnings=counted["warning"], hints=counted["hint"],
            department=visit.departments[batch.department].name,
            key_labels=key_labels(found), repairs_shown=REPAIRS_SHOWN,
            issues=issue_part(batch, asked_page(request.args.get("issues"))),
            differences=difference_part(
                visit, batch, request.args.get("outcome", ""), asked_page(request.args.get("page"))
            ),
        ))

    def _batch(self, category: str, table: str, batch_id: str) -> tuple[Visit, Table, Batch]:
        """Return an import of this table; ``NotFound`` when it is foreign or was discarded."""
        visit = current_visit()
        found = visit.table(category, table)
        batch = load_batch(visit.instance, visit.actor, batch_id)
        if batch.table != found.id or batch.round != visit.now_open.year:
            raise NotFound("没有这次导入")
        if batch.state == "discarded":
            raise NotFound("这次导入已放弃")
        return visit, found, batch

    @expose("/imports/<batch_id>/absent")
    def absent(self, category: str, table: str, batch_id: str) -> str:
        """Show the stored rows that the file lacks, before they are deleted."""
        visit, found, batch = self._batch(category, table, batch_id)
        if batch.counts["rejected"]:
            raise Refused(KEPT_WHILE_REJECTED)
        rows = differences(visit.instance, visit.actor, batch_id, "absent", 0, ABSENT_SHOWN)
        shown = [row._replace(key=key_text(row.key)) for row in rows]
        return str(self.render(
            "filling/absent.html", table=found, batch=batch, rows=shown,
            key_labels=key_labels(found),
        ))

    @expose("/imports/<batch_id>/store", methods=("POST",))
    def store(self, category: str, table: str, batch_id: str) -> Response:
        """Write the import into the table, in one transaction."""
        visit, _found, batch = self._batch(category, table, batch_id)
        replace = request.form.get("replace") == "1"
        if replace and batch.counts["rejected"]:
            raise Refused(KEPT_WHILE_REJECTED)
        store(
            visit.instance, visit.actor, batch.id,
            keep_good_rows=request.form.get("keep_good_rows") == "1", replace=replace,
        )
        return redirect(
            self.get_url(".preview", category=category, table=table, batch_id=batch_id)
        )

    @expose("/imports/<batch_id>/discard", methods=("POST",))
    def discard(self, category: str, table: str, batch_id: str) -> Response:
        """Forget an import that was not stored."""
        visit, _found, batch = self._batch(category, table, batch_id)
        discard(visit.instance, visit.actor, batch.id)
        return redirect(self.get_url("table.list", category=category, table=table))

    @expose("/imports/<batch_id>/marked")
    def marked(self, category: str, table: str, batch_id: str) -> Response:
        """Give the filler's own workbook back, marked."""
        visit, _found, batch = self._batch(category, table, batch_id)
        path, _result = mark(visit.instance, visit.actor, batch.id)
        stem = batch.file_name.rpartition(".")[0] or batch.file_name
        name = _("%(stem)s（标注）.xlsx", stem=stem)
        return send_file(path, XLSX, as_attachment=True, download_name=name, max_age=0)


def answers_from(question: MappingQuestion, form: Any, table: Table) -> dict[str, str]:
    """Return what the doubtful headings mean, as far as chosen; blank is "not imported"."""
    answers: dict[str, str] = {}
    for number, column in enumerate(question.columns):
        chosen = form.get(f"column-{number}", "")
        if chosen not in ("", NOTHING) and chosen not in table.by_name:
            abort(422, _("表中没有栏目 %(name)s", name=chosen))
        if chosen:
            answers[column.label] = "" if chosen == NOTHING else chosen
    return answers
