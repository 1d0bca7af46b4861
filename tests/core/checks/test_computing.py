"""Computed fields of a row: what follows, what was typed instead, what a plugin may do wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from core.category import Category
from core.checks.computing import RowComputer
from core.errors import PluginError
from tests.core.checks.conftest import FACTS, table

MEMBER = table("member")


def computer(**functions: Callable[..., Any]) -> RowComputer:
    club = Category("club", "社团")
    for name, function in functions.items():
        club.computed("member", name)(function)
    return RowComputer(MEMBER, {c.field: c for c in club.computed_fields}, FACTS)


def row(**values: Any) -> list[Any]:
    return [values.get(field.name) for field in MEMBER.fields]


def computed(computer: RowComputer, name: str = "rate", **values: Any) -> tuple[Any, list[Any]]:
    filled, found = computer(row(**values))
    return filled[MEMBER.fields.index(MEMBER.field(name))], found


def rate(grant, hours):
    return grant / hours


def test_a_field_is_computed_in_yuan_and_rounded_half_up_to_its_decimals() -> None:
    value, found = computed(computer(rate=rate), grant=Decimal("0.01"), hours=Decimal(8))
    assert (value, found) == (Decimal("12.50"), [])
    value, _ = computed(computer(rate=rate), grant=Decimal("0.0001"), hours=Decimal(8))
    assert value == Decimal("0.13")


def test_what_needs_a_blank_field_stays_blank() -> None:
    assert computed(computer(rate=rate), grant=Decimal(1)) == (None, [])


def test_a_parameter_with_a_default_takes_a_blank() -> None:
    def with_default(grant, hours=None):
        return grant if hours is None else grant / hours

    assert computed(computer(rate=with_default), grant=Decimal(1))[0] == 10_000


def test_something_else_that_was_typed_is_told_and_replaced() -> None:
    typed = {"grant": Decimal("0.01"), "hours": Decimal(8), "rate": Decimal(9)}
    value, found = computed(computer(rate=rate), **typed)
    assert value == Decimal("12.50")
    assert [(f.field, f.code, f.severity) for f in found] == [
        ("rate", "COMPUTED-DIFFERS", "warning")
    ]
    assert "为12.50元，与填写的 9.00元 不同" in found[0].message


def test_the_same_that_was_typed_is_not_told() -> None:
    typed = {"grant": Decimal("0.01"), "hours": Decimal(8), "rate": Decimal("12.5")}
    assert computed(computer(rate=rate), **typed)[1] == []


def test_one_computed_field_may_follow_from_another() -> None:
    rules = computer(rate=rate, duty=lambda rate: f"每小时 {rate} 元")
    assert computed(rules, "duty", grant=Decimal("0.01"), hours=Decimal(8))[0] == "每小时 12.50 元"


def test_the_calendar_and_settings_are_given_by_name() -> None:
    rules = computer(duty=lambda hours, calendar, setting_most_hours: (
        f"{calendar.year}：{hours} / {setting_most_hours}"
    ))
    assert computed(rules, "duty", hours=Decimal(8))[0] == "2025：8 / 100"


def test_what_follows_from_measures_is_left_to_them() -> None:
    assert computed(computer(rate=lambda all_members: 1), hours=Decimal(1)) == (None, [])


def test_a_function_that_fails_is_named() -> None:
    with pytest.raises(PluginError, match=r"club.member.rate 出错：DivisionByZero"):
        computed(computer(rate=rate), grant=Decimal(1), hours=Decimal(0))


def test_fields_that_follow_from_each_other_are_refused() -> None:
    with pytest.raises(PluginError, match="互相依赖"):
        computer(rate=lambda hours: hours, hours=lambda rate: rate)


def test_a_rule_of_a_field_that_is_not_there_this_year_is_left_out() -> None:
    club = Category("club", "社团")
    club.computed("member", "rate")(rate)
    fields = tuple(field for field in MEMBER.fields if field.name != "rate")
    smaller = replace(MEMBER, fields=fields)
    rules = RowComputer(smaller, {c.field: c for c in club.computed_fields}, FACTS)
    values = [None] * len(fields)
    assert rules(values) == (values, [])
