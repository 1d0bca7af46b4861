"""One row: what must be filled, what must not, and the row checks of plugins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.category import Category
from core.checks.field_checks import RowChecker, compile_row_checker
from core.checks.row_rules import Found, bind
from core.errors import PluginError
from tests.core.checks.conftest import FACTS, table

MEMBER = table("member")
GOOD = {"member_no": "M1", "name": "学生001"}


def checker(*rules: tuple[Callable[..., Any], str], **more: Any) -> RowChecker:
    club = Category("club", "社团")
    for number, (function, message) in enumerate(rules, 1):
        club.check(f"T-{number}", "member", message, passes={}, fails={}, **more)(function)
    return compile_row_checker(MEMBER, club.checks, FACTS)


def check(checker: RowChecker, bad: tuple[str, ...] = (), **values: Any) -> list[Found]:
    given = GOOD | values
    row = tuple(given.get(field.name) for field in MEMBER.fields)
    names = [field.name for field in MEMBER.fields]
    return checker(row, [names.index(name) for name in bad])


def brief(found: list[Found]) -> list[tuple[str, str]]:
    return [(one.field, one.code) for one in found]


@pytest.mark.parametrize(("values", "found"), [
    ({}, []),
    ({"name": None}, [("name", "REQUIRED")]),
    ({"member_no": None}, [("member_no", "KEY-BLANK")]),
    ({"member_no": None, "name": None}, [("member_no", "KEY-BLANK"), ("name", "REQUIRED")]),
    ({"role": "负责人"}, [("duty", "REQUIRED")]),
    ({"role": "负责人", "duty": "总管"}, []),
    ({"role": "成员", "duty": "总管"}, [("duty", "NOT-SHOWN")]),
    ({"duty": "总管"}, [("duty", "NOT-SHOWN")]),
    ({"skills": ("琴", "画"), "artist": "琴师"}, []),
    ({"skills": ("画",), "artist": "琴师"}, [("artist", "NOT-SHOWN")]),
    ({"skills": (), "artist": "琴师"}, [("artist", "NOT-SHOWN")]),
    ({"skills": ("琴",)}, []),
])
def test_what_must_be_filled_and_what_must_not(
    values: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    assert brief(check(checker(), **values)) == found


def test_a_bad_value_is_not_called_blank_too() -> None:
    assert check(checker(), bad=("name",), name=None) == []


def in_order(joined, left_day):
    return joined <= left_day


JOINED, LEFT = {"joined": date(2024, 9, 1)}, {"left_day": date(2024, 8, 1)}
ORDER = (in_order, "退社（{left_day}）早于入社（{joined}）。")


def test_a_row_check_tells_its_message_at_its_first_field() -> None:
    found = check(checker(ORDER), **JOINED, **LEFT)
    assert found == [Found("joined", "T-1", "error", "退社（2024-08-01）早于入社（2024-09-01）。")]


def test_a_row_check_blames_the_fields_it_says() -> None:
    found = check(checker(ORDER, blames=("left_day",), severity="warning"), **JOINED, **LEFT)
    assert [(one.field, one.severity) for one in found] == [("left_day", "warning")]


@pytest.mark.parametrize("values", [JOINED, LEFT, {}])
def test_a_blank_field_skips_the_check(values: dict[str, date]) -> None:
    assert check(checker(ORDER), **values) == []


def test_a_bad_field_skips_the_check() -> None:
    assert check(checker(ORDER), bad=("joined",), **JOINED, **LEFT) == []


def test_a_check_may_want_to_see_blanks() -> None:
    some = (lambda fee, grant: fee is not None or grant is not None, "会费或资助必填其一。")
    assert brief(check(checker(some, blanks=True))) == [("fee", "T-1")]
    assert check(checker(some, blanks=True), fee=Decimal(0)) == []


def test_money_is_given_in_yuan_and_told_in_the_unit_it_is_typed_in() -> None:
    less = (lambda grant, fee: fee < grant, "会费 {fee} 不应达到资助 {grant}。")
    assert check(checker(less), grant=Decimal("0.02"), fee=Decimal("199.99")) == []
    found = check(checker(less), grant=Decimal("0.02"), fee=Decimal(200))
    assert [one.message for one in found] == ["会费 200.00元 不应达到资助 0.02万元。"]


def test_settings_and_the_calendar_are_given() -> None:
    few = (lambda hours, setting_most_hours: hours <= setting_most_hours,
           "{hours} 小时多于 {setting_most_hours} 小时。")
    assert check(checker(few), hours=Decimal(100)) == []
    found = check(checker(few), hours=Decimal("100.5"))
    assert [one.message for one in found] == ["100.5 小时多于 100 小时。"]
    late = (lambda joined, calendar: joined in calendar.academic_year, "不在本学年。")
    assert brief(check(checker(late), joined=date(2025, 9, 1))) == [("joined", "T-1")]
    assert check(checker(late), joined=date(2025, 8, 31)) == []


def test_personal_numbers_are_masked_in_messages() -> None:
    found = check(checker((lambda mobile: False, "{mobile}")), mobile="13800000000")
    assert [one.message for one in found] == ["138******00"]


def fails(hours):
    return 1 / (hours - 1)


def says_nothing(hours):
    return None


@pytest.mark.parametrize(("function", "says"), [
    (fails, r"T-2（fails）出错：DivisionByZero"),
    (says_nothing, r"T-2（says_nothing）没有返回 True 或 False"),
])
def test_a_function_that_fails_is_named(function: Callable[..., Any], says: str) -> None:
    rules = checker(ORDER, (function, "错了。"))
    if function is says_nothing:
        with pytest.raises(PluginError, match=says):
            rules.rules[1].right([Decimal(1) for _ in MEMBER.fields])
        return
    with pytest.raises(PluginError, match=says):
        check(rules, hours=Decimal(1))


def test_a_check_of_a_field_that_is_not_in_force_is_left_out() -> None:
    club = Category("club", "社团")
    for function in (lambda weight: True, lambda hours, weight: True, lambda calendar: True):
        club.check("T-1", "member", "", passes={}, fails={})(function)
    assert [bind(one, MEMBER, FACTS) for one in club.checks] == [None, None, None]
