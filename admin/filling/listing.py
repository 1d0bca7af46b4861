"""Finding and ordering the rows of a list: only by what one may see, only by index."""

from __future__ import annotations

from typing import Any, Protocol

import sqlalchemy as sa

from admin.filling.progress import ISSUES
from core.definition.field import Field
from core.definition.table import Table
from core.generation.listing import ListQuery

SEARCHABLE = frozenset({"text", "reference", "major_code", "credit_code", "school_code"})
SEVERITIES = frozenset({"error", "warning", "hint"})


class Listed(Protocol):
    """What finding rows needs to know: the table and which of its fields are masked."""

    table: Table

    @property
    def masked(self) -> frozenset[str]:
        """The fields that must not be found by their hidden part."""


def search_fields(listed: Listed) -> list[Field]:
    """Return the fields that a search looks at: what names a row, and nothing masked."""
    names = dict.fromkeys((*listed.table.key, *listed.table.display))
    fields = [listed.table.field(name) for name in names]
    return [f for f in fields if f.kind in SEARCHABLE and f.name not in listed.masked]


def searched(
    query: sa.Select[Any], stored: sa.Table, listed: Listed, text: str
) -> sa.Select[Any]:
    """Narrow a query to the rows of which a naming field begins with the text."""
    fields = search_fields(listed)
    if not text or not fields:
        return query
    return query.where(
        sa.or_(*(stored.c[f.name].startswith(text, autoescape=True) for f in fields))
    )


def with_issue(
    query: sa.Select[Any], stored: sa.Table, table_id: str, year: int, issue: str
) -> sa.Select[Any]:
    """Narrow a query to the rows with an open issue of a severity or a code."""
    if not issue:
        return query
    column = ISSUES.c.severity if issue in SEVERITIES else ISSUES.c.code
    return query.where(
        sa.exists().where(
            ISSUES.c.row_id == stored.c.row_id, ISSUES.c.round == year,
            ISSUES.c.table_id == table_id, ISSUES.c.gone.is_(None), column == issue,
        )
    )


def ordered(
    query: sa.Select[Any], stored: sa.Table, listed: Listed, wanted: ListQuery
) -> sa.Select[Any]:
    """Order a query as asked, by the key otherwise; equal rows keep one order.

    An order by what is masked would tell of it: then rows come as they were changed.
    """
    key = listed.table.key
    by_key = not wanted.sort or wanted.sort in key
    if listed.masked.intersection(key if by_key else (wanted.sort,)):
        return query.order_by(stored.c.row_changed.desc(), stored.c.row_id)
    column = stored.c.row_key if by_key else stored.c[wanted.sort]
    first = column.desc() if wanted.descending else column.asc()
    return query.order_by(first, stored.c.row_id)
