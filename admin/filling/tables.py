"""The pages of a table's rows: Flask-Admin's generated views, with our rows and rights."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import abort, flash, jsonify, redirect, request, session, url_for
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.filling.listing import search_fields
from admin.filling.lookups import look_up
from admin.filling.progress import Counts, issue_counts
from admin.filling.rows import TableRows
from admin.pages import Page
from admin.reviewing.panel import panel, returned
from admin.visit import current_visit
from admin.words import _
from core.access import Actor, departments_visible, may
from core.category import Check
from core.database import reading
from core.definition.table import Table
from core.generation.listing import ListQuery, Rows, StoredRow
from core.generation.views import TableView
from core.rounds.remarks import KINDS

DELETED = "deleted"


class TablePages(TableView, Page):
    """List, create, edit, delete, undo and look up, for whoever may see the table."""

    def allows(self, actor: Actor) -> bool:
        """Roles that never see rows have no tables."""
        return may(actor, "see")

    def rows(self, category: str, table: str) -> TableRows:
        """Return the person's rows of the table; ``NotFound`` when it is not his."""
        visit = current_visit()
        return TableRows(visit, visit.table(category, table))

    def _writable(self, category: str, table: str) -> Rows:
        """Return the rows if the person may change them; rows under review answer 409."""
        self.rows(category, table).require_unlocked()
        return super()._writable(category, table)

    def deleted(self, rows: Rows, row: StoredRow) -> None:
        """Keep what was deleted on the server until the session ends."""
        typed = {
            f.name: rows.kinds[f.kind].typed(row.values[f.name], f)
            for f in rows.table.fields
            if row.values.get(f.name) is not None and not f.computed
        }
        session[DELETED] = {
            "table": rows.table.id, "typed": typed, "remark": row.remark, "name": row.name,
        }

    def render(self, template: str, **kwargs: Any) -> str:
        """Add what our templates show beside the rows."""
        rows = kwargs.get("rows")
        if isinstance(rows, TableRows):
            kwargs |= self._beside(rows, kwargs)
        return str(super().render(template, **kwargs))

    def _beside(self, rows: TableRows, given: dict[str, Any]) -> dict[str, Any]:
        row = given.get("row")
        masked = {name: row.texts[name] for name in row.masked} if row else {}
        beside = {
            "why_not": rows.why_not, "masked_texts": masked,
            "form_rejected": request.method == "POST",
            "own": row is not None and row.username == rows.visit.actor.username,
        }
        if "page" in given:
            return beside | self._beside_list(rows, given["query"])
        checks = rows.visit.instance.registry.checks(rows.table.id, rows.year)
        return beside | {
            "rules": rules_by_field(checks, rows.table), "kinds": KINDS,
            "returned": returned(rows.visit, rows.table, row.row_id if row else None),
            "behind": rows.behind(row.values) if row and request.method == "GET" else {},
        }

    def _beside_list(self, rows: TableRows, query: ListQuery) -> dict[str, Any]:
        visit = rows.visit
        with reading(visit.instance.engine) as connection:
            counts = issue_counts(connection, visit.actor, rows.year, [rows.table])
        undo = session.get(DELETED) or {}
        return {
            "counts": counts.get(rows.table.id, Counts()),
            "link": partial(list_url, rows, query),
            "may_export": may(visit.actor, "export"),
            "searched": "、".join(field.label for field in search_fields(rows)),
            "scope": scope_of(rows),
            "panel": panel(visit, rows.table),
            "undo": undo.get("name") if undo.get("table") == rows.table.id else None,
        }

    @expose("/undo", methods=("POST",))
    def undo(self, category: str, table: str) -> Response:
        """Store the row deleted last once more, if nothing stands in its place."""
        rows = self.rows(category, table)
        kept = session.get(DELETED) or {}
        if kept.get("table") != rows.table.id:
            abort(404)
        saved = rows.save(kept["typed"], kept["remark"], None, None)
        if saved.row_id is None:
            flash("；".join(finding.message for finding in saved.findings), "bad")
        else:
            session.pop(DELETED)
            flash(_("已恢复“%(name)s”。", name=kept["name"]), "ok")
        return redirect(self.get_url(".list", category=category, table=table))

    @expose("/lookup/<field>")
    def lookup(self, category: str, table: str, field: str) -> Response:
        """Return what a reference may point to: exact or by beginning, twenty at most."""
        rows = self.rows(category, table)
        wanted = rows.table.by_name.get(field)
        if wanted is None or not wanted.to or not rows.writable:
            abort(404)
        return jsonify(found=look_up(rows.visit, wanted, request.args))


def list_url(rows: TableRows, query: ListQuery, **changes: Any) -> str:
    """Return the URL of a list with some of its arguments replaced; blanks are left out."""
    arguments = {
        "search": query.search, "sort": query.sort, "issue": query.issue,
        "order": "down" if query.descending else None,
        "columns": "all" if query.every_column else None,
    }
    wanted = {name: value for name, value in (arguments | changes).items() if value}
    return url_for(
        "table.list", category=rows.table.category, table=rows.table.name, **wanted
    )


def rules_by_field(checks: Sequence[Check], table: Table) -> dict[str, list[dict[str, str]]]:
    """Return per field the rules that blame it, as the form's help shows them."""
    found: dict[str, list[dict[str, str]]] = {}
    for check in checks:
        blamed = next((n for n in (*check.blames, *check.parameters) if n in table.by_name), "")
        labels = {name: f"“{field.label}”" for name, field in table.by_name.items()}
        example = "，".join(
            f"{table.field(name).label} {value}"
            for name, value in check.passes.items() if name in table.by_name
        )
        words = check.message.format_map(Labels(labels))
        found.setdefault(blamed, []).append(
            {"code": check.code, "words": words, "passes": example}
        )
    return found


class Labels(dict[str, str]):
    """Labels in the place of values, so that a rule's message reads as the rule itself."""

    def __missing__(self, name: str) -> str:
        return "…"


def scope_of(rows: TableRows) -> str:
    """Return in words whose rows are listed."""
    visible = departments_visible(rows.visit.actor, rows.table)
    if visible is None:
        return _("全校各部门的数据")
    known = rows.visit.departments
    names = [known[id].name for id in sorted(visible) if id in known]
    return _("%(names)s的数据", names="、".join(names))
