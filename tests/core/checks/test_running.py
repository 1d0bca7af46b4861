"""Running all checks of tables: rows first, then whole tables, and what each saw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.errors import PluginError
from tests.core.checks.conftest import MODELS, Clubs, told

GOOD = {"member_no": "M1", "name": "学生001"}


def test_what_ran_says_how_many_rows_it_saw(clubs: Clubs) -> None:
    clubs.category.check("T-1", "member", "", passes={}, fails={})(lambda name: True)
    clubs.category.data_check("T-2", "member", "")(lambda member, data: [])
    clubs.fill(member=[GOOD, GOOD | {"member_no": "M2"}])
    ran = dict(clubs.run("member", "account").ran)
    assert (ran["T-1"], ran["T-2"], ran["REF"]) == (2, 2, 2)


def test_issues_of_rows_come_with_their_place_and_value(clubs: Clubs) -> None:
    clubs.category.check("T-1", "member", "“{name}”太短。", passes={}, fails={})(
        lambda name: len(name) > 1
    )
    clubs.fill(member=[GOOD | {"name": "甲", "department": "s1"}])
    [issue] = clubs.run("member").issues
    assert (issue.department, issue.row_id) == ("s1", "2025-club.member-1")
    assert (issue.row_key, issue.field, issue.value) == ('["M1"]', "name", "甲")
    assert issue.message == "“甲”太短。"


def test_a_value_that_is_wrong_by_itself_is_told_once(clubs: Clubs) -> None:
    """No row check speaks of a field whose value is wrong already."""
    clubs.category.check("T-1", "member", "不好。", passes={}, fails={})(lambda name: False)
    clubs.fill(member=[GOOD])
    assert [issue.code for issue in clubs.run("member").issues] == ["T-1"]
    clubs.connection.execute(MODELS.rows("club.member").update().values(name="一" * 11))
    assert [issue.field for issue in clubs.run("member").issues] == ["name"]
    assert told(clubs.run("member"), "T-1") == []


def test_one_department_is_checked_alone(clubs: Clubs) -> None:
    clubs.fill(member=[{"member_no": "M1", "department": "s1"},
                       {"member_no": "M2", "department": "s2"}])
    run = clubs.run("member", department="s1")
    assert [issue.row_key for issue in run.issues] == ['["M1"]']
    assert len(clubs.run("member").issues) == 2


def test_a_plugins_word_on_a_cell_silences_the_engines(clubs: Clubs) -> None:
    clubs.fill(group=[{"code": "G1"}], member=[GOOD | {"club": "G9"}])
    assert [code.code for code in clubs.run("member").issues] == ["REF"]
    clubs.category.data_check("T-1", "member", "没有社团 {club}。")(
        lambda member, data: data.missing(member.club, "club.group.code")
    )
    assert [issue.code for issue in clubs.run("member").issues] == ["T-1"]


def test_settings_are_given_to_a_data_check_and_named_in_its_message(clubs: Clubs) -> None:
    clubs.category.data_check("T-1", "member", "多于 {setting_most_hours} 小时。")(
        lambda member, data, setting_most_hours: data.rows(
            member, member.hours > setting_most_hours
        )
    )
    clubs.fill(member=[GOOD | {"hours": "101"}])
    assert [said for _, _, said in told(clubs.run("member"), "T-1")] == ["多于 100 小时。"]


def test_a_check_of_another_year_does_not_run(clubs: Clubs) -> None:
    clubs.category.data_check("T-1", "member", "", since=2026)(lambda member, data: [])
    clubs.category.check("T-2", "member", "", passes={}, fails={}, until=2024)(lambda name: False)
    run = clubs.fill(member=[GOOD]).run("member")
    assert {"T-1", "T-2"}.isdisjoint(dict(run.ran))
    assert run.issues == []


def test_rows_being_imported_are_checked_as_they_would_be_stored(clubs: Clubs) -> None:
    clubs.category.data_check("T-1", "member", "重名。")(
        lambda member, data: data.repeated(member.name)
    )
    clubs.fill(member=[GOOD, {"member_no": "M2", "name": "学生002", "department": "s2"}])
    staged = clubs.stage("member", {"member_no": "M9", "name": "学生002"})
    run = clubs.run_data("member", staged)
    assert [(i.line, i.row_key) for i in run.issues] == [(2, '["M9"]')]
    assert dict(run.ran)["T-1"] == 2


@pytest.mark.parametrize(("function", "says"), [
    (lambda member, data: 1 / 0, r"T-1（<lambda>）出错：ZeroDivisionError"),
    (lambda member, data: None, r"T-1（<lambda>）应返回 data 给出的列表"),
    (lambda member, data: data.nothing(member), r"T-1.*AttributeError"),
])
def test_a_check_that_fails_is_named(
    clubs: Clubs, function: Callable[..., Any], says: str
) -> None:
    clubs.fill(member=[GOOD])
    with pytest.raises(PluginError, match=says):
        clubs.ask(function)
