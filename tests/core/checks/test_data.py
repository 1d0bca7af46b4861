"""What a data check may ask: every question with rows it accepts and rows it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from inspect import getmembers, isfunction
from typing import Any

import pytest

from core.checks.aggregates import count, mean, total
from core.checks.data import Data
from tests.core.checks.conftest import Clubs, Rows, told

Found = Sequence[tuple[str, str, str]]
INSIDE = {"given"}
"""What the engine calls, not a check."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """A question as a plugin writes it, with rows that pass it and rows that do not.

    ``finds`` are key, field and message of what is wrong with the failing rows;
    ``last`` are rows of the year before, in both cases.
    """

    of: str
    question: Callable[..., Any]
    passes: Mapping[str, Rows]
    fails: Mapping[str, Rows]
    finds: Found
    table: str = "member"
    message: str = "错了。"
    last: Mapping[str, Rows] = field(default_factory=dict)


EXAMPLES = [
    Example(
        of="table", table="group", message="没有成员。",
        question=lambda group, data: data.missing(group.code, data.table("club.member").club),
        passes={"group": [{"code": "G1"}], "member": [{"member_no": "M1", "club": "G1"}]},
        fails={"group": [{"code": "G2"}], "member": [{"member_no": "M1", "club": "G1"}]},
        finds=[('["G2"]', "code", "没有成员。")],
    ),
    Example(
        of="rows", message="退社（{left_day}）早于入社（{joined}）。",
        question=lambda member, data: data.rows(member, member.left_day < member.joined),
        passes={"member": [{"member_no": "M1", "joined": "2024-9-1", "left_day": "2025-1-1"}]},
        fails={"member": [
            {"member_no": "M1", "joined": "2024-9-1", "left_day": "2024-1-1"},
            {"member_no": "M2", "joined": "2024-9-1"},
        ]},
        finds=[('["M1"]', "", "退社（2024-01-01）早于入社（2024-09-01）。")],
    ),
    Example(
        of="rows", message="{name}所在社团只有 {size} 人。",
        question=lambda member, group, data: data.rows(
            member, member.club == group.code, group.members < 5, size=group.members
        ),
        passes={"member": [{"member_no": "M1", "club": "G1"}],
                "group": [{"code": "G1", "members": "5"}]},
        fails={"member": [{"member_no": "M1", "name": "学生001", "club": "G1"}],
               "group": [{"code": "G1", "members": "4"}]},
        finds=[('["M1"]', "", "学生001所在社团只有 4 人。")],
    ),
    Example(
        of="missing", message="{club} 不是社团。",
        question=lambda member, group, data: data.missing(member.club, group.code),
        passes={"member": [{"member_no": "M1", "club": "G1"}, {"member_no": "M2"}],
                "group": [{"code": "G1"}]},
        fails={"member": [{"member_no": "M1", "club": "G9"}, {"member_no": "M2"}],
               "group": [{"code": "G1"}]},
        finds=[('["M1"]', "club", "G9 不是社团。")],
    ),
    Example(
        of="missing", message="兼入的社团不存在。",
        question=lambda member, data: data.missing(member.others, "club.group.code"),
        passes={"member": [{"member_no": "M1", "others": "G1、G2"}],
                "group": [{"code": "G1"}, {"code": "G2"}]},
        fails={"member": [{"member_no": "M1", "others": "G1、G9"}],
               "group": [{"code": "G1"}, {"code": "G2"}]},
        finds=[('["M1"]', "others", "兼入的社团不存在。")],
    ),
    Example(
        of="missing", message="负责人的社团 {club} 不存在。",
        question=lambda member, data: data.missing(
            member.club, "club.group.code", member.role == "负责人"
        ),
        passes={"member": [{"member_no": "M1", "club": "G9", "role": "成员"}],
                "group": [{"code": "G1"}]},
        fails={"member": [{"member_no": "M1", "club": "G9", "role": "负责人"}],
               "group": [{"code": "G1"}]},
        finds=[('["M1"]', "club", "负责人的社团 G9 不存在。")],
    ),
    Example(
        of="repeated", message="{name}重名。",
        question=lambda member, data: data.repeated(member.name),
        passes={"member": [{"member_no": "M1", "name": "甲"}, {"member_no": "M2", "name": "乙"},
                           {"member_no": "M3"}, {"member_no": "M4"}]},
        fails={"member": [{"member_no": "M1", "name": "甲"}, {"member_no": "M2", "name": "甲"}]},
        finds=[('["M1"]', "name", "甲重名。"), ('["M2"]', "name", "甲重名。")],
    ),
    Example(
        of="repeated", message="{club} 有两个负责人。",
        question=lambda member, data: data.repeated(member.club, member.role == "负责人"),
        passes={"member": [{"member_no": "M1", "club": "G1", "role": "负责人"},
                           {"member_no": "M2", "club": "G1", "role": "成员"}]},
        fails={"member": [{"member_no": "M1", "club": "G1", "role": "负责人"},
                          {"member_no": "M2", "club": "G1", "role": "负责人"},
                          {"member_no": "M3", "club": "G1", "role": "成员"}]},
        finds=[('["M1"]', "club", "G1 有两个负责人。"), ('["M2"]', "club", "G1 有两个负责人。")],
    ),
    Example(
        of="among", table="group", message="{name}没有负责人。",
        question=lambda group, member, data: data.rows(
            group, group.code.not_in(data.among(member.club, member.role == "负责人"))
        ),
        passes={"group": [{"code": "G1"}], "member": [
            {"member_no": "M1", "club": "G1", "role": "负责人"},
            {"member_no": "M2", "role": "负责人"}]},
        fails={"group": [{"code": "G1", "name": "棋社"}], "member": [
            {"member_no": "M1", "club": "G1", "role": "成员"},
            {"member_no": "M2", "role": "负责人"}]},
        finds=[('["G1"]', "", "棋社没有负责人。")],
    ),
    Example(
        of="count", table="account", message="填 {left} 人，名册 {right} 人。",
        question=lambda account, member, data: data.compare(
            data.total(account.people), data.count(member, member.role == "成员")
        ),
        passes={"account": [{"people": "1"}], "member": [{"member_no": "M1", "role": "成员"},
                                                         {"member_no": "M2"}]},
        fails={"account": [{"people": "2"}], "member": [{"member_no": "M1", "role": "成员"},
                                                        {"member_no": "M2"}]},
        finds=[("[]", "", "填 2 人，名册 1 人。")],
    ),
    Example(
        of="total", table="account", message="收入 {income}，会费和资助共 {right} 元。",
        question=lambda account, member, data: data.compare(
            total(account.income), data.total(member.fee) + data.total(member.grant)
        ),
        passes={"account": [{"income": "1.01"}],
                "member": [{"member_no": "M1", "fee": "100", "grant": "1"}]},
        fails={"account": [{"income": "1.02"}],
               "member": [{"member_no": "M1", "fee": "100", "grant": "1"}]},
        finds=[("[]", "", "收入 1.02万元，会费和资助共 10100 元。")],
    ),
    Example(
        of="mean", message="平均 {left} 小时，不足 {right} 小时。",
        question=lambda member, data: data.compare(data.mean(member.hours), 2, relation=">="),
        passes={"member": [{"member_no": "M1", "hours": "1.5"}, {"member_no": "M2", "hours": "2.5"},
                           {"member_no": "M3"}]},
        fails={"member": [{"member_no": "M1", "hours": "1.5"}, {"member_no": "M2", "hours": "2"}]},
        finds=[("", "", "平均 1.75 小时，不足 2 小时。")],
    ),
    Example(
        of="distinct", table="account", message="填 {left}，共 {right} 个社团。",
        question=lambda account, member, data: data.compare(
            data.total(account.people), data.distinct(member.club)
        ),
        passes={"account": [{"people": "1"}],
                "member": [{"member_no": "M1", "club": "G1"}, {"member_no": "M2", "club": "G1"},
                           {"member_no": "M3"}]},
        fails={"account": [{"people": "1"}],
               "member": [{"member_no": "M1", "club": "G1"}, {"member_no": "M2", "club": "G2"}]},
        finds=[("[]", "", "填 1，共 2 个社团。")],
    ),
    Example(
        of="compare", table="account", message="{left} 与 {right} 相差较大。",
        question=lambda account, data: data.compare(
            data.total(account.people), 100, tolerance=3, percent=5
        ),
        passes={"account": [{"people": "108"}]},
        fails={"account": [{"people": "109"}]},
        finds=[("[]", "", "109 与 100 相差较大。")],
    ),
    Example(
        of="groups", table="group", message="{key} 填 {left} 人，名册 {right} 人。",
        question=lambda group, member, data: data.groups(
            total(group.members), count(member.member_no.is_not(None)), by=(group.code, member.club)
        ),
        passes={"group": [{"code": "G1", "members": "1"}, {"code": "G2", "members": "0"}],
                "member": [{"member_no": "M1", "club": "G1"}, {"member_no": "M2"}]},
        fails={"group": [{"code": "G1", "members": "1"}, {"code": "G2", "members": "2"}],
               "member": [{"member_no": "M1", "club": "G1"}, {"member_no": "M2", "club": "G3"}]},
        finds=[('["G2"]', "", "G2 填 2 人，名册 0 人。"), ("G3", "", "G3 填 0 人，名册 1 人。")],
    ),
    Example(
        of="groups", message="{key} 平均 {left} 小时，多于 {right} 小时。",
        question=lambda member, data: data.groups(
            mean(member.hours), 2, by=(member.club, member.role), relation="<="
        ),
        passes={"member": [{"member_no": "M1", "club": "G1", "hours": "2"}]},
        fails={"member": [{"member_no": "M1", "club": "G1", "hours": "3"}]},
        finds=[('["M1"]', "", "G1 平均 3 小时，多于 2 小时。")],
    ),
    Example(
        of="last_round", table="account", message="今年 {left} 人，上年 {right} 人。",
        question=lambda account, data: data.compare(
            data.total(account.people), data.total(data.last_round(account).people), relation=">="
        ),
        last={"account": [{"people": "10"}]},
        passes={"account": [{"people": "10"}]},
        fails={"account": [{"people": "9"}]},
        finds=[("[]", "", "今年 9 人，上年 10 人。")],
    ),
]  # fmt: skip
QUESTIONS = [name for name, _ in getmembers(Data, isfunction) if name[0] != "_"]


def title(example: Example) -> str:
    return f"{example.of} {example.message}"


@pytest.mark.parametrize("example", EXAMPLES, ids=title)
def test_the_passing_example_passes(example: Example, clubs: Clubs) -> None:
    clubs.fill_last(**example.last).fill(**example.passes)
    run = clubs.ask(example.question, example.table, example.message)
    assert "T-1" in dict(run.ran)
    assert told(run, "T-1") == []


@pytest.mark.parametrize("example", EXAMPLES, ids=title)
def test_the_failing_example_fails(example: Example, clubs: Clubs) -> None:
    clubs.fill_last(**example.last).fill(**example.fails)
    run = clubs.ask(example.question, example.table, example.message)
    assert told(run, "T-1") == list(example.finds)


@pytest.mark.parametrize("name", sorted({*QUESTIONS} - INSIDE))
def test_every_question_has_an_example(name: str) -> None:
    assert name in {example.of for example in EXAMPLES}


def test_the_examples_are_about_questions_that_exist() -> None:
    assert {example.of for example in EXAMPLES} <= {*QUESTIONS}


NOT_RUN = [
    ("an empty table", lambda member, group, data: data.missing(member.club, group.code)),
    ("no year before", lambda member, data: data.rows(data.last_round(member))),
    ("a sum of blanks only", lambda member, data: data.compare(data.total(member.fee), 0)),
    ("groups of an empty table", lambda member, data: data.groups(
        count(), count(), by=(member.club, data.table("club.group").code))),
]  # fmt: skip


@pytest.mark.parametrize(("why", "question"), NOT_RUN, ids=[why for why, _ in NOT_RUN])
def test_a_comparison_with_nothing_says_nothing(
    why: str, question: Callable[..., Any], clubs: Clubs
) -> None:
    clubs.fill(member=[{"member_no": "M1", "club": "G1"}])
    run = clubs.without_last_year().ask(question)
    assert "T-1" not in dict(run.ran)


@pytest.mark.parametrize(("relation", "left", "wrong"), [
    ("==", "10", False), ("==", "11", True), ("==", "9", True),
    ("<=", "10", False), ("<=", "11", True), ("<=", "9", False),
    (">=", "10", False), (">=", "9", True), (">=", "11", False),
])
def test_how_two_numbers_may_stand_to_each_other(
    clubs: Clubs, relation: str, left: str, wrong: bool
) -> None:
    clubs.fill(account=[{"people": left}])
    run = clubs.ask(
        lambda account, data: data.compare(total(account.people), 10, relation=relation), "account"
    )
    assert bool(told(run, "T-1")) is wrong


def test_a_comparison_without_a_row_blames_the_whole_table(clubs: Clubs) -> None:
    clubs.fill(member=[{"member_no": "M1", "hours": "1"}, {"member_no": "M2", "hours": "2"}])
    run = clubs.ask(lambda member, data: data.compare(data.mean(member.hours), Decimal(9)))
    assert [(i.row_id, i.row_key, i.department) for i in run.issues] == [(None, "", "")]


def test_results_are_joined(clubs: Clubs) -> None:
    clubs.fill(member=[{"member_no": "M1"}, {"member_no": "M2", "club": "G1"}])
    run = clubs.ask(
        lambda member, data: data.rows(member, member.club.is_(None))
        + data.rows(member, member.club == "G1")
    )
    assert [key for key, _, _ in told(run, "T-1")] == ['["M1"]', '["M2"]']
