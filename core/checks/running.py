"""Running the checks of tables: rows one by one, then whole tables, set by set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa

from core.category import Check, Computed, DataCheck
from core.checks.asking import Asking
from core.checks.computing import DIFFERS
from core.checks.facts import ModelsLike, RoundFacts, injected, is_injected
from core.checks.field_checks import RowChecker, compile_row_checker
from core.checks.injection import DATA, tables_of
from core.checks.issues import Issue
from core.checks.messages import EMPTY, names_in, readable
from core.checks.recomputing import differing
from core.checks.references import REFERENCE, Found, keys_of_two, unresolved
from core.checks.stored_rows import StoredRow, stored_rows
from core.checks.telling import Verdict, issues_of
from core.checks.values import ValueChecker
from core.checks.view import Staged
from core.checks.wrong import NothingToCompare, Wrong
from core.checks.years import against_last_year
from core.definition.table import Table
from core.errors import PluginError, TianbaoError


class RulesLike(Protocol):
    """Where the rules in force of a year are found: the registry."""

    def checks(self, table: str, year: int) -> list[Check]:
        """The row checks of a table."""

    def data_checks(self, table: str, year: int) -> list[DataCheck]:
        """The data checks of a table."""

    def computed(self, table: str, year: int) -> Mapping[str, Computed]:
        """The computed fields of a table by field name."""


@dataclass(frozen=True)
class CheckRun:
    """What a run did and found: the checks that ran with how many rows each saw, and issues."""

    ran: list[tuple[str, int]]
    issues: list[Issue]


def row_checker(registry: RulesLike, facts: RoundFacts, table_id: str) -> RowChecker:
    """Return the compiled checker of a table's rows for the round."""
    table = facts.definitions.table(table_id)
    return compile_row_checker(table, registry.checks(table_id, facts.year), facts)


def run_checks(
    connection: sa.Connection,
    registry: RulesLike,
    models: ModelsLike,
    facts: RoundFacts,
    tables: Iterable[str],
    department: str | None = None,
) -> CheckRun:
    """Check the stored rows of tables, of one department or of all.

    What follows from measures is checked by ``core.indicators.checking``.  Raises
    ``PluginError`` naming the check that failed.
    """
    ran: list[tuple[str, int]] = []
    issues: list[Issue] = []
    asking = Asking(connection, facts, models, department=department)
    for id in tables:
        checker = row_checker(registry, facts, id)
        rows, found = _run_rows(checker, asking)
        ran += [(code, rows) for code in checker.codes]
        differ = differing(asking, id, registry.computed(id, facts.year))
        ran += [] if differ is None else [(DIFFERS, rows)]
        whole = _run_table(registry, asking, id, rows)
        ran += whole.ran
        issues += [*found, *(differ or ()), *whole.issues]
    return CheckRun(ran, issues)


def run_data_checks(
    connection: sa.Connection,
    registry: RulesLike,
    models: ModelsLike,
    facts: RoundFacts,
    table_id: str,
    staged: Staged | None = None,
    department: str | None = None,
) -> CheckRun:
    """Run what concerns a whole table: references, keys, last year, the plugins' data checks.

    With ``staged`` the round is looked at as it would be after the import, and
    what is found of that department's rows is returned, with workbook lines.
    """
    asking = Asking(connection, facts, models, staged, department)
    source = asking.own(table_id)
    narrowed = sa.select(sa.func.count(source.row_id))
    if asking.department is not None:
        narrowed = narrowed.where(source.row_department == asking.department)
    rows = connection.execute(narrowed).scalar_one()
    return _run_table(registry, asking, table_id, rows)


def _run_rows(checker: RowChecker, asking: Asking) -> tuple[int, list[Issue]]:
    facts, table = asking.facts, checker.table
    values = ValueChecker(table, facts)
    issues: list[Issue] = []
    rows = 0
    for row in stored_rows(asking.connection, table, facts, asking.models, asking.department):
        rows += 1
        told, bad = values(row.values)
        for found in (*told, *checker(row.values, bad)):
            issues.append(
                Issue(
                    table=table.id, department=row.department, code=found.code,
                    severity=found.severity, message=found.message, row_id=row.row_id,
                    row_key=row.row_key, field=found.field,
                    value=_text(row, found.field, table, facts),
                )
            )
    return rows, issues


def _text(row: StoredRow, name: str, table: Table, facts: RoundFacts) -> str:
    if name not in table.by_name:
        return ""
    field = table.field(name)
    value = row.values[table.fields.index(field)]
    text = readable(value, field, facts.kinds[field.kind], facts.reading)
    return "" if text == EMPTY else text


def _run_table(registry: RulesLike, asking: Asking, id: str, rows: int) -> CheckRun:
    facts = asking.facts
    table = facts.definitions.table(id)
    ran: list[tuple[str, int]] = []
    issues: list[Issue] = []
    for verdict, wrong in _by_definition(table, asking):
        ran.append((verdict.code, rows))
        issues += issues_of(verdict, wrong, table, facts, {})
    for check in registry.data_checks(id, facts.year):
        fixed = {n: injected(n, facts) for n in check.parameters if is_injected(n)}
        found = run_data_check(check, asking, fixed)
        if found is not None:
            ran.append((check.code, rows))
            issues += issues_of(verdict_of(check), found, table, facts, fixed)
    return CheckRun(list(dict.fromkeys(ran)), _without_echoes(issues))


def _without_echoes(issues: list[Issue]) -> list[Issue]:
    """Leave out an unresolved reference where a plugin's check says it of the same cell."""
    told = {(i.row_id, i.line, i.field) for i in issues if i.code != REFERENCE}
    return [i for i in issues if i.code != REFERENCE or (i.row_id, i.line, i.field) not in told]


def _by_definition(table: Table, asking: Asking) -> Iterator[Found]:
    yield from unresolved(table, asking)
    yield from keys_of_two(table, asking)
    yield from against_last_year(table, asking)


def verdict_of(check: DataCheck) -> Verdict:
    """Return how what a data check finds is told."""
    return Verdict(check.code, check.severity, check.message, next(iter(check.blames), ""))


def run_data_check(
    check: DataCheck, asking: Asking, fixed: Mapping[str, Any]
) -> Sequence[Wrong] | None:
    """Run one data check; None when a table it needs is not there or not filled yet.

    ``fixed`` holds the settings it takes.  Raises ``PluginError`` when its
    function fails or returns something else than a list of what is wrong.
    """
    tables = tables_of(check.parameters, check.category, asking.facts.definitions.tables)
    if tables is None or any(asking.empty(id) for id in tables.values()):
        return None
    views = {name: asking.opened(name, id) for name, id in tables.items()}
    data = asking.data(check.table, [*check.blames, *sorted(names_in(check.message))])
    data.given(views.values())
    given: dict[str, Any] = {**views, **fixed}
    if DATA in check.parameters:
        given[DATA] = data
    try:
        found = check.function(**given)
    except NothingToCompare:
        return None
    except TianbaoError:
        raise
    except Exception as error:
        reason = f"{check.code}（{check.name}）出错：{type(error).__name__}: {error}"
        raise PluginError(check.category, reason) from error
    if not isinstance(found, list):
        raise PluginError(check.category, f"{check.code}（{check.name}）应返回 data 给出的列表")
    return found
