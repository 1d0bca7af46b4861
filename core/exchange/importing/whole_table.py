"""What the checks of a whole table found, in the words of the workbook being imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from core.checks.issues import Issue
from core.definition.text import masked
from core.exchange.importing.batch import LineIssue
from core.exchange.importing.comparing import Place

AT_ONCE = 500


def _sheets(connection: sa.Connection, place: Place, keys: list[str]) -> dict[str, int]:
    """Return the index of the sheet on which the row of each key stands."""
    stage = place.stage
    found: dict[str, int] = {}
    for start in range(0, len(keys), AT_ONCE):
        query = sa.select(stage.c.row_key, stage.c.stage_sheet).where(
            place.staged, stage.c.row_key.in_(keys[start : start + AT_ONCE])
        )
        found.update(dict(connection.execute(query).all()))
    return found


def line_issues(
    connection: sa.Connection,
    place: Place,
    issues: Iterable[Issue],
    sheets: Mapping[int, str],
    columns: Mapping[str, Mapping[str, str]],
) -> list[LineIssue]:
    """Return the issues with sheet, row and column letter.

    An issue of a row that the file does not have keeps its row empty and names
    its key, so that nothing is marked that does not stand in the workbook.
    """
    every = list(issues)
    several = len(sheets) > 1
    only = next(iter(sheets.values()))
    index = _sheets(connection, place, [i.row_key for i in every if i.line]) if several else {}
    lines = []
    for issue in every:
        sheet = sheets[index[issue.row_key]] if issue.row_key in index else only
        field = place.table.by_name.get(issue.field)
        value = masked(issue.value) if field is not None and field.sensitive else issue.value
        column = columns[sheet].get(issue.field, "") if issue.line is not None else ""
        lines.append(
            LineIssue(
                sheet, issue.line, column, issue.field, field.label if field else "",
                issue.code, issue.severity, value, issue.message,
            )
        )
    return lines
