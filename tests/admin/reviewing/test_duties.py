"""The first page tells each person what the review asks of him now."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from core.database import writing
from core.rounds.assignment import Assignment
from tests.admin.reviewing.playing import Course


def home(course: Course, role: str) -> str:
    return str(course.by(role).get("/").text)


@pytest.mark.parametrize(("verb", "role", "step"), [
    ("submit", "collector", "核查"), ("check", "head", "签字"),
    ("head_sign", "vice_president", "签字"), ("sign", "office", "审核"),
])  # fmt: skip
def test_whose_turn_it_is_reads_it_first(
    course: Course, verb: str, role: str, step: str
) -> None:
    assert 'id="duties"' not in home(course, role)
    course.until(verb)
    page = home(course, role)
    assert f"<h1>有 1 份报送等您{step}</h1>" in page
    assert f'href="{course.address}/"' in page
    assert 'id="duties"' not in home(course, "filler")


def test_what_was_returned_comes_first(course: Course) -> None:
    course.until("submit")
    course.post("collector", "remarks", kind="form", text="请补全")
    course.post("collector", "return")
    page = home(course, "filler")
    assert "<h1>有 1 张表被退回，1 条意见要改正或答复</h1>" in page
    assert 'href="/tables/sample/person/#remarks"' in page


def test_what_was_given_out_of_hand_is_not_to_do(course: Course) -> None:
    course.until("submit")
    page = home(course, "filler")
    assert "<h1>您的表都已交出，现在没有要做的</h1>" in page
    assert "已提交，等信息采集管理员核查" in page
    assert "检查并提交" not in page


def test_the_last_day_and_a_missed_one_are_told(course: Course) -> None:
    for day, said in ((date(2025, 8, 4), "还有 3 天"), (date(2025, 7, 30), "逾期 2 天")):
        with writing(course.site.instance.engine) as connection:
            connection.execute(sa.update(Assignment).values(due=day))
        assert said in home(course, "filler")


def test_who_leads_reads_how_far_the_college_is(course: Course) -> None:
    for role in ("leader", "secretary", "auditor", "office"):
        page = home(course, role)
        assert "5 份报送，已通过 0 份" in page
        assert 'href="/board/?phase=filling#list"' in page
    administrator = home(course, "administrator")
    assert "5 份报送" not in administrator
