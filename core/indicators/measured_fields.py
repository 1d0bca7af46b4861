"""Computed fields that follow from measures: kept right when the rows they count change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from inspect import signature
from typing import Any, Protocol

import sqlalchemy as sa

from core.category import Computed, Measure
from core.checks.computing import of_row, settled_result
from core.checks.facts import ModelsLike, RoundFacts, injected, is_injected
from core.checks.injection import tables_of
from core.checks.money import factor
from core.checks.stored_rows import StoredRow, stored_rows
from core.definition.table import Table
from core.indicators.measuring import Measuring


class RulesLike(Protocol):
    """Where the rules in force of a year are found: the registry."""

    def computed(self, table: str, year: int) -> Mapping[str, Computed]:
        """The computed fields of a table by field name."""

    def measures(self, year: int) -> Mapping[str, Measure]:
        """The measures by name."""


def refresh_measured_fields(
    connection: sa.Connection,
    registry: RulesLike,
    models: ModelsLike,
    facts: RoundFacts,
    changed: str | None = None,
) -> int:
    """Compute the fields that follow from measures anew; return how many cells changed.

    ``changed`` is the table whose rows changed: only what counts its rows, and
    the table itself, is looked at; None looks at everything.
    """
    measures = registry.measures(facts.year)
    measuring = Measuring(connection, facts, models, measures)
    cells = 0
    for table in facts.definitions.tables.values():
        rules = registry.computed(table.id, facts.year)
        for name in [name for name in rules if name in table.by_name]:
            rule = rules[name]
            if not of_row(rule, table) and _concerned(rule, table, changed, measures, facts):
                cells += _refresh(_Field(table, rule, measuring, facts), models)
    return cells


def _concerned(
    rule: Computed, table: Table, changed: str | None, measures: Mapping[str, Measure],
    facts: RoundFacts,
) -> bool:
    if changed in (None, table.id):
        return True
    read = [measures[name] for name in rule.parameters if name in measures]
    tables = facts.definitions.tables
    return any(
        changed in (tables_of(m.parameters, m.category, tables) or {}).values() for m in read
    )


class _Field:
    """One computed field of one table with the measures it follows from."""

    def __init__(
        self, table: Table, rule: Computed, measuring: Measuring, facts: RoundFacts
    ) -> None:
        self.table = table
        self.rule = rule
        self.measuring = measuring
        self.facts = facts
        self.position = {field.name: p for p, field in enumerate(table.fields)}
        self._groups: dict[str, Mapping[str, Decimal]] = {}

    def value(self, row: StoredRow) -> Any:
        """Return the field's value in a row; None when an input it needs is not known."""
        given: dict[str, Any] = {}
        for name, parameter in signature(self.rule.function).parameters.items():
            value = self._input(name, row.values)
            if value is None and parameter.default is parameter.empty:
                return None
            given[name] = value
        return settled_result(self.rule, self.table.field(self.rule.field), given)

    def _input(self, name: str, values: Sequence[Any]) -> Any:
        if name in self.position:
            value = values[self.position[name]]
            times = factor(self.table.field(name))
            return value if value is None or times == 1 else value * times
        if is_injected(name):
            return injected(name, self.facts)
        shared = [key for key in self.table.key if key in self.measuring.measures[name].by]
        if not shared:
            return self.measuring.value(name)
        if name not in self._groups:
            self._groups[name] = self.measuring.groups_of_field(name, shared[0])
        return self._groups[name].get(str(values[self.position[shared[0]]]))


def _refresh(field: _Field, models: ModelsLike) -> int:
    table, name = field.table, field.rule.field
    connection = field.measuring.connection
    rows = models.rows(table.id)
    new = [
        {"id": row.row_id, "value": value}
        for row in stored_rows(connection, table, field.facts, models)
        if (value := field.value(row)) != row.values[field.position[name]]
    ]
    if new:
        statement = sa.update(rows).where(rows.c.row_id == sa.bindparam("id"))
        value = sa.bindparam("value", type_=rows.c[name].type)
        connection.execute(statement.values({name: value}), new)
    return len(new)
