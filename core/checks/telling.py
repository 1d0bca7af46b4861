"""From what a data check found to issues: the cell to blame, and the message in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from core.checks.facts import RoundFacts
from core.checks.issues import WHOLE_TABLE, Issue
from core.checks.messages import EMPTY, Words, plain, readable
from core.checks.money import MONEY, into_unit
from core.checks.wrong import Wrong
from core.definition.table import Table
from core.errors import PluginError


class Verdict(NamedTuple):
    """How what a check found is told: its code, severity, message and the field to blame."""

    code: str
    severity: str
    message: str
    blamed: str = ""


def issues_of(
    verdict: Verdict, found: Sequence[Wrong], table: Table, facts: RoundFacts,
    fixed: Mapping[str, Any],
) -> list[Issue]:
    """Return an issue per thing found; ``fixed`` are settings a message may name.

    Raises ``PluginError`` when the message names something that was not selected.
    """  # fmt: skip
    return [_issue(verdict, wrong, table, facts, fixed) for wrong in found]


def _issue(
    verdict: Verdict, wrong: Wrong, table: Table, facts: RoundFacts, fixed: Mapping[str, Any]
) -> Issue:
    blamed = verdict.blamed or wrong.column
    fields = {**table.by_name, **wrong.fields}
    values = {**fixed, **wrong.values}
    for name in ("left", "right"):
        if name in values and name not in wrong.fields:
            values[name] = _amount(values[name], table, blamed)
    words = Words(values, fields, facts.kinds, facts.reading)
    try:
        message = verdict.message.format_map(words)
    except KeyError as error:
        text = f"{verdict.code} 的消息里的 {{{error.args[0]}}} 没有值"
        raise PluginError(table.category, text) from error
    return Issue(
        table=table.id, department=wrong.department or WHOLE_TABLE, code=verdict.code,
        severity=verdict.severity, message=message, row_id=wrong.row_id, row_key=wrong.row_key,
        line=wrong.line, field=blamed, value=_value(wrong, table, blamed, facts),
    )  # fmt: skip


def _amount(value: Any, table: Table, blamed: str) -> Any:
    """Return a compared amount in the unit of the blamed field, when that is money."""
    field = table.by_name.get(blamed)
    if field is None or field.kind != MONEY or not isinstance(value, Decimal):
        return value
    unit = field.unit.partition("/")[0]
    return f"{plain(into_unit(value, unit))}{unit}"


def _value(wrong: Wrong, table: Table, blamed: str, facts: RoundFacts) -> str:
    value = wrong.values.get(blamed)
    if blamed not in table.by_name or value is None:
        return ""
    field = table.field(blamed)
    text = readable(value, field, facts.kinds[field.kind], facts.reading)
    return "" if text == EMPTY else text
