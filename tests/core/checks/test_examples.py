"""The two examples of a row check: what a plugin's author is told when one is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from core.category import Category, Check
from core.checks.examples import parsed, wrong_examples
from tests.core.checks.conftest import FACTS, table

MEMBER = table("member")


def check(function: Callable[..., bool], passes: dict[str, str], fails: dict[str, str],
          blanks: bool = False) -> Check:
    club = Category("club", "社团")
    club.check("T-1", "member", "错了。", passes=passes, fails=fails, blanks=blanks)(function)
    return club.checks[0]


def positive(hours):
    return hours > 0


def test_texts_are_read_as_people_type_them() -> None:
    typed = {"joined": "2024年9月1日", "skills": "琴、画", "hours": "２.5", "name": ""}
    values = parsed(MEMBER, typed, FACTS)
    assert values["joined"] == date(2024, 9, 1)
    assert values["skills"] == ("琴", "画")
    assert str(values["hours"]) == "2.5"
    assert values["name"] is None


@pytest.mark.parametrize(("typed", "says"), [
    ({"hour": "1"}, "没有字段 hour"), ({"joined": "昨天"}, "club.member.joined.*昨天"),
])
def test_a_text_that_cannot_be_read_is_named(typed: dict[str, str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parsed(MEMBER, typed, FACTS)


def test_right_examples_are_right() -> None:
    assert wrong_examples(check(positive, {"hours": "1"}, {"hours": "0"}), MEMBER, FACTS) == []


@pytest.mark.parametrize(("passes", "fails", "says"), [
    ({"hours": "0"}, {"hours": "0"}, "T-1 的 passes 应通过，结果相反"),
    ({"hours": "1"}, {"hours": "1"}, "T-1 的 fails 应不通过，结果相反"),
    ({"hours": "1"}, {}, "T-1 的 fails 没有给出 hours"),
    ({"hours": "1"}, {"hours": "一点"}, "T-1 的 fails：club.member.hours：'一点' 无法读取"),
    ({"hours": "1"}, {"hour": "1"}, "T-1 的 fails：club.member 没有字段 hour"),
])
def test_a_wrong_example_is_told(
    passes: dict[str, str], fails: dict[str, str], says: str
) -> None:
    problems = wrong_examples(check(positive, passes, fails), MEMBER, FACTS)
    assert len(problems) == 1
    assert problems[0].startswith(says)


def test_a_check_that_wants_blanks_may_have_one_in_its_example() -> None:
    either = check(lambda fee, grant: fee is not None or grant is not None,
                   {"fee": "1"}, {}, blanks=True)
    assert wrong_examples(either, MEMBER, FACTS) == []


def test_a_check_whose_fields_are_not_there_is_told() -> None:
    lost = check(lambda weight: True, {}, {})
    assert wrong_examples(lost, MEMBER, FACTS) == ["T-1 需要的字段在 2025 年不存在"]
