"""Stored computed fields compared with what follows from their row.

The engine stores what it computes, so a difference was made behind its back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.category import Computed
from core.checks.asking import Asking
from core.checks.computing import DIFFERS, RowComputer
from core.checks.issues import Issue
from core.checks.messages import EMPTY, readable
from core.checks.stored_rows import StoredRow, stored_rows
from core.definition.field import Field


def differing(asking: Asking, id: str, computed: Mapping[str, Computed]) -> list[Issue] | None:
    """Return the computed cells of a table that hold something else than they should.

    None when no field of the table is computed from its row.
    """
    table = asking.facts.definitions.table(id)
    compute = RowComputer(table, computed, asking.facts)
    if not compute.steps:
        return None
    found = []
    for row in stored_rows(asking.connection, table, asking.facts, asking.models,
                           asking.department):  # fmt: skip
        right, differ = compute(row.values)
        for one in differ:
            position = compute.position[one.field]
            field = table.fields[position]
            found.append(_issue(asking, id, field, row, row.values[position], right[position]))
    return found


def _issue(
    asking: Asking, id: str, field: Field, row: StoredRow, stored: Any, right: Any
) -> Issue:
    kind, reading = asking.facts.kinds[field.kind], asking.facts.reading
    held, should = (
        EMPTY if value is None else readable(value, field, kind, reading)
        for value in (stored, right)
    )
    return Issue(
        table=id, department=row.department, code=DIFFERS, severity="warning", field=field.name,
        row_id=row.row_id, row_key=row.row_key, value=held,
        message=f"“{field.label}”由系统计算，应为{should}，存的却是 {held}；"
        "请打开这一行重新保存，并请信息中心查明数据是怎样改动的。",
    )  # fmt: skip
