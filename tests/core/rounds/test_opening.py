"""An empty college: departments from the owners, an open round, who fills what."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import sqlalchemy as sa

from core.database import reading, writing
from core.definition.definitions import canonical
from core.errors import NotFound, Refused, TianbaoError
from core.instance import Instance
from core.rounds.assignment import assigned, owner_name
from core.rounds.department import Department, all_departments, find_department
from core.rounds.opening import open_round
from core.rounds.round import (
    Round,
    all_rounds,
    frozen_definitions,
    frozen_settings,
    load_round,
)
from core.rounds.user import User, load_actor


def test_there_is_a_department_per_owner(instance: Instance) -> None:
    with reading(instance.engine) as connection:
        names = {d.id: d.name for d in all_departments(connection)}
    assert names == {
        "d01": "示例财务处", "d02": "示例人事处", "d03": "示例保卫处",
        "s1": "示例学院", "s2": "示例艺术学院",
    }


def test_the_round_is_open_with_its_real_dates(instance: Instance) -> None:
    with reading(instance.engine) as connection:
        round = load_round(connection)
    assert (round.year, round.state, round.writable) == (2025, "open", True)
    assert round.opened_at == datetime(2025, 8, 1, 12)
    assert round.calendar.academic_year.start == date(2024, 9, 1)
    assert round.calendar.calendar_year.end == date(2024, 12, 31)
    assert round.plugins == {"sample": "1.0"}


def test_definitions_and_settings_are_frozen(instance: Instance) -> None:
    with reading(instance.engine) as connection:
        round = load_round(connection)
    frozen = frozen_definitions(round)
    assert canonical(frozen) == canonical(instance.registry.definitions.for_year(2025))
    assert frozen_definitions(round) is frozen
    assert frozen_settings(round) == instance.registry.settings


def test_owners_and_fillers_have_their_tasks(instance: Instance) -> None:
    with reading(instance.engine) as connection:
        tasks = assigned(connection, 2025)
    assert tasks["sample.budget"] == ["d01"]
    assert tasks["sample.secret"] == ["d02", "d03"]
    assert tasks["sample.person"] == ["d02", "s1", "s2"]


def test_the_next_round_gives_the_schools_their_tasks(instance: Instance) -> None:
    open_round(instance, 2026)
    with reading(instance.engine) as connection:
        assert assigned(connection, 2026)["sample.person"] == ["d02", "s1", "s2"]
        assert [round.year for round in all_rounds(connection)] == [2026, 2025]
        assert load_round(connection).year == 2026
        assert load_round(connection, 2025).year == 2025
        with pytest.raises(NotFound, match="已有 2026、2025"):
            load_round(connection, 2019)


def test_a_round_is_opened_once(instance: Instance) -> None:
    with pytest.raises(Refused, match="2025 年采集批次已经存在"):
        open_round(instance, 2025)


@pytest.mark.parametrize(
    "text", ["示例学院", " 示例 学院 ", "S1", "示例学院（二级）", "示例学院(二级)"]
)
def test_a_department_is_found_by_what_people_call_it(instance: Instance, text: str) -> None:
    with reading(instance.engine) as connection:
        assert find_department(connection, text).id == "s1"


def test_an_unknown_department_names_the_nearest(instance: Instance) -> None:
    with reading(instance.engine) as connection, pytest.raises(NotFound, match="是不是 示例财务处"):
        find_department(connection, "示例财务部")


@pytest.mark.parametrize(
    ("text", "name"),
    [("教务处 / 学生处", "教务处"), ("后勤处(基建处)", "后勤处"), ("教务处+二级学院", "教务处"),
     ("资产管理处（财务处）", "资产管理处"), ("图书馆", "图书馆")],
)
def test_the_owner_is_the_first_plain_name(text: str, name: str) -> None:
    assert owner_name(text) == name


@pytest.mark.parametrize(
    ("entity", "values"),
    [
        (Round, {"state": "half-open"}),
        (Round, {"academic_end": date(2020, 1, 1)}),
        (Department, {"kind": "palace"}),
        (Department, {"parent": "d01", "id": "d01"}),
    ],
)
def test_the_database_itself_refuses_nonsense(
    instance: Instance, entity: type[Round | Department], values: dict[str, object]
) -> None:
    with pytest.raises(TianbaoError), writing(instance.engine) as connection:
        connection.execute(sa.update(entity).values(**values))


def add_user(instance: Instance, **values: object) -> None:
    account = {"name": "示例人员", "password_hash": "", "staff_no": "", "active": True}
    with writing(instance.engine) as connection:
        connection.execute(sa.insert(User).values(**account | values))


def test_an_account_becomes_an_actor(instance: Instance) -> None:
    add_user(instance, username="a1", role="filler", department_id="s1")
    with reading(instance.engine) as connection:
        actor = load_actor(connection, "a1")
    assert (actor.role, actor.department_id, actor.department) == ("filler", "s1", "示例学院")


def test_a_vice_president_is_in_charge_of_departments(instance: Instance) -> None:
    add_user(instance, username="v1", role="vice_president", department_id=None)
    with writing(instance.engine) as connection:
        connection.execute(
            sa.update(Department)
            .where(Department.id.in_(["d01", "d02"]))
            .values(vice_president="v1")
        )
        assert load_actor(connection, "v1").in_charge == {"d01", "d02"}


def test_a_closed_account_is_no_actor(instance: Instance) -> None:
    add_user(instance, username="z1", role="filler", department_id="s1", active=False)
    with reading(instance.engine) as connection:
        for username in ("z1", "nobody"):
            with pytest.raises(NotFound):
                load_actor(connection, username)
