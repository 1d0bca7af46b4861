"""Stored values read again as if typed: what their kinds say today."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from core.checks import values as module
from core.checks.values import ValueChecker
from tests.core.checks.conftest import FACTS, table

MEMBER = table("member")


def check(checker: ValueChecker, **given: Any) -> tuple[list[tuple[str, str]], list[str]]:
    found, bad = checker([given.get(field.name) for field in MEMBER.fields])
    return [(one.field, one.severity) for one in found], [MEMBER.fields[p].name for p in bad]


def test_good_values_and_blanks_are_right() -> None:
    assert check(ValueChecker(MEMBER, FACTS), name="学生001", skills=("琴",)) == ([], [])


def test_a_value_that_the_definition_no_longer_allows_is_told() -> None:
    assert check(ValueChecker(MEMBER, FACTS), name="一" * 11) == ([("name", "error")], ["name"])


def test_each_field_is_told_apart() -> None:
    fields = tuple(
        replace(field, max="1") if field.name in ("hours", "name") else field
        for field in MEMBER.fields
    )
    found, bad = check(
        ValueChecker(replace(MEMBER, fields=fields), FACTS), name="两字", hours=Decimal(2)
    )
    assert bad == ["name", "hours"]
    assert [name for name, _ in found] == ["name", "hours"]


@pytest.mark.parametrize("remembered", [0, 10])
def test_a_value_seen_before_has_the_same_findings(remembered: int, monkeypatch) -> None:
    monkeypatch.setattr(module, "REMEMBERED", remembered)
    checker = ValueChecker(MEMBER, FACTS)
    long = [check(checker, name=f"{n}" * 11) for n in (1, 2, 1)]
    assert long == [([("name", "error")], ["name"])] * 3
