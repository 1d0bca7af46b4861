"""Who may see and do what: everything that is not listed here is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from core.access import (
    ROLES,
    SYSTEM_ACTOR,
    VERBS,
    Actor,
    Verb,
    departments_visible,
    masks,
    may,
    require,
    visible_rows,
)
from core.database import Base
from core.errors import NotFound, Refused
from core.generation.models import Models
from core.registry import Registry

ALLOWED = {
    "filler": "see fill import export measure submit",
    "collector": "see fill import export measure submit check",
    "consolidator": "see fill import export measure submit check",
    "head": "see export measure head_sign reveal",
    "vice_president": "see export measure sign reveal",
    "office": "see export measure accept oversee plan reveal",
    "auditor": "see measure audit oversee",
    "secretary": "measure oversee",
    "leader": "measure oversee",
    "administrator": "administer",
}


def actor(role: str, department: str | None = "a", in_charge: str = "", name: str = "") -> Actor:
    return Actor(f"{role}001", "示例人员", role, department, frozenset(in_charge), name)


def test_every_role_is_listed() -> None:
    assert ALLOWED.keys() == set(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_is_listed_and_nothing_else(role: str) -> None:
    may_do = {verb for verb in get_args(Verb) if may(actor(role), verb)}
    assert may_do == set(ALLOWED[role].split())


def test_an_unknown_role_may_do_nothing() -> None:
    stranger = actor("nobody")
    assert not any(may(stranger, verb) for verb in get_args(Verb))
    assert departments_visible(stranger) == frozenset()


@pytest.mark.parametrize(
    ("who", "visible"),
    [
        (SYSTEM_ACTOR, None),
        (actor("office"), None),
        (actor("auditor"), None),
        (actor("filler"), {"a"}),
        (actor("collector"), {"a"}),
        (actor("head"), {"a"}),
        (actor("consolidator"), {"a"}),
        (actor("filler", None), set()),
        (actor("vice_president", "a", "bc"), {"b", "c"}),
        (actor("secretary"), set()),
        (actor("leader"), set()),
        (actor("administrator"), set()),
    ],
    ids=lambda value: value.role if isinstance(value, Actor) else "",
)
def test_departments_whose_rows_are_seen(who: Actor, visible: set[str] | None) -> None:
    assert departments_visible(who) == visible


def test_a_consolidator_sees_the_tables_he_merges_but_changes_only_his_own(
    registry: Registry,
) -> None:
    merged = replace(registry.definitions.table("sample.person"), route="teaching")
    who = actor("consolidator")
    assert may(who, "see", "b", merged)
    assert not may(who, "fill", "b", merged)
    assert may(who, "fill", "a", merged)
    assert not may(who, "see", "b", registry.definitions.table("sample.person"))


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (actor("filler", name="示例保卫处"), True),
        (actor("filler", name="示例人事处"), False),
        (actor("office", name="示例办公室"), False),
        (SYSTEM_ACTOR, True),
    ],
    ids=["own", "other filler", "office", "system"],
)
def test_a_restricted_table_is_for_its_departments(
    registry: Registry, who: Actor, sees: bool
) -> None:
    secret = registry.definitions.table("sample.secret")
    assert may(who, "see", "a", secret) is sees
    assert may(who, "import", "a", secret) is sees


def test_foreign_rows_are_absent_but_functions_are_refused() -> None:
    require(actor("filler"), "fill", "a")
    with pytest.raises(NotFound, match=r"^没有找到$"):
        require(actor("filler"), "fill", "b")
    with pytest.raises(Refused, match="领导小组"):
        require(actor("leader"), "fill", "a")


@pytest.mark.parametrize(
    ("role", "department", "masked"),
    [("filler", "a", False), ("collector", "a", False), ("filler", "b", True),
     ("head", "a", True), ("office", "a", True), ("auditor", "a", True)],
)
def test_sensitive_values_are_clear_only_where_they_are_typed(
    registry: Registry, role: str, department: str, masked: bool
) -> None:
    person = registry.definitions.table("sample.person")
    assert masks(actor(role), person.field("id_card"), department) is masked
    assert not masks(actor(role), person.field("name"), department)
    assert not masks(SYSTEM_ACTOR, person.field("id_card"), department)


@pytest.mark.parametrize("role", [role for role in ROLES if "see" not in VERBS[role]])
def test_who_sees_no_rows_gets_none(registry: Registry, role: str) -> None:
    models = Models(registry.definitions, registry.kinds, Base.metadata)
    query = visible_rows(models, "sample.person", 2025, actor(role))
    compiled = query.compile()
    assert compiled.params["row_department_1"] == []
