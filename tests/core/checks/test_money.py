"""Money between its units: exact, rounded half up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from core.checks.money import factor, into_field, into_unit, places, rounded, yuan_factor
from tests.core.checks.conftest import table

GRANT = table("member").field("grant")


@pytest.mark.parametrize(("unit", "times"), [
    ("元", 1), ("千元", 1_000), ("万元", 10_000), ("亿元", 100_000_000), ("万元/年", 10_000),
    ("人", 0), ("", 0),
])
def test_how_many_yuan_a_unit_is(unit: str, times: int) -> None:
    assert yuan_factor(unit) == times


def test_only_money_is_multiplied() -> None:
    assert factor(GRANT) == 10_000
    assert factor(table("member").field("hours")) == 1
    assert factor(replace(GRANT, unit="")) == 1
    assert factor(replace(GRANT, kind="decimal")) == 1


def test_decimals_a_field_keeps() -> None:
    assert places(GRANT) == 2
    assert places(replace(GRANT, places=4)) == 4
    assert places(table("member").field("hours")) == 1
    assert places(replace(GRANT, kind="decimal")) == 6


@pytest.mark.parametrize(("value", "text"), [
    ("0.125", "0.13"), ("0.115", "0.12"), ("-0.125", "-0.13"), ("0.1249", "0.12"),
])
def test_half_is_rounded_up(value: str, text: str) -> None:
    assert rounded(Decimal(value), 2) == Decimal(text)


def test_there_and_back() -> None:
    assert into_unit(12_345, "万元") == Decimal("1.2345")
    assert into_unit(12_345, "人") == 12_345
    assert into_field(12_350, GRANT) == Decimal("1.24")
