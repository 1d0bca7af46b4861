"""Measuring: the value of every measure of a round, as a whole and broken down.

A measure is known only when every table it reads has rows; before that it is
None, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.category import Measure
from core.checks.aggregates import Aggregate, columns, result
from core.checks.facts import ModelsLike, RoundFacts, injected, is_injected
from core.checks.injection import RECENT, tables_of
from core.checks.money import into_unit, yuan_factor
from core.checks.view import MultiColumn, TableView, recent_view, round_view, source_of
from core.definition.field import target
from core.definition.table import Table
from core.errors import PluginError

DEPARTMENT, MAJOR = "department", "major"
GROUPS: Mapping[str, str] = MappingProxyType(
    {DEPARTMENT: "institution.unit.unit_code", MAJOR: "majors.catalog.major_code"}
)
"""What measures are broken down by, and the column that the ``by`` field refers to."""


class ByPath(NamedTuple):
    """Where the codes of a breakdown stand: a field of a table, maybe through a reference."""

    table: str
    field: str
    through: str = ""
    key: str = ""


@dataclass(frozen=True)
class MeasureResult:
    """The value of a measure in its own unit; None when it cannot be computed yet."""

    name: str
    title: str
    table: str
    unit: str
    value: Decimal | None
    groups: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    """The values by unit code or major code, when broken down."""


class Measuring:
    """Measures one round; each table is opened and each measure computed once.

    ``departments`` narrows to rows of those departments; None counts all.
    ``accepted`` narrows to departments whose submission is accepted, per table.
    """

    def __init__(
        self,
        connection: sa.Connection,
        facts: RoundFacts,
        models: ModelsLike,
        measures: Mapping[str, Measure],
        departments: Collection[str] | None = None,
        accepted: Callable[[str], Collection[str]] | None = None,
    ) -> None:
        self.connection = connection
        self.facts = facts
        self.models = models
        self.measures = measures
        self.departments = departments
        self.accepted = accepted
        self._views: dict[str, TableView] = {}
        self._filled: dict[str, bool] = {}
        self._in_yuan: dict[str, Decimal | None] = {}

    def value(self, name: str) -> Decimal | None:
        """Return a measure's value, money in 元; None when it cannot be computed."""
        if name not in self._in_yuan:
            prepared = self._prepared(self.measures[name])
            self._in_yuan[name] = self._whole(*prepared) if prepared else None
        return self._in_yuan[name]

    def groups(self, name: str, by: str) -> dict[str, Decimal]:
        """Return a measure's values (money in 元) by unit or major code; blank codes are left out.

        Empty when the measure has no such breakdown.
        """
        path = by_path(self.measures[name], by, self.facts.definitions.tables)
        return self._grouped(self.measures[name], path) if path else {}

    def groups_of_field(self, name: str, field: str) -> dict[str, Decimal]:
        """Return a measure's values (money in 元) by a field of its table."""
        measure = self.measures[name]
        return self._grouped(measure, ByPath(measure.table, field))

    def _grouped(self, measure: Measure, path: ByPath) -> dict[str, Decimal]:
        prepared = self._prepared(measure)
        if prepared is None:
            return {}
        aggregate, main = prepared
        column, joined = self._breakdown(measure, path)
        statement = (
            self._select(aggregate, main, column)
            .where(column.is_not(None), *joined)
            .group_by(column)
            .order_by(column)
        )
        found = self._zeros(aggregate, column, joined)
        for row in self.connection.execute(statement):
            found.pop(str(row[0]), None)
            value = result(aggregate, row[1:], self._dialect)
            if value is not None:
                found[str(row[0])] = value
        return found

    def result(self, name: str, by: str | None = None) -> MeasureResult:
        """Return a measure's value in its own unit, broken down if asked for."""
        measure = self.measures[name]
        value = self.value(name)
        groups = self.groups(name, by) if by else {}
        return MeasureResult(
            name, measure.title, measure.table, measure.unit,
            None if value is None else into_unit(value, measure.unit),
            MappingProxyType({key: into_unit(v, measure.unit) for key, v in groups.items()}),
        )  # fmt: skip

    def results(self, by: str | None = None) -> list[MeasureResult]:
        """Return all measures, by table and name."""
        order = sorted(self.measures.values(), key=lambda m: (m.table, m.name))
        return [self.result(measure.name, by) for measure in order]

    def has_groups(self, name: str, by: str) -> bool:
        """Tell whether a measure can be broken down that way."""
        measure = self.measures[name]
        return by_path(measure, by, self.facts.definitions.tables) is not None

    @cached_property
    def _dialect(self) -> str:
        return self.connection.dialect.name

    def _prepared(self, measure: Measure) -> tuple[Aggregate, TableView] | None:
        """Return the aggregate and the main table; None when a table is missing or empty."""
        tables = tables_of(measure.parameters, measure.category, self.facts.definitions.tables)
        if tables is None or not all(self._has_rows(id) for id in tables.values()):
            return None
        given: dict[str, Any] = {name: self._opened(name, id) for name, id in tables.items()}
        given |= {n: injected(n, self.facts) for n in measure.parameters if is_injected(n)}
        return aggregate_of(measure, given), self._view(measure.table)

    def _opened(self, parameter: str, id: str) -> TableView:
        if not parameter.startswith(RECENT):
            return self._view(id)
        table = self.facts.definitions.table(id)
        return recent_view(table, self.facts, self.models, self._dialect)

    def _view(self, id: str) -> TableView:
        if id not in self._views:
            departments = self.departments
            if self.accepted is not None:
                accepted = set(self.accepted(id))
                departments = accepted if departments is None else accepted & set(departments)
            table = self.facts.definitions.table(id)
            self._views[id] = round_view(
                table, self.facts, self.models, self._dialect, departments=departments
            )
        return self._views[id]

    def _has_rows(self, id: str) -> bool:
        if id not in self._filled:
            one = sa.select(sa.literal(1)).select_from(source_of(self._view(id))).limit(1)
            self._filled[id] = self.connection.execute(one).first() is not None
        return self._filled[id]

    def _select(self, aggregate: Aggregate, main: TableView, *keys: Any) -> sa.Select[Any]:
        statement: sa.Select[Any] = sa.select(*keys, *columns(aggregate, self._dialect))
        return statement.select_from(source_of(main)).where(*aggregate.conditions)

    def _whole(self, aggregate: Aggregate, main: TableView) -> Decimal | None:
        row = self.connection.execute(self._select(aggregate, main)).one()
        return result(aggregate, row, self._dialect)

    def _zeros(self, aggregate: Aggregate, column: Any, joined: list[Any]) -> dict[str, Decimal]:
        """Return 0 for every group there is: no row of it may fulfil the conditions."""
        if aggregate.function == "mean":
            return {}
        keys = sa.select(column).where(column.is_not(None), *joined).distinct().order_by(column)
        return {str(row[0]): Decimal(0) for row in self.connection.execute(keys)}

    def _breakdown(self, measure: Measure, path: ByPath) -> tuple[Any, list[Any]]:
        """Return the column to group by and what joins it, if it stands elsewhere.

        It does where a reference is followed, and where the field holds several
        values: a row then counts once in the group of each.
        """
        view = self._view(path.table)
        column, joined = getattr(view, path.field), []
        if isinstance(column, MultiColumn):
            pairs = column.pairs()
            column, joined = pairs.c.value, [pairs.c.row_id == source_of(view).c.row_id]
        if path.through:
            source = getattr(self._view(measure.table), path.through)
            joined.append(source == getattr(view, path.key))
        return column, joined


