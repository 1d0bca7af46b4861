"""Cases as data: a few rows, and what a check finds or a measure or indicator is.

A case file (``tests/cases/<category>.toml``) is a list of ``[[case]]``::

    [[case]]
    code = "FAC-301"                       # a row or data check: passes or fails
    name = "教工号不在教师表中"
    rows."faculty.teaching" = [{ staff_no = "T9", hours = "40" }]
    rows."faculty.teacher" = [{ staff_no = "T1" }]
    fails = [{ field = "staff_no", key = '["T9","","",""]', says = "T9" }]

    [[case]]
    measure = "full_time_teachers"         # its value, or its value per group
    rows."faculty.teacher" = [{ staff_kind = "1", status = "11", unit = "X1" }]
    value = "1"
    groups.department = { X1 = "1" }

    [[case]]
    indicator = "student_teacher"          # from given inputs, or from rows
    inputs = { equiv_students = "11489", equiv_teachers = "669" }
    value = "17.17"                        # compared in as many decimals as written
    rating = "pass"

``last`` holds rows of the year before and ``last_…`` among the inputs a figure of it,
``settings`` replaces settings, values are typed as people type them.
``passes = true`` says that a check finds nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa

from core.checks.facts import LAST, RoundFacts
from core.checks.filling import fill
from core.checks.issues import Issue
from core.checks.messages import plain
from core.database import connect
from core.definition.period import calendar_of
from core.errors import TianbaoError
from core.generation.models import Models
from core.indicators.checking import check_tables
from core.indicators.evaluating import Evaluation
from core.indicators.measuring import Measuring
from core.indicators.standards import Standard
from core.registry import Registry

YEAR = 2025


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case as written: what is tried, with which rows, and what must come of it."""

    name: str = ""
    code: str = ""
    measure: str = ""
    indicator: str = ""
    rows: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    last: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    fails: Sequence[Mapping[str, str]] = ()
    passes: bool = False
    value: str = ""
    rating: str = ""
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """What the case is about: a code or the name of a measure or indicator."""
        return self.code or self.measure or self.indicator


