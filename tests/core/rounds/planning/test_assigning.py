"""Tasks: given, changed, taken away, and handed over with everything that was filled."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from core.access import SYSTEM_ACTOR, Actor
from core.audit.verification import verify
from core.database import reading
from core.errors import NotFound, Refused
from core.instance import Instance
from core.rounds.people.directory import AccountEntry
from core.rounds.people.storing import store_accounts
from core.rounds.planning.assigning import assign, reassign, unassign
from core.rounds.planning.tasks import Filler, Task, last_day, tasks
from core.rounds.round import Round, frozen_definitions, load_round
from core.rounds.rows import Place, save_row

OFFICE = Actor("office", "教师009", "office")
PERSON = "sample.person"
ANNE = {"staff_no": "0012", "since_day": "2020-9-1", "name": "教师001", "colour": "红"}
BEN = {"staff_no": "0013", "since_day": "2021-9-1", "name": "教师002", "pay": "12.5"}


def opened(instance: Instance) -> Round:
    with reading(instance.engine) as connection:
        return load_round(connection)


def task(instance: Instance, table: str, department: str) -> Task | None:
    with reading(instance.engine) as connection:
        every = tasks(connection, 2025)
    return next((one for one in every if one[:2] == (table, department)), None)


def fill(instance: Instance, department: str, values: dict[str, str]) -> None:
    round = opened(instance)
    place = Place(round, frozen_definitions(round).table(PERSON), department)
    saved = save_row(instance, Actor("f", "教师001", "filler", department), place, values)
    assert saved.row_id, saved.findings


def departments_of_rows(instance: Instance) -> list[str]:
    rows = instance.models.rows(PERSON)
    with reading(instance.engine) as connection:
        return list(connection.scalars(sa.select(rows.c.row_department)))


@pytest.fixture
def people(instance: Instance) -> Instance:
    """The college with a collector and fillers."""
    store_accounts(instance, SYSTEM_ACTOR, [
        AccountEntry("c1", "教师001", "collector", "s1"),
        AccountEntry("f1", "教师002", "filler", "s1", "T2"),
        AccountEntry("f2", "教师003", "filler", "s2", "T3"),
        AccountEntry("f3", "教师004", "filler", "s2"),
    ])  # fmt: skip
    return instance


def test_a_task_says_who_answers_who_fills_and_by_when(people: Instance) -> None:
    round = opened(people)
    given = Task(
        PERSON, "s1", "c1", date(2025, 8, 20), (Filler("f1"), Filler("f2", own_rows=True))
    )
    assign(people, OFFICE, round, given)
    assert task(people, PERSON, "s1") == given
    assert last_day(round, given) == date(2025, 8, 20)
    assert last_day(round, Task(PERSON, "s1")) is not None
    assign(people, OFFICE, round, Task(PERSON, "d02"))
    assert task(people, PERSON, "d02") == Task(PERSON, "d02")


@pytest.mark.parametrize("given, said", [
    (Task("sample.persn", "s1"), "没有数据表"),
    (Task(PERSON, "nowhere"), "没有部门"),
    (Task(PERSON, "s1", "f1"), "不是“示例学院”的信息采集管理员"),
    (Task(PERSON, "s1", fillers=(Filler("f2"),)), "不是“示例学院”的填报人"),
    (Task(PERSON, "s1", fillers=(Filler("f3", own_rows=True),)), "没有教工号"),
    (Task(PERSON, "s1", "ghost"), "没有可用的账号"),
])
def test_a_task_that_cannot_be_is_refused(people: Instance, given: Task, said: str) -> None:
    with pytest.raises((Refused, NotFound), match=said):
        assign(people, OFFICE, opened(people), given)


def test_only_the_office_gives_tasks(instance: Instance) -> None:
    for role in ("filler", "head", "administrator", "auditor"):
        with pytest.raises(Refused, match="没有这项权限"):
            assign(instance, Actor("x", "教师001", role, "s1"), opened(instance),
                   Task(PERSON, "d02"))  # fmt: skip


def test_a_task_with_rows_is_not_taken_away(instance: Instance) -> None:
    fill(instance, "s1", ANNE)
    with pytest.raises(Refused, match="已填 1 行"):
        unassign(instance, OFFICE, opened(instance), PERSON, "s1")
    unassign(instance, OFFICE, opened(instance), PERSON, "s2")
    assert task(instance, PERSON, "s2") is None
    with pytest.raises(NotFound):
        unassign(instance, OFFICE, opened(instance), PERSON, "s2")


def test_a_task_is_handed_over_with_its_rows(instance: Instance) -> None:
    fill(instance, "s1", ANNE)
    fill(instance, "s2", BEN)
    said = reassign(instance, OFFICE, opened(instance), PERSON, "s1", "s2")
    assert "1 行都保留" in said
    assert "由示例艺术学院负责" in said
    assert departments_of_rows(instance) == ["s2", "s2"]
    assert task(instance, PERSON, "s1") is None
    with pytest.raises(Refused, match="没有填报"):
        fill(instance, "s1", {**ANNE, "staff_no": "0099"})
    assert verify(instance).breaks == ()


def test_rows_about_the_same_are_not_merged_in_silence(instance: Instance) -> None:
    fill(instance, "s1", ANNE)
    fill(instance, "s2", ANNE)
    with pytest.raises(Refused, match="1 行填的是同一项"):
        reassign(instance, OFFICE, opened(instance), PERSON, "s1", "s2")
    assert sorted(departments_of_rows(instance)) == ["s1", "s2"]


def test_where_fillers_are_named_only_they_type(people: Instance) -> None:
    round = opened(people)
    assign(people, OFFICE, round, Task(PERSON, "s1", fillers=(Filler("f1"),)))
    place = Place(round, frozen_definitions(round).table(PERSON), "s1")
    with pytest.raises(Refused, match="已指定填报人"):
        save_row(people, Actor("other", "教师008", "filler", "s1"), place, ANNE)
    filler = Actor("f1", "教师002", "filler", "s1")
    for named in (filler, Actor("c1", "教师001", "collector", "s1")):
        values = {**ANNE, "staff_no": f"0{len(named.role)}"}
        assert save_row(people, named, place, values).row_id
