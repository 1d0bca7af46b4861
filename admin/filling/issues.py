"""Issues: what is wrong with one table, or with all of mine, and checking once more."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import abort, flash, redirect, request
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.filling.checking import check_tables
from admin.filling.progress import ISSUES, issues_of
from admin.pages import Page
from admin.visit import Visit, current_visit
from admin.words import _
from core.access import Actor, masks, may
from core.checks.issues import Issue
from core.database import reading
from core.definition.field import Field
from core.definition.table import Table
from core.definition.text import masked
from core.indicators.checking import repeated_elsewhere

ON_A_PAGE = 100
SEVERITIES = ("error", "warning", "hint")


class IssuePart(NamedTuple):
    """One page of issues, how many there are by severity, and by (code, severity)."""

    rows: list[Any]
    page: int
    last: int
    counts: Mapping[str, int]
    codes: list[tuple[str, str, int]]


class IssuePages(Page):
    """The issues of everything one may see, and of one table."""

    first = "index"

    def allows(self, actor: Actor) -> bool:
        """Issues quote rows: who sees no rows sees no issues."""
        return may(actor, "see")

    @expose("/issues/")
    def index(self) -> str:
        """Show the issues of all tables that the person may see."""
        visit = current_visit()
        tables = [t for t in visit.definitions.tables.values() if visit.sees(t)]
        return self._page(visit, {table.id: table for table in tables}, None)

    @expose("/tables/<category>/<table>/issues")
    def table(self, category: str, table: str) -> str:
        """Show the issues of one table."""
        visit = current_visit()
        found = visit.table(category, table)
        return self._page(visit, {found.id: found}, found)

    def _page(self, visit: Visit, tables: Mapping[str, Table], table: Table | None) -> str:
        severity = request.args.get("severity", "")
        number = request.args.get("page", "1")
        page = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
        code = request.args.get("code", "")[:40]
        part = issue_part(
            visit, tables, severity if severity in SEVERITIES else "", code, max(page, 1)
        )
        return str(self.render(
            "filling/issues.html", table=table, tables=tables, part=part, severity=severity,
            code=code,
            label_of=lambda issue: label_of(tables, issue), key_in_words=key_in_words,
            value_of=lambda issue: value_of(visit, tables, issue),
            elsewhere=elsewhere(visit, tables),
            can_check=any(visit.fills_for(t) for t in tables.values()) and not (
                table and visit.why_not(table)
            ),
        ))

    @expose("/tables/<category>/<table>/check", methods=("POST",))
    def check(self, category: str, table: str) -> Response:
        """Check the stored rows of one table once more."""
        visit = current_visit()
        found = visit.table(category, table)
        if not visit.fills_for(found):
            abort(403)
        report(visit, [found])
        return redirect(self.get_url(".table", category=category, table=table))

    @expose("/issues/check", methods=("POST",))
    def check_all(self) -> Response:
        """Check everything that the person fills once more."""
        visit = current_visit()
        tables = [t for t in visit.definitions.tables.values() if visit.fills_for(t)]
        if not tables:
            abort(403)
        report(visit, tables)
        return redirect(self.get_url(".index"))


def elsewhere(visit: Visit, tables: Mapping[str, Table]) -> list[Issue]:
    """Return where other tables repeat figures of the tables the person fills, and differ."""
    mine = [table.id for table in tables.values() if visit.fills_for(table)]
    instance = visit.instance
    with reading(instance.engine) as connection:
        found = repeated_elsewhere(
            connection, instance.registry, instance.models, visit.facts, mine
        )
    return [issue for issue in found if issue.table not in tables]


def report(visit: Visit, tables: list[Table]) -> None:
    """Check the tables and say what changed since the last time."""
    change = check_tables(visit, tables)
    flash(
        _("检查完成：新发现 %(new)s 个问题，消除 %(gone)s 个，还有 %(still)s 个未改。",
          new=change.new, gone=change.gone, still=change.still),
        "warn" if change.new or change.still else "ok",
    )


def issue_part(
    visit: Visit, tables: Mapping[str, Table], severity: str, code: str, page: int
) -> IssuePart:
    """Return one page of the open issues of tables, errors first."""
    within = [
        ISSUES.c.round == visit.now_open.year, ISSUES.c.gone.is_(None),
        issues_of(tables.values(), visit.actor),
    ]
    rank = sa.case({"error": 0, "warning": 1}, value=ISSUES.c.severity, else_=2)
    with reading(visit.instance.engine) as connection:
        counted = connection.execute(
            sa.select(ISSUES.c.code, ISSUES.c.severity, sa.func.count()).where(*within)
            .group_by(ISSUES.c.code, ISSUES.c.severity)
            .order_by(rank, sa.func.count().desc())
        )
        codes = [(row[0], row[1], int(row[2])) for row in counted]
        wanted = [(c, s, n) for c, s, n in codes if severity in ("", s) and code in ("", c)]
        rows = connection.execute(
            sa.select(ISSUES)
            .where(*within, *_asked(severity, code))
            .order_by(rank, ISSUES.c.table_id, ISSUES.c.row_key, ISSUES.c.field, ISSUES.c.code)
            .limit(ON_A_PAGE).offset((page - 1) * ON_A_PAGE)
        ).all()
    counts = {word: sum(n for _, s, n in codes if s == word) for word in SEVERITIES}
    total = sum(number for _, _, number in wanted)
    return IssuePart(list(rows), page, max(1, -(-total // ON_A_PAGE)), counts, codes)


def _asked(severity: str, code: str) -> list[sa.ColumnElement[bool]]:
    asked = {ISSUES.c.severity: severity, ISSUES.c.code: code}
    return [column == value for column, value in asked.items() if value]


def label_of(tables: Mapping[str, Table], issue: Any) -> str:
    """Return the label of the field that an issue names, or an empty string."""
    field: Field | None = tables[issue.table_id].by_name.get(issue.field)
    return field.label if field else ""


def value_of(visit: Visit, tables: Mapping[str, Table], issue: Any) -> str:
    """Return the value an issue quotes, masked where the person may not see it."""
    field = tables[issue.table_id].by_name.get(issue.field)
    if field is not None and masks(visit.actor, field, issue.department):
        return masked(issue.value)
    return str(issue.value)


def key_in_words(row_key: str) -> str:
    """Return a row's key as people read it."""
    return " ".join(part for part in json.loads(row_key or "[]") if part)
