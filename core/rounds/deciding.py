"""Who may decide: the right role of the right department, and never twice on one content."""

from __future__ import annotations

import sqlalchemy as sa

from core.access import ROLE_TITLES, Actor, require_part
from core.definition.table import Table
from core.definition.text import owner_name
from core.errors import NotFound, Refused
from core.rounds.department import find_department
from core.rounds.routes import Stage
from core.rounds.signatures import REVIEWS, person_of
from core.rounds.submission import Standing


def require_stage(
    connection: sa.Connection, actor: Actor, stage: Stage, table: Table, department: str
) -> None:
    """Raise unless the stage is the actor's: ``Refused`` for the role, ``NotFound`` elsewhere."""
    places = {"own": department, "any": None}
    place = places.get(stage.whose) if stage.whose in places else answering(connection, table)
    require_part(actor, stage.roles, place)


def answering(connection: sa.Connection, table: Table) -> str | None:
    """Return the id of the department that owns the table; None when there is none of that name."""
    try:
        return find_department(connection, owner_name(table.owner)).id
    except NotFound:
        return None


def require_new_eyes(
    connection: sa.Connection, actor: Actor, found: Standing, stage: Stage, fingerprint: str
) -> None:
    """Raise ``Refused`` when the person decided on the same content in another part before.

    Persons are compared, not accounts: the head of a department who is the
    office's director too has signed, and somebody else must accept.
    """
    person = person_of(connection, actor.username)
    query = sa.select(REVIEWS.c.role).where(
        REVIEWS.c.submission == found.id, REVIEWS.c.person == person,
        REVIEWS.c.stage != stage.verb,
        sa.or_(REVIEWS.c.turn == found.turn, REVIEWS.c.fingerprint == fingerprint),
    )
    earlier = connection.execute(query).first()
    if earlier is not None:
        role = ROLE_TITLES.get(earlier.role, earlier.role)
        raise Refused(f"您已作为{role}办理过同一份内容，这一步需由他人办理")
