"""What holds by definition alone: references resolve, a key belongs to one department."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.checks.conftest import Clubs, Rows, told

GROUPS = [{"code": "G1", "level": "校级"}, {"code": "G2", "level": "院级"}]
MEMBERS = [{"member_no": "M1", "club": "G1"}, {"member_no": "M2", "club": "G2"}]


def references(clubs: Clubs, name: str) -> list[tuple[str, str]]:
    return [(key, field) for key, field, _ in told(clubs.run_data(name), "REF")]


@pytest.mark.parametrize(("member", "found"), [
    ({"club": "G1"}, []), ({}, []), ({"club": "G9"}, ["club"]), ({"club": "g1"}, ["club"]),
    ({"others": "G1、G2"}, []), ({"others": "G1、G9"}, ["others"]),
    ({"club": "G8", "others": "G9"}, ["club", "others"]),
])
def test_a_reference_names_a_row_of_this_round(
    clubs: Clubs, member: dict[str, str], found: list[str]
) -> None:
    clubs.fill_last(group=[{"code": "G9"}, {"code": "G8"}])
    clubs.fill(group=GROUPS, member=[{"member_no": "M1", **member}])
    assert references(clubs, "member") == [('["M1"]', field) for field in found]


@pytest.mark.parametrize(("event", "found"), [
    ({"club": "G1"}, []),
    ({"club": "G2"}, ["club"]),
    ({"club": "G1", "leader": "M1"}, []),
    ({"club": "G1", "leader": "M2"}, ["leader"]),
    ({"club": "G2", "leader": "M2"}, ["club"]),
])
def test_a_choice_narrowed_by_the_row_and_by_the_target(
    clubs: Clubs, event: dict[str, str], found: list[str]
) -> None:
    clubs.fill(group=GROUPS, member=MEMBERS, event=[{"day": "2025-1-1", **event}])
    assert [field for _, field in references(clubs, "event")] == found


@pytest.mark.parametrize(("groups", "says"), [
    (GROUPS, "“所在社团”G9 不在本批次“社团”中；请改为该表中已有的，或先在该表补报。"),
    ([], "“所在社团”G9 无法核对：本批次“社团”还没有填报，请先催报该表。"),
])
def test_what_is_said_of_it(clubs: Clubs, groups: Rows, says: str) -> None:
    clubs.fill(group=groups, member=[{"member_no": "M1", "club": "G9"}])
    assert told(clubs.run_data("member"), "REF") == [('["M1"]', "club", says)]


def test_a_row_being_imported_may_refer_to_another_of_the_same_file(clubs: Clubs) -> None:
    clubs.fill(group=GROUPS, event=[{"club": "G1", "day": "2025-1-1", "leader": "M5"}])
    assert references(clubs, "event") == [('["G1","2025-01-01"]', "leader")]
    clubs.fill(member=[{"member_no": "M5", "club": "G1"}])
    assert references(clubs, "event") == []


def keys(clubs: Clubs, **how: Any) -> list[tuple[str, str, str]]:
    run = clubs.run_data("group", **how)
    return [(i.row_key, i.department, i.message) for i in run.issues if i.code == "KEY-TWICE"]


def test_a_key_filled_by_two_departments_is_told_to_both(clubs: Clubs) -> None:
    clubs.fill(group=[
        {"code": "G1", "department": "s1"}, {"code": "G1", "department": "s2"},
        {"code": "G2", "department": "s2"},
    ])
    says = "社团代码“G1”已由另一个部门填报；请与数据平台管理办公室确认由谁填报，另一方删除。"
    assert sorted(keys(clubs)) == [('["G1"]', "s1", says), ('["G1"]', "s2", says)]
    assert keys(clubs, department="s2") == [('["G1"]', "s2", says)]


def test_different_keys_of_two_departments_are_right(clubs: Clubs) -> None:
    clubs.fill(group=[{"code": "G1", "department": "s1"}, {"code": "G2", "department": "s2"}])
    assert keys(clubs) == []
