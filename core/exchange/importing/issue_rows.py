"""Which stored row each issue of an import belongs to, once the rows are stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from core.checks.issues import Issue

AT_ONCE = 500


def with_row_ids(
    connection: sa.Connection, rows: sa.Table, year: int, department: str, issues: Sequence[Issue]
) -> list[Issue]:
    """Return the issues with the id of the department's row of their key.

    An import knows its rows by key only; pages find the issues of a row by its id.
    Issues of the whole table have no key and stay as they are.
    """
    keys = sorted({issue.row_key for issue in issues if issue.row_key})
    ids: dict[str, str] = {}
    for start in range(0, len(keys), AT_ONCE):
        query = sa.select(rows.c.row_key, rows.c.row_id).where(
            rows.c.row_round == year, rows.c.row_department == department,
            rows.c.row_key.in_(keys[start : start + AT_ONCE]),
        )  # fmt: skip
        ids.update(dict(connection.execute(query).all()))
    return [replace(i, row_id=ids.get(i.row_key, i.row_id)) for i in issues]
