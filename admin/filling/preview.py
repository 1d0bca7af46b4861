"""What the preview of an import shows, page by page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from admin.visit import Visit
from admin.words import _
from core.definition.table import Table
from core.exchange.importing import Batch, LineIssue, differences

ON_A_PAGE = 50
OUTCOMES = ("changed", "new", "absent")
RANK = {"error": 0, "warning": 1}
LAST_PAGE = 100_000


class Part(NamedTuple):
    """One page of issues or differences."""

    rows: Sequence[Any]
    page: int
    last: int
    outcome: str = ""


def asked_page(text: str | None) -> int:
    """Return the page asked for in a URL, the first one when that makes no sense."""
    page = int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1
    return min(max(page, 1), LAST_PAGE)


def issue_part(batch: Batch, page: int) -> Part:
    """Return one page of an import's issues: those of its own cells first, errors first."""
    issues: list[LineIssue] = sorted(
        batch.issues, key=lambda issue: (issue.row is None, RANK.get(issue.severity, 2))
    )
    start = (page - 1) * ON_A_PAGE
    return Part(issues[start : start + ON_A_PAGE], page, pages(len(issues)))


def difference_part(visit: Visit, batch: Batch, outcome: str, page: int) -> Part:
    """Return one page of the rows that differ; by default of the first outcome there is."""
    there = [word for word in OUTCOMES if batch.counts[word]]
    chosen = outcome if outcome in there else next(iter(there), "")
    if not chosen or batch.state != "staged":
        return Part((), 1, 1, "")
    rows = differences(
        visit.instance, visit.actor, batch.id, chosen, (page - 1) * ON_A_PAGE, ON_A_PAGE
    )
    shown = [row._replace(key=key_text(row.key)) for row in rows]
    return Part(shown, page, pages(batch.counts[chosen]), chosen)


def key_text(row_key: str) -> str:
    """Return a row's key as people read it."""
    return " ".join(str(part) for part in json.loads(row_key) if part)


def key_labels(table: Table) -> str:
    """Return the labels of the fields that tell the rows of a table apart."""
    return "、".join(table.field(name).label for name in table.key) or _("这一行")


def pages(number: int) -> int:
    """Return how many pages so many rows take, at least one."""
    return max(1, -(-number // ON_A_PAGE))


def headline(batch: Batch, errors: int) -> str:
    """Return the sentence that says where an import stands."""
    counts = dict(batch.counts)
    if batch.state == "stored":
        return _("已导入 %(stored)s 行", **counts)
    if counts["rejected"]:
        return _("读到 %(rows)s 行，其中 %(rejected)s 行不能导入", **counts)
    if errors:
        return _("读到 %(rows)s 行，可以导入，有 %(errors)s 处错误要改", errors=errors, **counts)
    return _("读到 %(rows)s 行，没有错误", **counts)
