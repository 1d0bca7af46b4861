"""Flask-Admin's list, create, edit and delete pages for every table, by definition.

One view serves all tables, with category and table in the URL: Flask-Admin
accepts no new views once it runs, but definitions come with rounds.  Where the
rows come from, and who may see them, is the business of the subclass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Response, abort, flash, make_response, redirect, request
from flask_admin import BaseView, expose
from werkzeug.wrappers import Response as AnyResponse

from core.errors import Conflict, Refused
from core.generation.forms import Said, TableForm, form_class, sections, unknown_names
from core.generation.listing import (
    ROWS_A_PAGE,
    RowFinding,
    Rows,
    StoredRow,
    list_columns,
    query_from,
    sortable_columns,
)


class TableView(BaseView):
    """The pages of every table's rows; subclasses say whose rows, and who may."""

    list_template = "filling/list.html"
    form_template = "filling/form.html"
    delete_template = "filling/delete.html"
    conflict_template = "filling/conflict.html"

    def rows(self, category: str, table: str) -> Rows:
        """Return the rows the acting person may see; ``NotFound`` when there are none."""
        raise TypeError(f"{type(self).__name__} does not say where its rows come from")

    def deleted(self, rows: Rows, row: StoredRow) -> None:
        """Called after a deletion: the place to keep what is needed for undoing it."""

    def _run_view(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call the page; Flask-Admin would call it twice on any ``TypeError``."""
        return fn(self, *args, **kwargs)

    @expose("/")
    def list(self, category: str, table: str) -> AnyResponse | str:
        """Show the rows, page by page."""
        rows = self.rows(category, table)
        query = query_from(request.args, rows.table)
        return str(self.render(
            self.list_template, rows=rows, table=rows.table, query=query, page=rows.page(query),
            columns=list_columns(rows.table, query.every_column),
            sortable=sortable_columns(rows.table), rows_a_page=ROWS_A_PAGE,
        ))

    @expose("/new", methods=("GET", "POST"))
    def create(self, category: str, table: str) -> AnyResponse | str:
        """Show an empty form, and store what comes back."""
        rows = self._writable(category, table)
        if request.method == "GET":
            defaults = {f.name: f.default for f in rows.table.fields if f.default}
            return self._form_page(rows, self._form(rows, typed=defaults), None)
        return self._save(rows, None)

    @expose("/<row_id>/", methods=("GET", "POST"))
    def edit(self, category: str, table: str, row_id: str) -> AnyResponse | str:
        """Show a row's form, and store what comes back."""
        if request.method == "POST":
            rows = self._writable(category, table)
            return self._save(rows, rows.one(row_id))
        rows = self.rows(category, table)
        row = rows.one(row_id)
        form = form_class(rows.table, rows.kinds, rows.reading)(
            data={**row.values, "row_version": row.version, "row_remark": row.remark}
        )
        say(form, row.issues)
        return self._form_page(rows, form, row)

    @expose("/<row_id>/delete", methods=("GET", "POST"))
    def delete(self, category: str, table: str, row_id: str) -> AnyResponse | str:
        """Ask before deleting a row, and delete it."""
        rows = self._writable(category, table)
        row = rows.one(row_id)
        if request.method == "GET":
            return str(self.render(self.delete_template, rows=rows, table=rows.table, row=row))
        rows.delete(row_id, _version(request.form.get("row_version")) or 0)
        self.deleted(rows, row)
        return redirect(self.get_url(".list", category=category, table=table))

    def _writable(self, category: str, table: str) -> Rows:
        rows = self.rows(category, table)
        if not rows.writable:
            abort(403)
        return rows

    def _form(self, rows: Rows, typed: Mapping[str, str]) -> TableForm:
        from werkzeug.datastructures import MultiDict

        form = form_class(rows.table, rows.kinds, rows.reading)
        return form(MultiDict(typed)) if typed else form()

    def _save(self, rows: Rows, row: StoredRow | None) -> AnyResponse | str:
        if unknown := unknown_names(request.form, rows.table):
            abort(422, f"表中没有这些栏目：{'、'.join(unknown)}")
        form = form_class(rows.table, rows.kinds, rows.reading)(request.form)
        keep_masked(form, row)
        if not form.validate():
            return self._form_page(rows, form, row, status=422)
        version = _version(form.row_version.data)
        try:
            saved = rows.save(
                form.typed(), form.row_remark.data or "", version, row.row_id if row else None
            )
        except Conflict as conflict:
            return self._conflict_page(rows, form, row, conflict)
        except Refused as refused:
            form.of_row.append(Said("error", refused.message))
            return self._form_page(rows, form, row, status=409)
        if saved.row_id is None:
            say(form, saved.findings)
            return self._form_page(rows, form, row, status=422)
        flash(*outcome(saved.findings))
        return self._after_save(rows, saved.row_id)

    def _after_save(self, rows: Rows, row_id: str) -> AnyResponse:
        place = {"category": rows.table.category, "table": rows.table.name}
        if request.form.get("then") == "another":
            return redirect(self.get_url(".create", **place))
        return redirect(self.get_url(".edit", row_id=row_id, **place))

    def _form_page(
        self, rows: Rows, form: TableForm, row: StoredRow | None, status: int = 200
    ) -> Response:
        page = self.render(
            self.form_template, rows=rows, table=rows.table, form=form, row=row,
            sections=sections(rows.table),
        )
        return make_response(page, status)

    def _conflict_page(
        self, rows: Rows, form: TableForm, row: StoredRow | None, conflict: Conflict
    ) -> Response:
        if row is None:
            form.of_row.append(Said("error", conflict.message))
            return self._form_page(rows, form, None, status=409)
        now = rows.one(row.row_id)
        theirs = form_class(rows.table, rows.kinds, rows.reading)(data=now.values)
        pairs = zip(form.kind_fields(), theirs.kind_fields(), strict=True)
        differing = [(m, t) for m, t in pairs if m.typed != t.typed and not m.of.computed]
        page = self.render(
            self.conflict_template, rows=rows, table=rows.table, form=form, row=now,
            differing=differing,
        )
        return make_response(page, 409)


def _version(text: str | None) -> int | None:
    """Return the version a form carried, or None when it carried none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def keep_masked(form: TableForm, row: StoredRow | None) -> None:
    """Put stored values back for the masked fields: who may not see them cannot change them."""
    fields = {field.name: field for field in form.kind_fields()}
    for name in row.masked if row else ():
        fields[name].process_data(row.values.get(name) if row else None)


def say(form: TableForm, findings: Iterable[RowFinding]) -> None:
    """Put findings beside their fields; those of the row as a whole stand above the form."""
    fields = {field.name: field for field in form.kind_fields()}
    for found in findings:
        if found.field in fields:
            fields[found.field].say(found.severity, found.message, found.code)
        else:
            form.of_row.append(Said(found.severity, found.message, found.code))


def outcome(findings: Iterable[RowFinding]) -> tuple[str, str]:
    """Return the sentence after a save and its colour."""
    severities = [finding.severity for finding in findings]
    errors, warnings = severities.count("error"), severities.count("warning")
    if errors:
        return f"已保存，但有 {errors} 处错误，改正后才能提交。", "bad"
    if warnings:
        return f"已保存，有 {warnings} 处需要说明。", "warn"
    return "已保存。", "ok"
