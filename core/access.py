"""Who may see and do what: the one place that decides.  What is not allowed is refused.

Rows are read for people through ``visible_rows`` only, so that a foreign row is
simply not there, whatever door it is asked for through.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import sqlalchemy as sa

from core.definition.field import Field
from core.definition.table import Table
from core.definition.text import owner_name
from core.errors import NotFound, Refused
from core.generation.models import Models

Verb: TypeAlias = Literal[
    "see", "fill", "import", "export", "measure", "administer", "audit",
    "submit", "check", "head_sign", "sign", "accept", "oversee",
    "plan", "reveal",
]

SYSTEM = "system"
ROLES = (
    "filler", "collector", "head", "vice_president", "consolidator",
    "office", "secretary", "auditor", "administrator", "leader",
)
ROLE_TITLES: Mapping[str, str] = {
    "filler": "数据填报人",
    "collector": "信息采集管理员",
    "head": "部门负责人",
    "vice_president": "分管校领导",
    "consolidator": "数据汇总人",
    "office": "数据平台管理办公室",
    "secretary": "校长办公会秘书",
    "auditor": "审计员",
    "administrator": "系统管理员",
    "leader": "领导小组",
    SYSTEM: "系统",
}
_TYPES: frozenset[Verb] = frozenset({"see", "fill", "import", "export", "measure"})
_READS: frozenset[Verb] = frozenset({"see", "export", "measure"})
VERBS: Mapping[str, frozenset[Verb]] = {
    "filler": _TYPES | {"submit"},
    "collector": _TYPES | {"submit", "check"},
    "head": _READS | {"head_sign", "reveal"},
    "vice_president": _READS | {"sign", "reveal"},
    "consolidator": _TYPES | {"submit", "check"},
    "office": _READS | {"accept", "oversee", "plan", "reveal"},
    "secretary": frozenset({"measure", "oversee"}),
    "auditor": frozenset({"see", "measure", "audit", "oversee"}),
    "administrator": frozenset({"administer"}),
    "leader": frozenset({"measure", "oversee"}),
    SYSTEM: _TYPES | {"administer", "audit", "oversee", "plan"},
}
"""What each role may do; to oversee is to see how far every table is, not what is in it.