def by_path(measure: Measure, by: str, tables: Mapping[str, Table]) -> ByPath | None:
    """Return by what a measure is broken down that way, None if it is not.

    ``by`` of the measure names a field of its table, ``parameter.field`` of a
    joined table, or ``reference.field``: a field of the row that a reference of
    its table points to (``major_code.unit``).
    """
    paths = (_path(measure, text, tables) for text in measure.by)
    for path in paths:
        field = tables[path.table].by_name.get(path.field) if path else None
        if path and field and GROUPS[by] in (field.to, f"{path.table}.{path.field}"):
            return path
    return None


def _path(measure: Measure, text: str, tables: Mapping[str, Table]) -> ByPath | None:
    first, _, name = text.rpartition(".")
    if not first:
        return ByPath(measure.table, name) if measure.table in tables else None
    named = tables_of(measure.parameters, measure.category, tables) or {}
    if first in named:
        return ByPath(named[first], name)
    reference = tables[measure.table].by_name.get(first) if measure.table in tables else None
    goal = target(reference.to) if reference is not None and reference.to else None
    if goal is None or goal.table not in tables:
        return None
    return ByPath(goal.table, name, first, goal.field)


def aggregate_of(measure: Measure, given: Mapping[str, Any]) -> Aggregate:
    """Call a measure's function; ``PluginError`` when it fails or returns no aggregate."""
    try:
        aggregate = measure.function(**given)
    except Exception as error:
        reason = f"统计量 {measure.name} 出错：{type(error).__name__}: {error}"
        raise PluginError(measure.category, reason) from error
    if not isinstance(aggregate, Aggregate):
        text = f"统计量 {measure.name} 应返回 count、total、mean 或 distinct 的结果"
        raise PluginError(measure.category, text)
    return aggregate


def in_yuan(value: Decimal, unit: str) -> Decimal:
    """Return a value given in a measure's own unit as rules see it: money in 元."""
    return value * (yuan_factor(unit) or 1)
