"""Examples of row checks: run as people type them, through the parsers of the kinds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.category import Check
from core.checks.facts import RoundFacts
from core.checks.row_rules import bind
from core.definition.table import Table


def parsed(table: Table, typed: Mapping[str, str], facts: RoundFacts) -> dict[str, Any]:
    """Return typed texts as values by field name.

    Raises ``ValueError`` for a field the table does not have and for a text the
    kind rejects.
    """
    values: dict[str, Any] = {}
    for name, text in typed.items():
        if name not in table.by_name:
            raise ValueError(f"{table.id} 没有字段 {name}")
        field = table.field(name)
        found = facts.kinds[field.kind].parser(field, facts.reading)(str(text))
        if found.rejected:
            raise ValueError(f"{table.id}.{name}：{text!r} 无法读取：{found.findings[0].text}")
        values[name] = found.value
    return values


def wrong_examples(check: Check, table: Table, facts: RoundFacts) -> list[str]:
    """Return what is wrong with a row check's two examples; empty when both are right."""
    rule = bind(check, table, facts)
    if rule is None:
        return [f"{check.code} 需要的字段在 {facts.year} 年不存在"]
    problems = []
    for example, expected, name in ((check.passes, True, "passes"), (check.fails, False, "fails")):
        try:
            values = parsed(table, example, facts)
        except ValueError as error:
            problems.append(f"{check.code} 的 {name}：{error}")
            continue
        blank = [n for n in check.parameters if n in table.by_name and values.get(n) is None]
        if blank and not check.blanks:
            problems.append(f"{check.code} 的 {name} 没有给出 {'、'.join(blank)}")
            continue
        row = tuple(values.get(field.name) for field in table.fields)
        if rule.right(row) is not expected:
            wanted = "通过" if expected else "不通过"
            problems.append(f"{check.code} 的 {name} 应{wanted}，结果相反")
    return problems
