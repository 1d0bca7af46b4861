"""Data support (Article 12): accepted data granted to another department, column by column.

A grant is read through ``granted_rows`` only; it never widens what the pages of the
review or an export show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core.access import Actor, masks, require
from core.audit.recording import audited
from core.database import Base
from core.definition.text import masked
from core.errors import NotFound, Refused
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.department import Department
from core.rounds.remarks import bounded
from core.rounds.round import Round, frozen_definitions
from core.rounds.rows import Place
from core.rounds.stored_rows import load_rows
from core.rounds.submission import standing


class Grant(Base):
    """Some columns of one department's accepted rows, readable by another until revoked."""

    __tablename__ = "grant_of_rows"

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True
    )
    round: Mapped[int] = mapped_column(sa.ForeignKey("round.year"))
    table_id: Mapped[str] = mapped_column(sa.Text)
    department_id: Mapped[str] = mapped_column(sa.ForeignKey("department.id"))
    grantee: Mapped[str] = mapped_column(sa.ForeignKey("department.id"), index=True)
    columns: Mapped[list[str]] = mapped_column(sa.JSON)
    purpose: Mapped[str] = mapped_column(sa.Text)
    username: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime)
    revoked: Mapped[datetime | None] = mapped_column(sa.DateTime)


GRANTS = cast(sa.Table, Grant.__table__)


class Granted(NamedTuple):
    """A grant as read: the columns of ``Grant``."""

    id: int
    round: int
    table_id: str
    department_id: str
    grantee: str
    columns: list[str]
    purpose: str
    username: str
    at: datetime
    revoked: datetime | None


def grants(connection: sa.Connection, actor: Actor, year: int) -> list[Granted]:
    """Return the grants of a round: all to who plans it, else those to one's own department."""
    query = sa.select(GRANTS).where(GRANTS.c.round == year).order_by(GRANTS.c.id)
    if actor.role not in ("office", "system"):
        require(actor, "see")
        query = query.where(GRANTS.c.grantee == actor.department_id, GRANTS.c.revoked.is_(None))
    return [Granted(*row) for row in connection.execute(query)]


def grant(
    instance: Instance, actor: Actor, place: Place, grantee: str, columns: Sequence[str],
    purpose: str,
) -> int:
    """Let another department read columns of accepted rows; return the number of the grant.

    Raises ``Refused`` unless the office accepted the rows, for unknown columns, without a
    purpose, and for a table that is restricted to some departments.
    """
    with audited(instance, actor, "granted", place.named()) as unit:
        require(actor, "plan")
        _require_grantable(unit.connection, place, grantee, columns)
        if not purpose.strip():
            raise Refused("请写明用途：给谁用、用来做什么，都记录在案")
        number = unit.connection.execute(sa.insert(GRANTS).values(
            round=place.round.year, table_id=place.table.id, department_id=place.department,
            grantee=grantee, columns=list(columns), purpose=bounded(purpose, "用途"),
            username=actor.username, at=utc(instance.clock()), revoked=None,
        ).returning(GRANTS.c.id)).scalar_one()  # fmt: skip
        unit.detail |= {"to": grantee, "columns": list(columns), "grant": number}
    return int(number)


def _require_grantable(
    connection: sa.Connection, place: Place, grantee: str, columns: Sequence[str]
) -> None:
    if standing(connection, place.rows).state != "accepted":
        raise Refused("办公室通过之后，数据才能提供给其他部门")
    if place.table.restricted_to:
        raise Refused(f"“{place.table.title}”只限指定的部门查看，不能提供给其他部门")
    known = connection.scalar(sa.select(Department.id).where(Department.id == grantee))
    if known is None or grantee == place.department:
        raise Refused("请指定另一个部门")
    unknown = [name for name in columns if name not in place.table.by_name]
    if unknown or not columns:
        raise Refused(f"请指定表中的栏目{'；没有' + '、'.join(unknown) if unknown else ''}")


def revoke(instance: Instance, actor: Actor, number: int) -> None:
    """End a grant at once; ``NotFound`` when there is none that still stands."""
    with audited(instance, actor, "revoked", f"grant/{number}") as unit:
        require(actor, "plan")
        standing_grant = sa.and_(GRANTS.c.id == number, GRANTS.c.revoked.is_(None))
        found = unit.connection.execute(
            sa.update(GRANTS).where(standing_grant).values(revoked=utc(instance.clock()))
        )
        if not found.rowcount:
            raise NotFound("没有找到这项授权")


def granted_rows(
    instance: Instance, connection: sa.Connection, actor: Actor, round: Round, number: int
) -> list[Mapping[str, str]]:
    """Return the rows of a grant to the actor's department, its columns only, as text.

    ``NotFound`` for a foreign or revoked grant, and while the rows are not accepted:
    they are being corrected.  Sensitive values are masked.
    """
    found = next((one for one in grants(connection, actor, round.year) if one.id == number), None)
    if found is None or found.revoked is not None:
        raise NotFound("没有找到这项授权")
    definitions = frozen_definitions(round)
    place = Place(round, definitions.table(found.table_id), found.department_id)
    if standing(connection, place.rows).state != "accepted":
        raise NotFound("没有找到这项授权")
    rows = instance.models.rows(place.table.id)
    query = sa.select(rows).where(
        rows.c.row_round == round.year, rows.c.row_department == place.department
    ).order_by(rows.c.row_key)
    fields = [place.table.field(name) for name in found.columns]
    reading, kinds = definitions.reading(round.calendar), instance.registry.kinds
    shown: list[Mapping[str, str]] = []
    for row in load_rows(connection, instance.models, place.table, query):
        texts = {}
        for field in fields:
            value = row.values.get(field.name)
            text = "" if value in (None, ()) else kinds[field.kind].text(value, field, reading)
            hidden = masks(actor, field, place.department)
            texts[field.name] = masked(text) if hidden else text
        shown.append(texts)
    return shown
