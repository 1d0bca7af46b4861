"""Nothing is forgotten: every numbered rule is held by codes that exist."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from core.checks.computing import DIFFERS
from core.checks.facts import SETTING
from core.checks.references import KEY_TWICE, REFERENCE
from core.checks.reported import REPORTED
from core.checks.row_rules import KEY_BLANK, NOT_SHOWN, REQUIRED
from core.checks.years import COPIED, ROW_COUNT, UNIT, VARIANCE
from core.definition.kinds.findings import SENTENCES
from core.discovery import build_registry
from core.indicators.cases import read_cases
from core.indicators.changes import RATIO

ROOT = Path(__file__).parents[2]
REGISTRY = build_registry(ROOT / "tables", installed=False)
LIST = tomllib.loads((ROOT / "tests" / "cases" / "rules.toml").read_text(encoding="utf-8"))
CODES: dict[str, list[str]] = LIST["codes"]
# The rules are numbered by kind: format, people, within a table, between tables, between years.
NUMBERS = {
    f"R{number:03}"
    for first, last in ((1, 18), (101, 123), (201, 239), (301, 337), (401, 410))
    for number in range(first, last + 1)
}
FILES = [ROOT / "tests" / "cases" / f"{name}.toml" for name in ("engine", *REGISTRY.categories)]
INDICATORS = {f"I{number:02}" for number in range(1, 71)}
BY_DEFINITION = {
    REQUIRED, NOT_SHOWN, KEY_BLANK, KEY_TWICE, REFERENCE, DIFFERS, REPORTED, UNIT, VARIANCE,
    RATIO, ROW_COUNT, COPIED, *SENTENCES,
}  # fmt: skip
CATEGORIES = list(REGISTRY.categories.values())
CASES = [case for path in FILES if path.exists() for case in read_cases(path)]
IN_CODE = {check.code for c in CATEGORIES for check in c.checks}
OF_PLUGINS = {rule.code for c in CATEGORIES for rule in (*c.checks, *c.data_checks)}


def number_of(code: str) -> str:
    """Return the rule's number in a plugin's code: R102 for FAC-102, R101 for FAC-101A."""
    found = re.search(r"-(\d{3})[A-Z]?$", code)
    return f"R{found[1]}" if found else ""


def test_there_are_127_rules() -> None:
    assert len(NUMBERS) == 127


@pytest.mark.parametrize("number", sorted(NUMBERS))
def test_a_rule_is_held_by_a_code_or_mended_while_reading(number: str) -> None:
    assert CODES.get(number) or number in LIST["mended"]


@pytest.mark.parametrize("number", sorted(CODES))
def test_every_code_of_a_rule_has_an_example_that_passes_and_one_that_fails(number: str) -> None:
    """Those of row checks stand in the code, those of kinds among the cases of the kinds."""
    for code in set(CODES[number]) - IN_CODE - set(SENTENCES):
        cases = [case for case in CASES if case.code == code]
        assert any(case.passes for case in cases), code
        assert any(case.fails for case in cases), code


@pytest.mark.parametrize("number", sorted(CODES))
def test_the_codes_of_a_rule_exist(number: str) -> None:
    assert number in NUMBERS
    assert set(CODES[number]) <= OF_PLUGINS | BY_DEFINITION


@pytest.mark.parametrize("code", sorted(OF_PLUGINS))
def test_a_check_stands_in_the_list_under_its_number(code: str) -> None:
    assert code in CODES.get(number_of(code), ())


def test_every_indicator_is_there_and_nobody_numbers_another() -> None:
    codes = {indicator.code for c in CATEGORIES for indicator in c.indicators}
    assert {code.rpartition("-")[2] for code in codes} == INDICATORS


@pytest.mark.parametrize("code", sorted(OF_PLUGINS))
def test_the_settings_of_a_rule_say_that_it_uses_them(code: str) -> None:
    """The office sees which rules change when it changes a number."""
    rules = [rule for c in CATEGORIES for rule in (*c.checks, *c.data_checks)]
    rule = next(rule for rule in rules if rule.code == code)
    used = [name for name in rule.parameters if name.startswith(SETTING)]
    for name in used:
        assert number_of(code) in REGISTRY.settings[name.removeprefix(SETTING)].rules, name
