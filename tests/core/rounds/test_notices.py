"""Notices and last days: who is told what when, each once, by the calendar of the college."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from core.access import SYSTEM_ACTOR
from core.audit.recording import entries
from core.database import reading, writing
from core.errors import NotFound, Refused
from core.instance import Instance
from core.rounds.assignment import Assignment
from core.rounds.deadlines import dues, extend, remind
from core.rounds.department import Department
from core.rounds.notices import mark_read, notices, unread
from core.rounds.remarks import NewRemark
from core.rounds.user import User
from tests.core.rounds.reviewing import ANNE, IN_CHARGE, Review, person

LAST_DAY = date(2025, 8, 31)


@pytest.fixture
def review(instance: Instance) -> Review:
    """A row of s1, whose people have accounts, and a last day for it."""
    review = Review(instance)
    accounts = [(role, f"{role}_s1", "s1") for role in ("filler", "collector", "head")]
    accounts += [(IN_CHARGE, IN_CHARGE, None), ("office", "office", None),
                 ("administrator", "keeper", None), ("filler", "filler_s2", "s2")]  # fmt: skip
    with writing(instance.engine) as connection:
        for role, username, department in accounts:
            connection.execute(sa.insert(User).values(
                username=username, name="教师001", password_hash="", role=role, active=True,
                department_id=department, staff_no="",
            ))  # fmt: skip
        connection.execute(
            sa.update(Department).where(Department.id == "s1").values(vice_president=IN_CHARGE)
        )
        connection.execute(
            sa.update(Assignment).where(Assignment.department_id == "s1").values(due=LAST_DAY)
        )
        connection.execute(
            sa.update(Assignment).where(Assignment.department_id != "s1")
            .values(due=date(2026, 1, 31))
        )
    review.save(ANNE)
    return review


def told(review: Review, username: str) -> list[str]:
    with reading(review.instance.engine) as connection:
        return [one.text for one in notices(connection, username)]


def at(review: Review, day: int, hour: int = 4, month: int = 8) -> Review:
    moment = datetime(2025, month, day, hour, tzinfo=UTC)
    return Review(replace(review.instance, clock=lambda: moment))


def test_whose_turn_it_is_is_told(review: Review) -> None:
    review.act("submit")
    assert told(review, "collector_s1") == ["示例学院的“示例人员”等您办理：核查通过"]
    review.act("check")
    review.act("head_sign")
    assert [len(told(review, name)) for name in ("head_s1", IN_CHARGE, "office")] == [1, 1, 0]
    review.act("sign")
    review.back(person("office"), NewRemark("form", "请核对"))
    assert told(review, "filler_s1") == ["示例学院的“示例人员”被退回，请按退回意见改正或答复后重新提交"]  # noqa: E501
    assert told(review, "filler_s2") == []
    review.save(ANNE | {"colour": "绿"}, row=0)
    review.until("accept")
    assert told(review, "filler_s1")[0] == "示例学院的“示例人员”已由办公室通过"


def test_what_is_refused_tells_nobody(review: Review) -> None:
    with pytest.raises(Refused):
        review.act("submit", person("auditor"))
    assert told(review, "collector_s1") == []


def test_a_step_that_is_nobodys_is_told_to_the_administrator(review: Review) -> None:
    with writing(review.instance.engine) as connection:
        connection.execute(sa.update(Department).values(vice_president=None))
    review.until("head_sign")
    assert told(review, "keeper") == [
        "示例学院的“示例人员”下一步是分管校领导签字，但没有可以办理的账号，请设置"
    ]


def test_people_are_reminded_once_a_day(review: Review) -> None:
    assert remind(at(review, 23).instance, SYSTEM_ACTOR, review.place.round) == []
    first = remind(at(review, 24).instance, SYSTEM_ACTOR, review.place.round)
    assert [tuple(one) for one in first] == [("collector_s1", 1, 0), ("filler_s1", 1, 0)]
    assert remind(at(review, 24, 6).instance, SYSTEM_ACTOR, review.place.round) == []
    assert told(review, "filler_s1") == ["1 张表即将到期：“示例人员”（2025-08-31）"]
    late = remind(at(review, 1, month=9).instance, SYSTEM_ACTOR, review.place.round)
    assert [one.overdue for one in late] == [1, 1]
    review.act("submit")
    assert remind(at(review, 2, month=9).instance, SYSTEM_ACTOR, review.place.round) == []
    with pytest.raises(Refused):
        remind(review.instance, person("filler"), review.place.round)


@pytest.mark.parametrize("hour, late", [(15, False), (16, True)])
def test_the_last_day_ends_at_midnight_of_the_college(
    review: Review, hour: int, late: bool
) -> None:
    at(review, 31, hour).act("submit")
    with reading(review.instance.engine) as connection:
        (one,) = [d for d in dues(connection, review.place.round, date(2025, 12, 1))
                  if d.task.department == "s1" and d.task.table == review.table]  # fmt: skip
    assert (one.late, one.overdue, one.submitted) == (late, False, True)


def test_an_extension_needs_a_reason_and_a_later_day(review: Review) -> None:
    round, instance = review.place.round, review.instance
    office, later = person("office"), date(2025, 9, 10)
    for day, reason, words in ((LAST_DAY, "系统故障", "晚于"), (later, " ", "原因")):
        with pytest.raises(Refused, match=words):
            extend(instance, office, round, review.table, "s1", day, reason)
    with pytest.raises(NotFound):
        extend(instance, office, round, "sample.unit", "s1", later, "系统故障")
    with pytest.raises(Refused, match="没有这项权限"):
        extend(instance, person("head"), round, review.table, "s1", later, "系统故障")
    extend(instance, office, round, review.table, "s1", later, "系统故障")
    with reading(instance.engine) as connection:
        days = {(d.task.table, d.task.department): d.day for d in dues(connection, round, later)}
        assert days[review.table, "s1"] == later
        *_, last = entries(connection)
    assert '"from":"2025-08-31"' in last.detail and "系统故障" in last.detail


def test_late_stays_late_and_a_return_does_not_make_it_so(review: Review) -> None:
    at(review, 30).act("submit")
    review.back(person("collector"), NewRemark("form", "请核对"))
    with reading(review.instance.engine) as connection:
        (one,) = [d for d in dues(connection, review.place.round, date(2025, 9, 2))
                  if d.task.department == "s1" and d.task.table == review.table]  # fmt: skip
    assert (one.late, one.overdue, one.days) == (False, True, -2)


def test_only_ones_own_notices_are_marked_as_read(review: Review) -> None:
    review.act("submit")
    with reading(review.instance.engine) as connection:
        (one,) = notices(connection, "collector_s1")
        assert unread(connection, "collector_s1") == 1
    with pytest.raises(NotFound):
        mark_read(review.instance, person("filler"), [one.id])
    mark_read(review.instance, person("collector"), [one.id])
    with reading(review.instance.engine) as connection:
        assert unread(connection, "collector_s1") == 0
