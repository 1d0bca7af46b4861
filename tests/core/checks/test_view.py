"""The round as rules see it: what is being imported over what is stored, money in 元."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from core.checks.view import UnknownName, round_view, source_of, table_of
from core.generation.columns import many_text
from tests.core.checks.conftest import FACTS, MODELS, Clubs, table

MEMBERS = [
    {"member_no": "M1", "skills": "琴、画", "grant": "0.02", "fee": "200"},
    {"member_no": "M2", "skills": "棋", "department": "s2"},
    {"member_no": "M3"},
]


def keys(clubs: Clubs, *conditions: Any, view: Any = None) -> list[str]:
    source = source_of(view)
    found = clubs.connection.execute(sa.select(source.c.row_key).where(*conditions))
    return sorted(json.loads(key)[0] for (key,) in found)


def test_money_is_in_yuan_whatever_its_unit(clubs: Clubs) -> None:
    member = clubs.fill(member=MEMBERS).view("member")
    assert keys(clubs, member.grant == member.fee, view=member) == ["M1"]
    assert keys(clubs, member.grant > Decimal("199.99"), view=member) == ["M1"]


@pytest.mark.parametrize(("wanted", "found"), [
    (("琴",), ["M1"]), (("棋",), ["M2"]), (("画", "棋"), ["M1", "M2"]), (("书",), []),
])
def test_a_field_of_several_values_holds_one_of_them(
    clubs: Clubs, wanted: Sequence[str], found: list[str]
) -> None:
    member = clubs.fill(member=MEMBERS).view("member")
    assert keys(clubs, member.skills.has(*wanted), view=member) == found
    staged = clubs.stage("member", {"member_no": "M9", "skills": many_text(["琴", "棋"])})
    view = clubs.asking(staged).own("club.member")
    more = ["M9"] if {*wanted} & {"琴", "棋"} else []
    assert keys(clubs, view.skills.has(*wanted), view=view) == [*found, *more]


def test_every_value_of_every_row_comes_as_a_pair(clubs: Clubs) -> None:
    clubs.fill(member=MEMBERS)
    staged = clubs.stage("member", {"member_no": "M9", "skills": many_text(["书"])})
    pairs = clubs.asking(staged).own("club.member").skills.pairs()
    values = clubs.connection.execute(sa.select(pairs.c.value)).scalars()
    assert sorted(values) == sorted(["琴", "画", "棋", "书"])


def test_a_name_that_is_no_field_is_told_with_a_guess(clubs: Clubs) -> None:
    with pytest.raises(UnknownName, match=r"club.member 没有字段 nam；是不是 name"):
        _ = clubs.view("member").nam


def test_the_row_being_imported_stands_for_the_one_it_replaces(clubs: Clubs) -> None:
    clubs.fill(member=MEMBERS)
    new = {"member_no": "M1", "name": "新"}
    staged = clubs.stage("member", new, {"member_no": "M9"}, replaces=["2025-club.member-1"])
    view = clubs.asking(staged).own("club.member")
    assert keys(clubs, view=view) == ["M1", "M2", "M3", "M9"]
    assert keys(clubs, view.name == "新", view=view) == ["M1"]
    lines = clubs.connection.execute(sa.select(view.row_key, view.line, view.row_department))
    assert {(key, line, of) for key, line, of in lines} == {
        ('["M1"]', 2, "department"), ('["M9"]', 3, "department"),
        ('["M2"]', None, "s2"), ('["M3"]', None, "department"),
    }


def test_replacing_takes_away_what_the_department_has_but_nothing_of_others(clubs: Clubs) -> None:
    clubs.fill(member=MEMBERS)
    staged = clubs.stage("member", {"member_no": "M9"})
    view = clubs.asking(type(staged)("i1", "club.member", "department", replace=True)).own(
        "club.member"
    )
    assert keys(clubs, view=view) == ["M2", "M9"]


def test_a_rejected_row_is_not_seen_and_replaces_nothing(clubs: Clubs) -> None:
    clubs.fill(member=MEMBERS)
    staged = clubs.stage(
        "member", {"member_no": "M1", "name": "新", "stage_outcome": "rejected"},
        replaces=["2025-club.member-1"],
    )
    view = clubs.asking(staged).own("club.member")
    assert keys(clubs, view=view) == ["M1", "M2", "M3"]
    assert keys(clubs, view.name == "新", view=view) == []


def test_an_import_of_one_table_leaves_the_others_as_they_are(clubs: Clubs) -> None:
    clubs.fill(group=[{"code": "G1"}])
    staged = clubs.stage("member", {"member_no": "M9"})
    assert keys(clubs, view=clubs.asking(staged).own("club.group")) == ["G1"]


def test_a_view_may_be_of_some_departments(clubs: Clubs) -> None:
    clubs.fill(member=MEMBERS)
    dialect = clubs.connection.dialect.name
    view = round_view(table("member"), FACTS, MODELS, dialect, departments=["s2", "s3"])
    assert table_of(view) is table("member")
    assert keys(clubs, view=view) == ["M2"]
