"""Issues stored so that two runs can be compared: new, still there, gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
import sqlalchemy as sa

from core.checks.issues import (
    Issue,
    IssueChange,
    Scope,
    StoredIssue,
    open_issues,
    store_issues,
)
from tests.core.checks.conftest import Clubs

FIRST, SECOND, THIRD = (datetime(2025, 9, day) for day in (1, 2, 3))
ONE = Issue(
    table="club.member", department="s1", code="T-1", severity="error", message="错了。",
    row_id="r1", row_key='["M1"]', field="name", value="学生001",
)
OTHER = replace(ONE, row_id="r2", row_key='["M2"]', severity="warning")
WHOLE = Issue(table="club.member", department="", code="T-2", severity="hint", message="偏少。")
ALL = Scope(2025, ("club.member",))
MINE = Scope(2025, ("club.member",), "s1")


def store(clubs: Clubs, *issues: Issue, scope: Scope = ALL, at: datetime = FIRST) -> IssueChange:
    return store_issues(clubs.connection, scope, issues, at)


def test_what_is_found_first_is_new_and_read_back_as_it_was(clubs: Clubs) -> None:
    assert store(clubs, OTHER, WHOLE, ONE) == IssueChange(new=3, still=0, gone=0)
    assert open_issues(clubs.connection, ALL) == [ONE, OTHER, WHOLE]


def test_the_next_run_tells_what_is_new_still_there_and_gone(clubs: Clubs) -> None:
    store(clubs, ONE, OTHER)
    assert store(clubs, OTHER, WHOLE, at=SECOND) == IssueChange(new=1, still=1, gone=1)
    assert open_issues(clubs.connection, ALL) == [OTHER, WHOLE]


@pytest.mark.parametrize("change", [
    {"message": "仍然错。"}, {"value": "学生002"}, {"severity": "warning"}, {"row_id": "r9"},
])
def test_an_issue_stays_itself_when_its_words_value_or_row_change(
    clubs: Clubs, change: dict[str, str]
) -> None:
    store(clubs, ONE)
    changed = replace(ONE, **change)
    assert store(clubs, changed, at=SECOND) == IssueChange(0, 1, 0)
    assert open_issues(clubs.connection, ALL) == [changed]


@pytest.mark.parametrize("change", [
    {"row_key": '["M9"]'}, {"field": "club"}, {"code": "T-9"}, {"department": "s2"},
])
def test_another_place_or_rule_is_another_issue(clubs: Clubs, change: dict[str, str]) -> None:
    store(clubs, ONE)
    assert store(clubs, replace(ONE, **change), at=SECOND) == IssueChange(1, 0, 1)


def test_one_that_comes_back_is_new_again_and_both_stay_on_record(clubs: Clubs) -> None:
    store(clubs, ONE)
    store(clubs, at=SECOND)
    assert store(clubs, ONE, at=THIRD) == IssueChange(1, 0, 0)
    query = sa.select(StoredIssue.first_seen, StoredIssue.gone).order_by(StoredIssue.first_seen)
    rows = [tuple(row) for row in clubs.connection.execute(query)]
    assert rows == [(FIRST, SECOND), (THIRD, None)]


def test_a_run_of_one_department_leaves_the_others_alone(clubs: Clubs) -> None:
    theirs = replace(ONE, department="s2")
    store(clubs, ONE, theirs, WHOLE)
    assert store(clubs, WHOLE, scope=MINE) == IssueChange(0, 1, 1)
    assert open_issues(clubs.connection, ALL) == [theirs, WHOLE]
    assert open_issues(clubs.connection, MINE) == [WHOLE]


@pytest.mark.parametrize("other", [
    Scope(2024, ("club.member",)), Scope(2025, ("club.group",)), Scope(2025, ()),
])
def test_another_year_or_table_is_another_scope(clubs: Clubs, other: Scope) -> None:
    store(clubs, ONE)
    assert store(clubs, scope=other) == IssueChange(0, 0, 0)
    assert open_issues(clubs.connection, other) == []
    assert open_issues(clubs.connection, ALL) == [ONE]


def test_the_same_issue_found_twice_counts_once(clubs: Clubs) -> None:
    assert store(clubs, ONE, replace(ONE, message="又错。")) == IssueChange(1, 0, 0)
