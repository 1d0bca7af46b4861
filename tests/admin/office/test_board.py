"""The board: where every department is with every table."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from core.database import writing
from core.rounds.assignment import Assignment
from tests.admin.reviewing.playing import OWN, Course


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", page))


@pytest.fixture
def course(sqlite_site: Any) -> Course:
    return Course(sqlite_site)


def test_every_submission_is_counted_by_where_it_is(site: Any) -> None:
    course = Course(site)
    page = course.by("office").get("/board/").text
    assert "5 份报送，已通过 0 份" in page
    assert "填报中 2 未开始 3" in text(page)
    course.until("sign")
    assert "等办公室审核 1" in text(course.by("office").get("/board/").text)
    course.step("office", "accept")
    page = course.by("office").get("/board/").text
    assert "5 份报送，已通过 1 份" in page
    assert "1/1" in page


def test_a_missed_day_is_told(course: Course) -> None:
    with writing(course.site.instance.engine) as connection:
        connection.execute(
            sa.update(Assignment).where(Assignment.department_id == course.site.departments[OWN])
            .values(due=date(2025, 7, 30))
        )
    page = course.by("office").get("/board/").text
    assert "1 份逾期" in page
    assert "逾期 2 天" in page
    course.post("filler", "submit")
    assert "逾期 2 天" not in course.by("office").get("/board/").text


def test_it_is_filtered_by_department_category_and_state(course: Course) -> None:
    lines = course.by("office").get(f"/board/?department={course.site.departments[OWN]}").text
    assert "1 份</small>" in lines
    nothing = course.by("office").get("/board/?phase=accepted").text
    assert "没有符合条件的报送" in nothing
    assert "没有符合条件的报送" in course.by("office").get("/board/?category=nosuch").text


def test_who_leads_sees_how_far_it_is_but_no_way_to_the_rows(course: Course) -> None:
    for role in ("leader", "secretary"):
        page = course.by(role).get("/board/").text
        assert "示例人员" in page
        assert "/review/" not in page
    assert "/review/" in course.by("auditor").get("/board/").text
