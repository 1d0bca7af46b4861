"""Checking a round: the rules of its tables, and the figures that follow from their rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

import sqlalchemy as sa

from core.category import Check, Computed, DataCheck, Indicator, Measure
from core.checks.asking import Asking
from core.checks.facts import ModelsLike, RoundFacts
from core.checks.issues import Issue
from core.checks.money import into_field
from core.checks.running import CheckRun, run_checks
from core.checks.telling import issues_of
from core.definition.table import Table
from core.indicators.agreement import disagreeing
from core.indicators.changes import RATIO, changes, home, issue_of, needed
from core.indicators.evaluating import Evaluation
from core.indicators.measuring import Measuring


class RulesLike(Protocol):
    """Where the rules in force of a year are found: the registry."""

    def checks(self, table: str, year: int) -> list[Check]:
        """The row checks of a table."""

    def data_checks(self, table: str, year: int) -> list[DataCheck]:
        """The data checks of a table."""

    def computed(self, table: str, year: int) -> Mapping[str, Computed]:
        """The computed fields of a table by field name."""

    def measures(self, year: int) -> Mapping[str, Measure]:
        """The measures by name."""

    def indicators(self, year: int) -> Mapping[str, Indicator]:
        """The indicators by name."""


def check_tables(
    connection: sa.Connection,
    registry: RulesLike,
    models: ModelsLike,
    facts: RoundFacts,
    tables: Iterable[str],
    department: str | None = None,
) -> CheckRun:
    """Check the stored rows of tables, of one department or of all, and their figures.

    Raises ``PluginError`` naming the check or figure that failed.
    """
    ids = list(tables)
    run = run_checks(connection, registry, models, facts, ids, department)
    figures = check_figures(connection, registry, models, facts, ids, department)
    return CheckRun([*run.ran, *figures.ran], [*run.issues, *figures.issues])


def check_figures(
    connection: sa.Connection,
    registry: RulesLike,
    models: ModelsLike,
    facts: RoundFacts,
    tables: Sequence[str],
    department: str | None = None,
) -> CheckRun:
    """Compare the fields that repeat measures, and the tables' indicators with last year's."""
    measuring = Measuring(connection, facts, models, registry.measures(facts.year))
    asking = Asking(connection, facts, models, department=department)
    agreeing = _agreeing(asking, measuring, tables)
    changed = _changed(registry, measuring, tables)
    return CheckRun([*agreeing.ran, *changed.ran], [*agreeing.issues, *changed.issues])


def repeated_elsewhere(
    connection: sa.Connection, registry: RulesLike, models: ModelsLike, facts: RoundFacts,
    tables: Collection[str],
) -> list[Issue]:
    """Return where other tables repeat a figure of these tables and say something else.

    Each is the very issue that the other table has: both owners are to see it.
    """
    measures = registry.measures(facts.year)
    owned = {name for name, measure in measures.items() if measure.table in tables}
    others = [
        table.id for table in facts.definitions.tables.values()
        if table.id not in tables and any(field.agrees_with in owned for field in table.fields)
    ]
    asking = Asking(connection, facts, models)
    found = _agreeing(asking, Measuring(connection, facts, models, measures), others)
    by_name = {id: facts.definitions.table(id).by_name for id in others}
    return [one for one in found.issues if by_name[one.table][one.field].agrees_with in owned]


def owned_figures(
    connection: sa.Connection, registry: RulesLike, models: ModelsLike, facts: RoundFacts,
    table: Table,
) -> dict[str, Any]:
    """Return by field, in its unit, what the measures say now that a table's fields repeat.

    What cannot be measured yet is left out.
    """
    measures = registry.measures(facts.year)
    measuring = Measuring(connection, facts, models, measures)
    found: dict[str, Any] = {}
    for field in table.fields:
        value = measuring.value(field.agrees_with) if field.agrees_with in measures else None
        if value is not None:
            amount = into_field(value, field)
            found[field.name] = int(amount) if field.kind == "integer" else amount
    return found


def _agreeing(asking: Asking, measuring: Measuring, tables: Sequence[str]) -> CheckRun:
    ran: list[tuple[str, int]] = []
    issues: list[Issue] = []
    for id in tables:
        table = asking.facts.definitions.table(id)
        for verdict, wrong in disagreeing(table, asking, measuring):
            ran.append((verdict.code, 1))
            issues += issues_of(verdict, wrong, table, asking.facts, {})
    return CheckRun(ran, issues)


def _changed(registry: RulesLike, measuring: Measuring, tables: Sequence[str]) -> CheckRun:
    """Compare the indicators told of these tables; none without a round before."""
    facts, measures = measuring.facts, measuring.measures
    if facts.previous is None:
        return CheckRun([], [])
    every = registry.indicators(facts.year)
    homes = {name: home(name, every, measures) for name in every}
    mine = {name for name in every if homes[name] in tables}
    if not mine:
        return CheckRun([], [])
    last = _evaluation(registry, measuring, facts.previous, mine, None)
    now = _evaluation(registry, measuring, facts, mine, last)
    compared = [change for change in changes(now, last) if change.result.name in mine]
    issues = [issue_of(c, homes[c.result.name]) for c in compared if not c.within]
    return CheckRun([(RATIO, len(compared))] if compared else [], issues)


def _evaluation(
    registry: RulesLike, measuring: Measuring, facts: RoundFacts, names: set[str],
    last: Evaluation | None,
) -> Evaluation:
    if facts is not measuring.facts:
        measures = registry.measures(facts.year)
        measuring = Measuring(measuring.connection, facts, measuring.models, measures)
    indicators = needed(names, registry.indicators(facts.year))
    return Evaluation(facts, measuring, indicators, {}, last=last)
