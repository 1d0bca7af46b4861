"""Departments and accounts: what is refused, what is stored, and what is written down."""

from __future__ import annotations

import pytest

from core.access import SYSTEM_ACTOR, Actor
from core.audit.recording import entries
from core.database import reading
from core.errors import Conflict, Refused
from core.instance import Instance
from core.rounds.people.directory import (
    AccountEntry,
    DepartmentEntry,
    Directory,
    load_directory,
    mark_of,
)
from core.rounds.people.storing import Unfit, store_accounts, store_departments
from core.rounds.user import load_actor

BOSS = AccountEntry("boss", "教师001", "administrator")
LEADER = AccountEntry("leader1", "教师002", "vice_president")
FILLER = AccountEntry("filler1", "教师003", "filler", "s1", "T003")


def there(instance: Instance) -> Directory:
    with reading(instance.engine) as connection:
        return load_directory(connection)


def test_what_is_stored_is_read_back_and_written_down_once(instance: Instance) -> None:
    entry = DepartmentEntry("lib", "示例图书馆", "other", "d01", "U9", ("图书馆",))
    store_accounts(instance, SYSTEM_ACTOR, [BOSS, LEADER._replace(in_charge=("s1",)), FILLER])
    store_departments(instance, SYSTEM_ACTOR, [entry])
    found = there(instance)
    assert found.departments["lib"] == entry
    assert found.accounts["leader1"].in_charge == ("s1",)
    assert found.departments["s1"].vice_president == "leader1"
    with reading(instance.engine) as connection:
        told = [(link.verb, link.object) for link in entries(connection)]
    assert told == [("accounts_saved", "user"), ("departments_saved", "department/lib")]


def test_a_vice_president_sees_what_he_is_in_charge_of(instance: Instance) -> None:
    store_accounts(instance, SYSTEM_ACTOR, [BOSS, LEADER._replace(in_charge=("s1", "d01"))])
    store_accounts(instance, SYSTEM_ACTOR, [LEADER._replace(in_charge=("d01",))])
    with reading(instance.engine) as connection:
        assert load_actor(connection, "leader1").in_charge == {"d01"}


def test_a_former_name_stays_known(instance: Instance) -> None:
    old = there(instance).departments["d01"]
    store_departments(instance, SYSTEM_ACTOR, [old._replace(name="示例计财处")])
    found = there(instance)
    assert found.departments["d01"].aliases == (*old.aliases, old.name)
    assert found.department_id(old.name) == "d01"


def test_the_same_again_writes_nothing(instance: Instance) -> None:
    store_departments(instance, SYSTEM_ACTOR, [there(instance).departments["s1"]])
    with reading(instance.engine) as connection:
        assert not list(entries(connection))


def test_two_who_change_one_entry_do_not_overwrite_each_other(instance: Instance) -> None:
    old = there(instance).departments["s1"]
    seen = {"s1": mark_of(old)}
    store_departments(instance, SYSTEM_ACTOR, [old._replace(unit_code="U1")], seen)
    with pytest.raises(Conflict, match="刚被别人修改"):
        store_departments(instance, SYSTEM_ACTOR, [old._replace(unit_code="U2")], seen)
    assert there(instance).departments["s1"].unit_code == "U1"


def test_one_that_does_not_fit_keeps_all_out(instance: Instance) -> None:
    store_accounts(instance, SYSTEM_ACTOR, [BOSS])
    with pytest.raises(Unfit, match="请填写姓名"):
        store_accounts(instance, SYSTEM_ACTOR, [FILLER, LEADER._replace(name="")])
    assert there(instance).accounts.keys() == {"boss"}
    school = there(instance).departments["s1"]
    with pytest.raises(Unfit, match="类别应为"):
        store_departments(instance, SYSTEM_ACTOR, [school._replace(kind="club")])
    assert there(instance).departments["s1"] == school


def test_a_department_with_tasks_is_not_closed(instance: Instance) -> None:
    school = there(instance).departments["s1"]
    with pytest.raises(Refused, match="项任务"):
        store_departments(instance, SYSTEM_ACTOR, [school._replace(closed=True)])


def test_somebody_is_left_to_administer(instance: Instance) -> None:
    store_accounts(instance, SYSTEM_ACTOR, [BOSS])
    with pytest.raises(Refused, match="至少要有一个"):
        store_accounts(instance, SYSTEM_ACTOR, [BOSS._replace(active=False)])
    store_accounts(instance, SYSTEM_ACTOR, [BOSS._replace(username="boss2")])
    boss = Actor("boss", "教师001", "administrator")
    with pytest.raises(Refused, match="自己的账号"):
        store_accounts(instance, boss, [BOSS._replace(active=False)])
    store_accounts(instance, boss, [BOSS._replace(username="boss2", active=False)])


def test_only_an_administrator_stores(instance: Instance) -> None:
    for role in ("office", "auditor", "head"):
        with pytest.raises(Refused, match="没有这项权限"):
            store_accounts(instance, Actor("a", "教师001", role, "s1"), [FILLER])
    assert not there(instance).accounts
