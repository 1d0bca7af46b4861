"""The plan: dates, announcements, trainings with attendance, kick-off meetings with records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.access import SYSTEM_ACTOR, Actor
from core.audit.recording import entries
from core.database import reading
from core.errors import NotFound, Refused
from core.instance import Instance
from core.rounds.people.directory import AccountEntry
from core.rounds.people.storing import store_accounts
from core.rounds.planning.announcements import announce, announcements, withdraw_announcement
from core.rounds.planning.dates import dates_of, set_dates
from core.rounds.planning.documents import Document, document_path, keep_document
from core.rounds.planning.kickoffs import kick_offs, record_kick_off
from core.rounds.planning.trainings import (
    expected,
    plan_training,
    record_attendance,
    trainings,
)
from core.rounds.round import Round, load_round

OFFICE = Actor("office", "教师009", "office")
HEAD = Actor("head_s1", "教师001", "head", "s1")


def opened(instance: Instance) -> Round:
    with reading(instance.engine) as connection:
        return load_round(connection)


def verbs(instance: Instance) -> list[str]:
    with reading(instance.engine) as connection:
        return [link.verb for link in entries(connection)]


def test_the_day_of_a_time_point_counts_everywhere(instance: Instance) -> None:
    period = next(one.period for one in dates_of(opened(instance)) if one.day is not None)
    set_dates(instance, OFFICE, opened(instance), {period: date(2025, 9, 5)},
              {period: date(2025, 9, 20)})  # fmt: skip
    round = opened(instance)
    assert round.calendar.span(period).end == date(2025, 9, 5)
    assert "2025-09-05" in round.calendar.caption(period)
    assert round.due(period) == date(2025, 9, 20)
    set_dates(instance, OFFICE, round, {}, {period: date(2025, 9, 20)})
    assert verbs(instance) == ["dates_set"], "what changes nothing is not written down"


def test_dates_that_cannot_be_are_refused(instance: Instance) -> None:
    round = opened(instance)
    period = next(one.period for one in dates_of(round) if one.day is not None)
    with pytest.raises(Refused, match="早于统计时点"):
        set_dates(instance, OFFICE, round, {period: date(2025, 9, 5)},
                  {period: date(2025, 9, 1)})  # fmt: skip
    with pytest.raises(NotFound, match="没有期间"):
        set_dates(instance, OFFICE, round, {"point:13-01": date(2025, 9, 5)}, {})
    with pytest.raises(Refused, match="没有这项权限"):
        set_dates(instance, HEAD, round, {}, {period: date(2025, 9, 30)})


def test_an_announcement_stands_until_it_is_withdrawn(instance: Instance) -> None:
    announce(instance, OFFICE, 2025, "填报培训", "8 月 5 日在示例楼。")
    announce(instance, OFFICE, 2025, "系统开放", "今天起可以填报。")
    with reading(instance.engine) as connection:
        found = announcements(connection, 2025)
    assert [one.title for one in found] == ["系统开放", "填报培训"]
    withdraw_announcement(instance, OFFICE, 2025, found[0].id)
    with reading(instance.engine) as connection:
        assert [one.title for one in announcements(connection, 2025)] == ["填报培训"]
    with pytest.raises(NotFound):
        withdraw_announcement(instance, OFFICE, 2025, found[0].id)
    with pytest.raises(Refused, match="标题和内容"):
        announce(instance, OFFICE, 2025, " ", "内容")
    with pytest.raises(Refused, match="没有这项权限"):
        announce(instance, HEAD, 2025, "甲", "乙")


def test_attendance_is_of_those_who_must_attend(instance: Instance) -> None:
    store_accounts(instance, SYSTEM_ACTOR, [
        AccountEntry("c1", "教师001", "collector", "s1"),
        AccountEntry("c2", "教师002", "collector", "s2"),
        AccountEntry("f1", "教师003", "filler", "s1"),
    ])  # fmt: skip
    plan_training(instance, OFFICE, 2025, date(2025, 7, 1), "填报方法", "示例楼 101")
    with reading(instance.engine) as connection:
        (session,) = trainings(connection, 2025)
        assert [one.username for one in expected(connection)] == ["c1", "c2"]
    record_attendance(instance, OFFICE, 2025, session.id, ["c1", "c2"])
    record_attendance(instance, OFFICE, 2025, session.id, ["c2"])
    with reading(instance.engine) as connection:
        assert trainings(connection, 2025)[0].attended == {"c2"}
    with pytest.raises(NotFound, match="f1"):
        record_attendance(instance, OFFICE, 2025, session.id, ["f1"])
    with pytest.raises(NotFound, match="没有这次培训"):
        record_attendance(instance, OFFICE, 2024, session.id, ["c1"])


def test_a_department_records_its_own_meeting(instance: Instance, tmp_path: Path) -> None:
    round, day = opened(instance), date(2025, 7, 10)
    minutes = keep_document(instance.folder, "动员会记录.pdf", b"%PDF-1.7 ...")
    record_kick_off(instance, HEAD, round, "s1", day, 12, "布置任务。", minutes)
    record_kick_off(instance, HEAD, round, "s1", day, 13, "布置任务，更正人数。")
    with reading(instance.engine) as connection:
        found = kick_offs(connection, 2025)
    assert (found["s1"].attended, found["s1"].document) == (13, minutes)
    with pytest.raises(NotFound):
        record_kick_off(instance, HEAD, round, "s2", day, 12, "布置任务。")
    with pytest.raises(Refused, match="还没有召开"):
        record_kick_off(instance, HEAD, round, "s1", date(2025, 8, 5), 12, "布置任务。")
    with pytest.raises(Refused, match="没有这项权限"):
        record_kick_off(instance, OFFICE, round, "s1", day, 12, "布置任务。")


def test_documents_are_kept_once_under_their_digest(tmp_path: Path) -> None:
    one = keep_document(tmp_path, "C:\\资料\\讲义.pptx", b"slides")
    assert one.name == "讲义.pptx"
    assert keep_document(tmp_path, "别的名字.pdf", b"slides").digest == one.digest
    assert document_path(tmp_path, one).read_bytes() == b"slides"
    for name, content in (("病毒.exe", b"x"), ("空.pdf", b"")):
        with pytest.raises(Refused):
            keep_document(tmp_path, name, content)
    with pytest.raises(NotFound):
        document_path(tmp_path, Document("无.pdf", ""))
