"""People are told on the first page whose turn it is, what came back and what is due."""

from __future__ import annotations

import re
from datetime import date

import sqlalchemy as sa

from core.database import writing
from core.rounds.assignment import Assignment
from tests.admin.reviewing.playing import Course


def test_whose_turn_it_is_is_told_until_it_was_read(course: Course) -> None:
    course.until("submit")
    collector = course.by("collector")
    page = collector.get("/").text
    assert "等您办理：核查通过" in page
    found = re.search(r'name="id" value="(\d+)"', page)
    assert found
    assert course.by("head").post("/notices/read", {"id": found[1]}).status_code == 404
    assert collector.post("/notices/read", {"id": found[1]}).status_code == 302
    assert 'id="notices"' not in collector.get("/").text
    assert "等您办理：核查通过" in collector.get("/notices/").text


def test_the_office_reminds_once_a_day(course: Course) -> None:
    with writing(course.site.instance.engine) as connection:
        connection.execute(sa.update(Assignment).values(due=date(2025, 7, 30)))
    office = course.by("office")
    assert "已提醒" in office.post("/board/remind", follow_redirects=True).text
    assert "1 张表已过期限" in course.by("filler").get("/").text
    again = office.post("/board/remind", follow_redirects=True).text
    assert "今天该提醒的都已提醒过" in again
