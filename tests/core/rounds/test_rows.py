"""Typed rows: read by the kinds, guarded by versions, scoped by department."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from core.access import SYSTEM_ACTOR, Actor, visible_rows
from core.checks.row_rules import Found
from core.database import reading, writing
from core.errors import Conflict, NotFound, Refused
from core.instance import Instance
from core.rounds.round import Round, load_round
from core.rounds.rows import Place, delete_row, save_row
from core.rounds.stored_rows import StoredRow, load_row, load_rows

ANNE = {
    "staff_no": "0012", "since_day": "2020-9-1", "name": "教师001", "colour": "红",
    "skills": "琴、画", "pay": "12.5", "lessons": "320",
}


def actor(department: str) -> Actor:
    return Actor(f"filler_{department}", "填报人001", "filler", department)


def place(instance: Instance, department: str = "s1", table: str = "sample.person") -> Place:
    with reading(instance.engine) as connection:
        round = load_round(connection)
    return Place(round, instance.registry.definitions.table(table), department)


def stored(instance: Instance, row_id: str, who: Actor = SYSTEM_ACTOR) -> StoredRow:
    table = instance.registry.definitions.table("sample.person")
    with reading(instance.engine) as connection:
        return load_row(connection, instance.models, table, 2025, who, row_id)


def save(instance: Instance, department: str = "s1", **changed: str) -> str:
    saved = save_row(instance, actor(department), place(instance, department), ANNE | changed)
    assert saved.row_id is not None, saved.findings
    return saved.row_id


def test_a_row_comes_back_as_it_was_meant(instance: Instance) -> None:
    row = stored(instance, save(instance))
    assert row.values["since_day"] == date(2020, 9, 1)
    assert row.values["pay"] == Decimal("12.5")
    assert row.values["skills"] == ("琴", "画")
    assert row.values["unit"] is None
    assert (row.key, row.version, row.origin) == ('["0012","2020-09-01"]', 1, "typed")
    assert (row.author, row.department) == ("filler_s1", "s1")


def test_an_unreadable_value_rejects_the_row(instance: Instance) -> None:
    saved = save_row(instance, actor("s1"), place(instance), ANNE | {"pay": "很多"})
    assert saved.row_id is None
    assert [found.field for found in saved.findings] == ["pay"]


def test_a_row_without_any_key_is_rejected(instance: Instance) -> None:
    values = ANNE | {"staff_no": "", "since_day": ""}
    saved = save_row(instance, actor("s1"), place(instance), values)
    assert saved.row_id is None
    assert saved.findings[-1].code == "KEY-BLANK"


def test_the_same_key_twice_in_a_department_is_rejected(instance: Instance) -> None:
    save(instance)
    again = save_row(instance, actor("s1"), place(instance), ANNE)
    assert again.row_id is None
    assert again.findings[-1].code == "KEY-TWICE"
    save(instance, "s2")


def test_a_blank_part_of_the_key_is_a_value_of_its_own(instance: Instance) -> None:
    save(instance)
    row = stored(instance, save(instance, since_day=""))
    assert row.key == '["0012",""]'


def test_a_one_row_table_holds_one_row(instance: Instance) -> None:
    where = place(instance, "d01", "sample.budget")
    assert save_row(instance, actor("d01"), where, {"income": "3"}).row_id
    again = save_row(instance, actor("d01"), where, {"income": "4"})
    assert "只填一行" in again.findings[-1].message


def test_a_change_needs_the_version_that_was_seen(instance: Instance) -> None:
    row_id = save(instance)
    changed = ANNE | {"skills": "棋", "name": "教师002"}
    saved = save_row(
        instance, actor("s1"), place(instance), changed, row_id=row_id, version=1, remark="更名"
    )
    assert saved.version == 2
    with pytest.raises(Conflict, match="filler_s1"):
        save_row(instance, actor("s1"), place(instance), ANNE, row_id=row_id, version=1)
    row = stored(instance, row_id)
    assert (row.values["name"], row.values["skills"], row.remark) == ("教师002", ("棋",), "更名")


@pytest.mark.parametrize("department", ["s2", "d02"])
def test_a_foreign_row_is_as_if_absent(instance: Instance, department: str) -> None:
    row_id = save(instance)
    where = place(instance, department)
    with pytest.raises(NotFound):
        save_row(instance, actor(department), where, ANNE, row_id=row_id, version=1)
    with pytest.raises(NotFound):
        delete_row(instance, actor(department), where, row_id, 1)
    with pytest.raises(NotFound):
        save_row(instance, actor(department), place(instance, "s1"), ANNE)
    with pytest.raises(NotFound):
        stored(instance, row_id, actor(department))
    assert stored(instance, row_id).version == 1


def test_unknown_columns_are_refused_by_name(instance: Instance) -> None:
    with pytest.raises(Refused, match="row_department"):
        save_row(instance, actor("s1"), place(instance), ANNE | {"row_department": "s2"})


def test_only_assigned_departments_fill_a_table(instance: Instance) -> None:
    with pytest.raises(Refused, match="没有填报"):
        save_row(instance, actor("s1"), place(instance, "s1", "sample.budget"), {"income": "3"})


def test_rows_change_only_while_the_round_is_open(instance: Instance) -> None:
    with writing(instance.engine) as connection:
        connection.execute(sa.update(Round).values(state="sealed"))
        sealed = replace(place(instance), round=load_round(connection, 2025))
    with pytest.raises(Refused, match="不在填报阶段"):
        save_row(instance, actor("s1"), sealed, ANNE)


def test_deleting_takes_the_links_along(instance: Instance) -> None:
    row_id = save(instance)
    with pytest.raises(Conflict):
        delete_row(instance, actor("s1"), place(instance), row_id, 7)
    delete_row(instance, actor("s1"), place(instance), row_id, 1)
    link = instance.models.links("sample.person")["skills"]
    with reading(instance.engine) as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(link)) == 0


def test_computed_fields_are_filled_in_before_storing(instance: Instance) -> None:
    note = Found("lessons", "COMPUTED-DIFFERS", "warning", "由系统计算")
    row_id = save_row(
        instance, actor("s1"), place(instance), ANNE,
        compute=lambda row: ([*row[:-1], 99], [note]),
    )
    assert row_id.findings == (note,)
    assert stored(instance, str(row_id.row_id)).values["lessons"] == 99


def test_many_rows_are_loaded_in_the_order_of_the_query(instance: Instance) -> None:
    for number in range(3):
        save(instance, staff_no=f"00{number}", skills="琴" if number else "")
    save(instance, "s2")
    table = instance.registry.definitions.table("sample.person")
    rows = instance.models.rows(table.id)
    query = visible_rows(instance.models, table.id, 2025, actor("s1")).order_by(
        rows.c.row_key.desc()
    )
    with reading(instance.engine) as connection:
        found = load_rows(connection, instance.models, table, query)
    assert [row.values["staff_no"] for row in found] == ["002", "001", "000"]
    assert [row.values["skills"] for row in found] == [("琴",), ("琴",), None]
