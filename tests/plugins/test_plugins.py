"""The rules of the plugins: examples and cases are run, and there is one for every rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.checks.examples import wrong_examples
from core.checks.facts import RoundFacts
from core.definition.period import calendar_of
from core.discovery import build_registry
from core.indicators.cases import YEAR, Case, Trial, read_cases, trial
from core.indicators.standards import read_standards

ROOT = Path(__file__).parents[2]
REGISTRY = build_registry(ROOT / "tables", installed=False)
STANDARDS = read_standards(ROOT / "tables")
CATEGORIES = list(REGISTRY.categories.values())
CASES = [
    case
    for name in ("engine", *(category.name for category in CATEGORIES))
    if (path := ROOT / "tests" / "cases" / f"{name}.toml").exists()
    for case in read_cases(path)
]
CHECKS = [check for category in CATEGORIES for check in category.checks]
DATA_CHECKS = [check for category in CATEGORIES for check in category.data_checks]
MEASURES = [measure for category in CATEGORIES for measure in category.measures]
INDICATORS = [indicator for category in CATEGORIES for indicator in category.indicators]


@pytest.fixture(scope="module")
def tried() -> Iterator[Trial]:
    with trial(REGISTRY, STANDARDS) as one:
        yield one


@pytest.fixture(scope="module")
def facts() -> RoundFacts:
    definitions = REGISTRY.definitions.for_year(YEAR)
    calendar = calendar_of(YEAR)
    return RoundFacts(YEAR, calendar, definitions, REGISTRY.kinds, REGISTRY.settings)


def test_every_plugin_loads() -> None:
    assert [(plugin.name, plugin.disabled) for plugin in REGISTRY.disabled] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_the_examples_of_a_row_check(check, facts: RoundFacts) -> None:
    assert wrong_examples(check, facts.definitions.table(check.table), facts) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.subject} {case.name}")
def test_a_case(case: Case, tried: Trial) -> None:
    assert tried.wrong(case) == []


@pytest.mark.parametrize("check", DATA_CHECKS, ids=lambda check: check.code)
def test_every_data_check_has_a_passing_and_a_failing_case(check) -> None:
    cases = [case for case in CASES if case.code == check.code]
    assert any(case.passes for case in cases)
    assert any(case.fails for case in cases)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_every_measure_has_a_case(measure) -> None:
    assert any(case.measure == measure.name for case in CASES)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.name)
def test_every_indicator_has_a_case(indicator) -> None:
    assert any(case.indicator == indicator.name and case.value for case in CASES)
