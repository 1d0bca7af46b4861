"""When a field is shown: by values of other fields, by any value at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.checks.shown import conditions
from core.definition.field import FILLED
from tests.core.checks.conftest import FACTS, KINDS, table

MEMBER = table("member")


def shown(when: dict[str, Any], **values: Any) -> bool:
    field = replace(MEMBER.field("duty"), when=when)
    row = [values.get(field.name) for field in MEMBER.fields]
    return all(c.holds(row) for c in conditions(MEMBER, field, KINDS, FACTS.reading))


@pytest.mark.parametrize(("when", "values", "wanted"), [
    ({}, {}, True),
    ({"role": ("负责人",)}, {"role": "负责人"}, True),
    ({"role": ("负责人",)}, {"role": "成员"}, False),
    ({"role": ("负责人",)}, {}, False),
    ({"role": ("负责人", "成员")}, {"role": "成员"}, True),
    ({"joined": FILLED}, {"joined": 1}, True),
    ({"joined": FILLED}, {}, False),
    ({"skills": FILLED}, {"skills": ()}, False),
    ({"skills": ("琴", "棋")}, {"skills": ("书", "棋")}, True),
    ({"skills": ("琴", "棋")}, {"skills": ("书",)}, False),
    ({"role": ("成员",), "joined": FILLED}, {"role": "成员"}, False),
    ({"role": ("成员",), "joined": FILLED}, {"role": "成员", "joined": 1}, True),
    ({"nowhere": ("1",)}, {}, True),
])
def test_a_field_is_shown_if_all_conditions_hold(
    when: dict[str, Any], values: dict[str, Any], wanted: bool
) -> None:
    assert shown(when, **values) is wanted


def test_a_condition_on_a_number_compares_numbers_not_texts() -> None:
    assert shown({"hours": ("2",)}, hours=KINDS["decimal"].parser(
        MEMBER.field("hours"), FACTS.reading)("2.0").value)
