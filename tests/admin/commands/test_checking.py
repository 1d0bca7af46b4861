"""``tianbao check``: the stored rows once more."""

from __future__ import annotations

from typing import Any

import pytest


def test_an_empty_college_has_nothing_wrong(tianbao: Any) -> None:
    found = tianbao.json("check")
    assert (found["errors"], found["warnings"], found["issues"]) == (0, 0, [])


@pytest.fixture
def award(tianbao: Any, awards: Any, good: str) -> None:
    """One award of a teacher who is in no table."""
    assert tianbao("import", "faculty.award", awards(good), "--department", "人事处").exit_code == 1


@pytest.mark.usefixtures("award")
def test_issues_are_listed_with_what_ran(tianbao: Any) -> None:
    found = tianbao.json("check", "faculty.award", code=1)
    assert found["errors"] == 1
    assert {"code": "REF", "rows": 1} in found["ran"]
    issue = found["issues"][0]
    assert (issue["table"], issue["department"], issue["field"], issue["code"]) == (
        "faculty.award", "人事处", "staff_no", "REF",
    )


@pytest.mark.usefixtures("award")
def test_only_the_department_asked_for_is_checked(tianbao: Any) -> None:
    assert tianbao.json("check", "--department", "财务处")["errors"] == 0
    assert tianbao.json("check", "--department", "人事处", code=1)["errors"] == 1


@pytest.mark.usefixtures("award")
def test_people_see_only_what_is_theirs(tianbao: Any) -> None:
    tianbao("user", "add", "money", "--name", "教师001", "--role", "head", "--department", "财务处")
    assert tianbao.json("check", "--as", "money")["errors"] == 0
    tianbao("user", "add", "boss", "--name", "教师002", "--role", "leader")
    assert tianbao("check", "--as", "boss").exit_code == 2