To plan is to give tasks, dates, trainings and announcements; to reveal is to see a masked
value in the clear, with a reason that is written down.
"""
MERGED = "teaching"
"""The route of tables whose rows one department merges."""
REVIEWERS: Mapping[str, frozenset[str]] = {
    MERGED: frozenset({"head", "vice_president"}),
    "shared": frozenset({"collector", "head", "vice_president"}),
}
"""Who of the department that owns a table sees everybody's rows of it, by route."""
_EVERYWHERE = frozenset({SYSTEM, "office", "auditor"})
DEPARTMENTAL = frozenset({"filler", "collector", "head", "consolidator"})
"""The roles that act for a department of their own."""
_CLEAR = frozenset({"filler", "collector", "consolidator"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts; ``department`` is the name, ``in_charge`` a vice-president's departments.

    ``own_rows`` holds the (table, department) in which he sees and edits only the rows
    that carry ``staff_no``: a teacher fills his own.
    """

    username: str
    name: str
    role: str
    department_id: str | None = None
    in_charge: frozenset[str] = frozenset()
    department: str = ""
    in_charge_names: frozenset[str] = frozenset()
    staff_no: str = ""
    own_rows: frozenset[tuple[str, str]] = frozenset()


SYSTEM_ACTOR = Actor(SYSTEM, "系统", SYSTEM)
"""Who acts on the command line unless it says otherwise."""


def departments_visible(actor: Actor, table: Table | None = None) -> frozenset[str] | None:
    """Return the departments whose rows (of that table) the actor may see; None means all.

    A consolidator sees every department's rows of the tables that he merges
    (Article 10.2); a restricted table exists only for the departments that it names.
    Where somebody sees only his own rows, the department is not among them.
    """
    if "see" not in VERBS.get(actor.role, ()) or _kept_from(actor, table):
        return frozenset()
    if actor.role in _EVERYWHERE or (table is not None and _answers_for(actor, table)):
        return None
    if actor.role in DEPARTMENTAL and actor.department_id is not None:
        return frozenset({actor.department_id} - departments_of_own_rows(actor, table))
    return actor.in_charge if actor.role == "vice_president" else frozenset()


def departments_of_own_rows(actor: Actor, table: Table | None) -> frozenset[str]:
    """Return the departments in whose rows of the table the actor works only with his own."""
    if table is None or _kept_from(actor, table):
        return frozenset()
    return frozenset(department for id, department in actor.own_rows if id == table.id)


def own_rows_only(actor: Actor, table: Table | None, department: str | None) -> bool:
    """Tell whether the actor may touch only his own rows of the department there."""
    return department in departments_of_own_rows(actor, table)


def _answers_for(actor: Actor, table: Table) -> bool:
    """Tell whether the actor reviews what other departments fill in a table of his."""
    if table.route == MERGED and actor.role == "consolidator":
        return True
    names = actor.in_charge_names if actor.role == "vice_president" else {actor.department}
    return actor.role in REVIEWERS.get(table.route, ()) and owner_name(table.owner) in names


def _kept_from(actor: Actor, table: Table | None) -> bool:
    allowed = table.restricted_to if table is not None else ()
    names = {actor.department, *actor.in_charge_names}
    return bool(allowed) and actor.role != SYSTEM and names.isdisjoint(allowed)


def may(
    actor: Actor, verb: Verb, department: str | None = None, table: Table | None = None
) -> bool:
    """Tell whether the actor may do that at all, and to that department's rows (of the table)."""
    if verb not in VERBS.get(actor.role, ()):
        return False
    if department is None or verb in ("measure", "administer", "oversee"):
        return True
    if own_rows_only(actor, table, department):
        return verb == "fill"
    if verb in ("fill", "import") and actor.role in DEPARTMENTAL:
        return department == actor.department_id and not _kept_from(actor, table)
    visible = departments_visible(actor, table)
    return visible is None or department in visible


def require(
    actor: Actor, verb: Verb, department: str | None = None, table: Table | None = None
) -> None:
    """Raise ``Refused`` for a function the role never has, ``NotFound`` for foreign rows."""
    if not may(actor, verb):
        raise Refused(f"{ROLE_TITLES.get(actor.role, actor.role)}没有这项权限")
    if not may(actor, verb, department, table):
        raise NotFound("没有找到")


def require_part(actor: Actor, roles: Collection[str], department: str | None) -> None:
    """Raise unless a part of the review is the actor's.

    ``Refused`` when his role never has it, ``NotFound`` when it is that of another
    department; no department means that of the whole college.
    """
    if actor.role not in roles:
        raise Refused(f"{ROLE_TITLES.get(actor.role, actor.role)}没有这项权限")
    own = actor.in_charge if actor.role == "vice_president" else {actor.department_id}
    if department is not None and department not in own:
        raise NotFound("没有找到")


def masks(actor: Actor, field: Field, department: str) -> bool:
    """Tell whether a field of a department's rows is masked for the actor.

    Sensitive values are in the clear only for those who type them there.
    """
    if not field.sensitive or actor.role == SYSTEM:
        return False
    return not (actor.role in _CLEAR and actor.department_id == department)


def visible_rows(models: Models, table_id: str, year: int, actor: Actor) -> sa.Select[Any]:
    """Return the query of a table's rows of a round that the actor may see.

    Narrow, order and page it further; everyone who shows rows starts from it.
    """
    rows = models.rows(table_id)
    query = sa.select(rows).where(rows.c.row_round == year)
    table = models.definitions.table(table_id)
    visible = departments_visible(actor, table)
    if visible is None:
        return query
    return query.where(sa.or_(
        rows.c.row_department.in_(sorted(visible)), _own_rows(rows, table, actor)
    ))  # fmt: skip


def _own_rows(rows: sa.Table, table: Table, actor: Actor) -> sa.ColumnElement[bool]:
    places = departments_of_own_rows(actor, table)
    if not (places and table.person and actor.staff_no):
        return sa.false()
    return sa.and_(
        rows.c.row_department.in_(sorted(places)), rows.c[table.person] == actor.staff_no
    )
