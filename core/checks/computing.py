"""Computed fields of a row: filled in from its other fields, compared with what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from inspect import signature
from typing import Any

from core.category import Computed
from core.checks.facts import RoundFacts, injected, is_injected
from core.checks.messages import EMPTY, readable
from core.checks.money import factor, into_field, places, rounded
from core.checks.row_rules import Found, Row
from core.definition.field import Field
from core.definition.table import Table
from core.errors import PluginError

DIFFERS = "COMPUTED-DIFFERS"


def of_row(computed: Computed, table: Table) -> bool:
    """Tell whether a computed field follows from the row alone (not from measures)."""
    return all(name in table.by_name or is_injected(name) for name in computed.parameters)


class RowComputer:
    """Fills in the computed fields of rows of one table.

    A field whose function needs a blank field stays blank, unless the parameter
    has a default: then the function is given None.  Raises ``PluginError`` when a
    function fails or fields are computed in a circle.
    """

    def __init__(self, table: Table, computed: Mapping[str, Computed], facts: RoundFacts) -> None:
        self.table = table
        self.facts = facts
        self.position = {field.name: p for p, field in enumerate(table.fields)}
        self.steps = [
            (self.position[rule.field], rule)
            for rule in _ordered(table, {n: c for n, c in computed.items() if of_row(c, table)})
        ]

    def __call__(self, row: Row) -> tuple[list[Any], list[Found]]:
        """Return the row with its computed fields, and where something else was typed."""
        values = list(row)
        found = []
        for position, rule in self.steps:
            field = self.table.fields[position]
            typed, value = values[position], self._value(rule, field, values)
            values[position] = value
            if typed is not None and _settled(typed, field) != value:
                found.append(self._differs(field, typed, value))
        return values, found

    def _value(self, rule: Computed, field: Field, values: Sequence[Any]) -> Any:
        arguments: dict[str, Any] = {}
        for name, parameter in signature(rule.function).parameters.items():
            if name not in self.position:
                arguments[name] = injected(name, self.facts)
                continue
            value = values[self.position[name]]
            if value is None and parameter.default is parameter.empty:
                return None
            times = factor(self.table.field(name))
            arguments[name] = value if times == 1 or value is None else value * times
        return settled_result(rule, field, arguments)

    def _differs(self, field: Field, typed: Any, value: Any) -> Found:
        kind, reading = self.facts.kinds[field.kind], self.facts.reading
        told = readable(typed, field, kind, reading)
        right = EMPTY if value is None else readable(value, field, kind, reading)
        text = f"“{field.label}”由系统计算，为{right}，与填写的 {told} 不同；"
        return Found(field.name, DIFFERS, "warning", f"{text}已按计算值保存，请核对相关栏目。")


def settled_result(rule: Computed, field: Field, arguments: Mapping[str, Any]) -> Any:
    """Run a computed field's function; a number is brought to the field's unit and decimals."""
    try:
        result = rule.function(**arguments)
    except Exception as error:
        reason = f"计算字段 {rule.table}.{rule.field} 出错：{type(error).__name__}: {error}"
        raise PluginError(rule.category, reason) from error
    if isinstance(result, Decimal) or (isinstance(result, int) and factor(field) != 1):
        result = into_field(result, field)
    return _settled(result, field)


def _settled(value: Any, field: Field) -> Any:
    """Return the value as it is stored, so that typed and computed ones compare."""
    if isinstance(value, Decimal):
        return int(value) if field.kind == "integer" else rounded(value, places(field))
    return value


def _ordered(table: Table, computed: Mapping[str, Computed]) -> list[Computed]:
    wanted = {
        name: [other for other in rule.parameters if other in computed]
        for name, rule in computed.items()
        if name in table.by_name
    }
    try:
        order = list(TopologicalSorter(wanted).static_order())
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise PluginError(table.category, f"{table.id} 的计算字段互相依赖：{circle}") from error
    return [computed[name] for name in order]
