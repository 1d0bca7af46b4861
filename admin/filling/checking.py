"""Checking stored rows once more, and keeping what is found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from admin.checking import check_and_keep
from admin.visit import Visit
from core.checks.issues import IssueChange
from core.definition.table import Table


def check_tables(visit: Visit, tables: Iterable[Table]) -> IssueChange:
    """Check the tables' rows of the departments for which the person fills them.

    Raises ``PluginError`` naming the check that failed; then nothing is stored.
    """
    changes = [
        check_department(visit, [table.id for table in own], department)
        for department, own in by_department(visit, tables).items()
    ]
    return IssueChange(
        sum(change.new for change in changes), sum(change.still for change in changes),
        sum(change.gone for change in changes),
    )


def by_department(visit: Visit, tables: Iterable[Table]) -> dict[str, list[Table]]:
    """Return the tables under each department for which the person fills them."""
    found: dict[str, list[Table]] = {}
    for table in tables:
        for department in visit.fills_for(table):
            found.setdefault(department.id, []).append(table)
    return found


def check_department(visit: Visit, tables: Sequence[str], department: str) -> IssueChange:
    """Check one department's rows of the tables and store what was found."""
    return check_and_keep(visit.instance, visit.facts, tables, department)[1]
