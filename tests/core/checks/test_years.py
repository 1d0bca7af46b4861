"""Comparing with the year before by definition alone: units, changes, rows, copies."""

from __future__ import annotations

import pytest

from tests.core.checks.conftest import Clubs, Rows, told


def codes(clubs: Clubs, name: str) -> list[tuple[str, str]]:
    return [(issue.code, issue.field) for issue in clubs.run_data(name).issues]


@pytest.mark.parametrize(("last", "now", "found"), [
    ({"income": "100"}, {"income": "120"}, []),
    ({"income": "100"}, {"income": "120.01"}, [("VARIANCE", "income")]),
    ({"income": "100"}, {"income": "79.99"}, [("VARIANCE", "income")]),
    ({"income": "100"}, {"income": "1000000"}, [("UNIT", "income")]),
    ({"income": "1000000"}, {"income": "100"}, [("UNIT", "income")]),
    ({"people": "100"}, {"people": "1000000"}, [("VARIANCE", "people")]),
    ({"income": "0"}, {"income": "100"}, []),
    ({}, {"income": "100"}, []),
    ({"income": "-1"}, {"income": "100"}, []),
    ({"spent": "1"}, {"spent": "100"}, []),
])
def test_a_total_that_changes_more_than_its_field_allows(
    clubs: Clubs, last: dict[str, str], now: dict[str, str], found: list[tuple[str, str]]
) -> None:
    clubs.fill_last(account=[last]).fill(account=[now])
    assert codes(clubs, "account") == found


def test_what_is_said_of_a_change(clubs: Clubs) -> None:
    clubs.fill_last(account=[{"income": "100", "people": "10"}])
    clubs.fill(account=[{"income": "150", "people": "20"}])
    assert [issue.message for issue in clubs.run_data("account").issues] == [
        "“经费收入”今年 150万元，上年 100万元，变动超过 20%；属实的请说明原因。",
        "“成员总数”今年 20，上年 10，变动超过 30%；属实的请说明原因。",
    ]


def groups(number: int) -> Rows:
    return [{"code": f"G{n}"} for n in range(number)]


@pytest.mark.parametrize(("last", "now", "wrong"), [
    (4, 2, False), (4, 1, True), (4, 8, False), (4, 9, True),
])
def test_far_fewer_or_more_rows_than_last_year(
    clubs: Clubs, last: int, now: int, wrong: bool
) -> None:
    clubs.fill_last(group=groups(last)).fill(group=groups(now))
    said = f"今年 {now} 行，上年 {last} 行，增减较多；请核对是否漏报或重复，属实的请说明原因。"
    assert told(clubs.run_data("group"), "ROW-COUNT") == ([("", "", said)] if wrong else [])


EVENT = {"club": "G1", "day": "2025-1-1", "visitors": "10", "cost": "100"}


@pytest.mark.parametrize(("visitors", "wrong"), [("10", True), ("11", False)])
def test_events_copied_from_last_year(clubs: Clubs, visitors: str, wrong: bool) -> None:
    """Five cells a row: with one changed, 80 per cent are the same, which the setting allows."""
    clubs.fill_last(event=[EVENT]).fill(event=[EVENT | {"visitors": visitors}])
    assert [said for _, _, said in told(clubs.run_data("event"), "COPIED")] == (
        ["与上年相同的单元格占 100%；请核对是否照抄了上年数据，属实的请说明原因。"] if wrong else []
    )


def test_what_is_kept_from_year_to_year_may_stay_the_same(clubs: Clubs) -> None:
    clubs.fill_last(group=groups(3)).fill(group=groups(3))
    run = clubs.run_data("group")
    assert "COPIED" not in dict(run.ran)
    assert run.issues == []


def test_the_first_year_is_compared_with_nothing(clubs: Clubs) -> None:
    clubs.fill(account=[{"income": "100"}])
    assert clubs.without_last_year().run_data("account").ran == []