def read_cases(path: Path) -> list[Case]:
    """Read a case file; an unknown key raises ``TypeError``."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Case(**case) for case in data.get("case", [])]


class Trial:
    """A round in a database of its own, for trying cases one after the other."""

    def __init__(
        self, connection: sa.Connection, registry: Registry, models: Models,
        standards: Mapping[str, Standard],
    ) -> None:
        self.connection = connection
        self.registry = registry
        self.models = models
        self.standards = standards

    def wrong(self, case: Case) -> list[str]:
        """Run a case; return how what came of it differs from what must, empty when as it must."""
        try:
            with self.connection.begin() as transaction:
                found = list(self._run(case))
                transaction.rollback()
        except (TianbaoError, ValueError) as error:
            return [f"{case.subject} {case.name}：{error}"]
        return [f"{case.subject} {case.name}：{text}" for text in found]

    def facts(self, case: Case) -> RoundFacts:
        """Return the facts of the case's round, with its settings; last year if it has rows."""
        settings = self.registry.settings
        for name, text in case.settings.items():
            settings = settings.with_value(name, text)
        now = RoundFacts(
            YEAR, calendar_of(YEAR), self.registry.definitions.for_year(YEAR),
            self.registry.kinds, settings,
        )
        if not case.last:
            return now
        return replace(now, previous=self._year_before(now))

    def _year_before(self, facts: RoundFacts) -> RoundFacts:
        year = facts.year - 1
        definitions = self.registry.definitions.for_year(year)
        return replace(facts, year=year, calendar=calendar_of(year), definitions=definitions)

    def _run(self, case: Case) -> Iterator[str]:
        facts = self.facts(case)
        fill(self.connection, self.models, facts, case.rows)
        if facts.previous is not None:
            fill(self.connection, self.models, facts.previous, case.last)
        if case.code:
            yield from self._check(case, facts)
        elif case.measure:
            yield from self._measure(case, facts)
        elif case.indicator:
            yield from self._indicator(case, facts)
        else:
            yield "没有写 code、measure 或 indicator"

    def _check(self, case: Case, facts: RoundFacts) -> Iterator[str]:
        tables = self._tables(case)
        run = check_tables(self.connection, self.registry, self.models, facts, tables)
        if case.code not in dict(run.ran):
            yield "没有运行：缺表、缺行或缺上年数据"
        found = [issue for issue in run.issues if issue.code == case.code]
        if case.passes == bool(case.fails):
            yield "应写 passes = true 或 fails = [...] 之一"
        for wanted in case.fails:
            match = next((issue for issue in found if _fits(issue, wanted)), None)
            if match is None:
                yield f"应发现 {dict(wanted)}，实际发现 {[_brief(issue) for issue in found]}"
            else:
                found.remove(match)
        if found:
            yield f"多发现了 {[_brief(issue) for issue in found]}"

    def _tables(self, case: Case) -> list[str]:
        """Return the table of the check, or for a check every table has: those with rows."""
        categories = self.registry.categories.values()
        own = [r.table for c in categories for r in c.checks if r.code == case.code]
        own += [r.table for c in categories for r in c.data_checks if r.code == case.code]
        return own or list(case.rows)

    def _measuring(self, facts: RoundFacts) -> Measuring:
        measures = self.registry.measures(facts.year)
        return Measuring(self.connection, facts, self.models, measures)

    def _measure(self, case: Case, facts: RoundFacts) -> Iterator[str]:
        result = self._measuring(facts).result(case.measure)
        yield from _same("", result.value, case.value)
        for by, wanted in case.groups.items():
            groups = self._measuring(facts).result(case.measure, by).groups
            if groups.keys() != wanted.keys():
                yield f"分组应为 {sorted(wanted)}，实际为 {sorted(groups)}"
            for key, text in wanted.items():
                yield from _same(key, groups.get(key), text)

    def _evaluation(
        self, facts: RoundFacts, inputs: Mapping[str, Decimal], last: Evaluation | None = None
    ) -> Evaluation:
        indicators = self.registry.indicators(facts.year)
        measuring = self._measuring(facts)
        return Evaluation(facts, measuring, indicators, self.standards, inputs, last)

    def _indicator(self, case: Case, facts: RoundFacts) -> Iterator[str]:
        given = {name: Decimal(text) for name, text in case.inputs.items()}
        past = {n.removeprefix(LAST): v for n, v in given.items() if n.startswith(LAST)}
        last = None
        if facts.previous is not None or past:
            last = self._evaluation(facts.previous or self._year_before(facts), past)
        inputs = {name: v for name, v in given.items() if not name.startswith(LAST)}
        evaluation = self._evaluation(facts, inputs, last)
        found = {result.name: result for result in evaluation.results()}
        if case.indicator not in found:
            yield "没有这个指标"
            return
        yield from _same("", found[case.indicator].value, case.value)
        if case.rating != (found[case.indicator].rating or ""):
            yield f"评级应为 {case.rating or '无'}，实际为 {found[case.indicator].rating or '无'}"


def _same(label: str, value: Decimal | None, text: str) -> Iterator[str]:
    """Compare in as many decimals as the text has; an empty text means: cannot be computed."""
    wanted = Decimal(text) if text else None
    if value is not None and wanted is not None:
        exponent = int(wanted.as_tuple().exponent)
        value = round(value, max(0, -exponent))
    if value != wanted:
        yield f"{label}应为 {text or '无法计算'}，实际为 {plain(value)}"


def _fits(issue: Issue, wanted: Mapping[str, str]) -> bool:
    """Tell whether an issue is the one wanted: field, key, and what its message says."""
    return (
        wanted.get("field", issue.field) == issue.field
        and wanted.get("key", issue.row_key) == issue.row_key
        and wanted.get("says", "") in issue.message
    )


def _brief(issue: Issue) -> str:
    return f"{issue.field}@{issue.row_key}: {issue.message}"


@contextmanager
def trial(registry: Registry, standards: Mapping[str, Standard]) -> Iterator[Trial]:
    """Give a trial with every table of the registry's definitions, in memory."""
    engine = connect("sqlite:///:memory:")
    models = Models(registry.definitions, registry.kinds)
    try:
        with engine.connect() as connection:
            with connection.begin():
                models.metadata.create_all(connection)
            yield Trial(connection, registry, models, standards)
    finally:
        engine.dispose()
