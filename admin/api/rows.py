"""Rows as JSON: listed, read, created, changed and deleted under the rights of the pages.

Every value is text as one would type it, read by the parser of its kind.  A change
carries the session's token, which a list answers, in ``X-CSRFToken``, and the version
it was made from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import marshmallow as ma
from flask import Response, abort, jsonify, request
from flask_admin import expose
from flask_wtf.csrf import generate_csrf

from admin.filling.rows import TableRows
from admin.pages import Page
from admin.visit import current_visit
from core.access import Actor, may
from core.definition.text import masked
from core.generation.listing import ROWS_A_PAGE, RowFinding, query_from
from core.generation.schemas import schema_of
from core.rounds.stored_rows import StoredRow

Answer = Response | tuple[Response, int]


class RowRequest(ma.Schema):
    """What a program sends to store a row."""

    values = ma.fields.Dict(keys=ma.fields.String(), required=True)
    remark = ma.fields.String(load_default="", validate=ma.validate.Length(max=2_000))
    version = ma.fields.Integer(strict=True, load_default=None, allow_none=True)


class RowsInterface(Page):
    """The rows of one table of the round."""

    first = "list"

    def allows(self, actor: Actor) -> bool:
        """Roles that never see rows have no interface to them."""
        return may(actor, "see")

    @expose("/")
    def list(self, category: str, table: str) -> Answer:
        """Answer one page of the rows the person may see."""
        rows = table_rows(category, table)
        query = query_from(request.args, rows.table)
        found, total = rows.found(query)
        return jsonify(
            table=rows.table.id, round=rows.year, total=total, page=query.page,
            rows_a_page=ROWS_A_PAGE, rows=[as_json(rows, row) for row in found],
            token=generate_csrf(),
        )

    @expose("/", methods=("POST",))
    def create(self, category: str, table: str) -> Answer:
        """Store a new row of the person's department."""
        return store(writable_rows(category, table), None)

    @expose("/<row_id>")
    def read(self, category: str, table: str, row_id: str) -> Answer:
        """Answer one row with its issues."""
        rows = table_rows(category, table)
        issues = rows.one(row_id).issues
        return jsonify(as_json(rows, rows.stored(row_id)) | {"issues": told(issues)})

    @expose("/<row_id>", methods=("PUT",))
    def change(self, category: str, table: str, row_id: str) -> Answer:
        """Replace a row as it stood at ``version``."""
        rows = writable_rows(category, table)
        return store(rows, rows.stored(row_id))

    @expose("/<row_id>", methods=("DELETE",))
    def delete(self, category: str, table: str, row_id: str) -> Answer:
        """Delete a row as it stood at ``?version=``."""
        rows = writable_rows(category, table)
        rows.stored(row_id)
        rows.delete(row_id, request.args.get("version", 0, type=int))
        return Response(status=204)


def table_rows(category: str, table: str) -> TableRows:
    """Return the person's rows of the table; ``NotFound`` when it is not his."""
    visit = current_visit()
    return TableRows(visit, visit.table(category, table))


def writable_rows(category: str, table: str) -> TableRows:
    """Return the rows if the person may change them; rows under review answer 409."""
    rows = table_rows(category, table)
    rows.require_unlocked()
    if not rows.writable:
        abort(403)
    return rows


def schema(rows: TableRows) -> ma.Schema:
    """Return the schema of the table as the round froze it."""
    return schema_of(rows.table, rows.kinds, rows.reading)()


def as_json(rows: TableRows, row: StoredRow) -> dict[str, Any]:
    """Return a row with its values as typed, masked where the person sees only a part."""
    values = schema(rows).dump(row.values)
    hidden = rows.masked_in([row.department])
    shown = {n: masked(v) if n in hidden and v else v for n, v in values.items()}
    return {
        "row_id": row.row_id, "department": rows.visit.departments[row.department].name,
        "version": row.version, "values": shown, "remark": row.remark,
    }


def told(findings: Any) -> list[dict[str, str]]:
    """Return findings as the interface tells them."""
    return [RowFinding(*finding)._asdict() for finding in findings]


def store(rows: TableRows, row: StoredRow | None) -> Answer:
    """Store what was sent; 422 with the messages by field when it cannot be read."""
    body = request.get_json(silent=True)
    try:
        sent: Mapping[str, Any] = RowRequest().load(body if isinstance(body, dict) else {})
        typed = given_values(rows, row, sent["values"])
        schema(rows).load(typed)
    except ma.ValidationError as error:
        return jsonify(error="有些内容无法处理", fields=error.messages), 422
    version = sent["version"]
    saved = rows.save(typed, sent["remark"], version, row.row_id if row else None)
    if saved.row_id is None:
        return jsonify(error="有些内容无法处理", issues=told(saved.findings)), 422
    answer = as_json(rows, rows.stored(saved.row_id)) | {"issues": told(saved.findings)}
    return jsonify(answer), 200 if row else 201


def given_values(
    rows: TableRows, row: StoredRow | None, values: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the values to read: computed ones follow from these, masked ones stay as stored."""
    computed = {field.name for field in rows.table.fields if field.computed}
    given = {name: value for name, value in values.items() if name not in computed}
    if row is None:
        return given
    hidden = rows.masked_in([row.department])
    stored = schema(rows).dump(row.values)
    return given | {name: stored[name] for name in hidden if name in stored}
