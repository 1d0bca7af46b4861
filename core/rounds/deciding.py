"""Who may decide: the right role of the right department, and never twice on one content."""

from __future__ import annotations

import sqlalchemy as sa

from core.access import ROLE_TITLES, Actor, own_rows_only, require_part
from core.definition.table import Table
from core.definition.text import owner_name
from core.errors import NotFound, Refused
from core.rounds.department import find_department
from core.rounds.routes import Stage
from core.rounds.signatures import counting, person_of, reviews
from core.rounds.submission import Standing


def require_stage(
    connection: sa.Connection, actor: Actor, stage: Stage, table: Table, department: str
) -> None:
    """Raise unless the stage is the actor's: ``Refused`` for the role, ``NotFound`` elsewhere."""
    require_part(actor, stage.roles, department_of(connection, stage, table, department))
    if own_rows_only(actor, table, department):
        raise Refused("您在这张表中只填写本人的行，整张表由本部门的其他填报人提交")


def department_of(
    connection: sa.Connection, stage: Stage, table: Table, department: str
) -> str | None:
    """Return the id of the department whose part a stage is; None for the whole college's.

    Raises ``Refused`` when the department that the table names as its owner is missing:
    then the part is nobody's, not everybody's.
    """
    if stage.whose == "any":
        return None
    return department if stage.whose == "own" else answering(connection, table)


def answering(connection: sa.Connection, table: Table) -> str:
    """Return the id of the department that owns the table; ``Refused`` when there is none."""
    name = owner_name(table.owner)
    try:
        return find_department(connection, name).id
    except NotFound:
        text = f"“{table.title}”由{name}汇总，但系统中没有这个部门，请联系系统管理员"
        raise Refused(text) from None


def require_new_eyes(
    connection: sa.Connection, actor: Actor, found: Standing, stage: Stage, fingerprint: str
) -> None:
    """Raise ``Refused`` when the person decided on the same content in another part before.

    Persons are compared, not accounts: the head of a department who is the
    office's director too has signed, and somebody else must accept.  What somebody
    took back himself he has not decided.
    """
    person = person_of(connection, actor.username)
    for one in counting(reviews(connection, found.id)):
        same = one.turn == found.turn or one.fingerprint == fingerprint
        if same and one.person == person and one.stage != stage.verb:
            role = ROLE_TITLES.get(one.role, one.role)
            raise Refused(f"您已作为{role}办理过同一份内容，这一步需由他人办理")
