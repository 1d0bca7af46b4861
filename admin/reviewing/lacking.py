"""What a draft still lacks before it can be submitted, each with the place to mend it."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import url_for

from admin.reviewing.case import Case
from admin.words import _
from core.checks.issues import Issue, Scope, open_issues
from core.database import reading
from core.rounds.explanations import unexplained
from core.rounds.fingerprint import own_rows, place_digest
from core.rounds.remarks import Said


class Lack(NamedTuple):
    """One thing that is missing, in words, and where it is done."""

    text: str
    url: str
    action: str


def issues_of_case(case: Case) -> list[Issue]:
    """Return what the last check found in the department's rows of the table."""
    if case.hidden:
        return []
    scope = Scope(case.visit.now_open.year, (case.table.id,), case.department.id)
    with reading(case.visit.instance.engine) as connection:
        found = open_issues(connection, scope)
    return [issue for issue in found if issue.department == case.department.id]


def lacks(case: Case) -> list[Lack]:
    """Return everything that keeps a draft from being submitted, as far as is known."""
    issues = issues_of_case(case)
    with reading(case.visit.instance.engine) as connection:
        silent = len(unexplained(connection, case.found.rows, issues))
    found = [*_lacking_rows(case)]
    here: dict[str, Any] = {"category": case.table.category, "table": case.table.name}
    if errors := sum(issue.severity == "error" for issue in issues):
        url = url_for("issues.table", severity="error", **here)
        found.append(Lack(_("还有 %(count)s 处错误要改正", count=errors), url, _("看错误")))
    if silent:
        url = url_for("answer.warnings", **case.address)
        found.append(Lack(_("还有 %(count)s 处要写明原因", count=silent), url, _("写说明")))
    if unanswered := len(untouched(case)):
        text = _("还有 %(count)s 条退回意见既没有改正也没有答复", count=unanswered)
        found.append(Lack(text, "#remarks", _("看意见")))
    return found


def _lacking_rows(case: Case) -> list[Lack]:
    if case.rows and case.found.absence:
        return [Lack(_("已申报没有可填的内容，但表中有数据"), "#nothing", _("撤销申报"))]
    if not case.rows and not case.found.absence:
        text = _("表中还没有数据；本年度确实没有的，请申报并说明原因")
        return [Lack(text, "#nothing", _("没有可填的？"))]
    return []


def untouched(case: Case) -> list[Said]:
    """Return the open remarks without an answer whose place has not changed either."""
    waiting = [remark for remark in case.opened if not remark.answer]
    if not waiting:
        return []
    with reading(case.visit.instance.engine) as connection:
        rows = own_rows(connection, case.visit.instance.models, case.table, case.found)
    return [
        remark for remark in waiting
        if place_digest(case.table, rows, remark.row_id, remark.field) == remark.seen
    ]
