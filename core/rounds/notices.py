"""Notices: what somebody is told, in the transaction in which it happens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core.access import Actor
from core.audit.recording import Unit, audited
from core.database import Base
from core.errors import NotFound
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.deciding import department_of
from core.rounds.department import Department
from core.rounds.routes import RETURN, WITHDRAW, Stage
from core.rounds.rows import Place
from core.rounds.user import User

KINDS = {"due": "期限", "returned": "退回", "turn": "待办", "accepted": "通过",
         "missing": "无人办理"}  # fmt: skip
"""What a notice may be about."""
KEPT_ON_PAGE = 200


class Notice(Base):
    """One thing that one person is told; ``key`` says of which occasion, to tell it once."""

    __tablename__ = "notice"
    __table_args__ = (
        sa.UniqueConstraint("username", "kind", "key"),
        sa.CheckConstraint(f"kind IN ({', '.join(map(repr, KINDS))})", name="kind_is_known"),
    )

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True
    )
    username: Mapped[str] = mapped_column(sa.Text, index=True)
    kind: Mapped[str] = mapped_column(sa.Text)
    key: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text)
    table_id: Mapped[str] = mapped_column(sa.Text)
    department_id: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime)
    read: Mapped[datetime | None] = mapped_column(sa.DateTime)


NOTICES = cast(sa.Table, Notice.__table__)


class Told(NamedTuple):
    """A notice as it is read; times are UTC without a zone, blank ids mean no table."""

    id: int
    kind: str
    text: str
    table_id: str
    department_id: str
    at: datetime
    read: datetime | None


def notices(connection: sa.Connection, username: str) -> list[Told]:
    """Return what a person was told, unread first, then the newest first."""
    query = sa.select(*(NOTICES.c[name] for name in Told._fields))
    query = query.where(NOTICES.c.username == username).order_by(
        NOTICES.c.read.is_not(None), NOTICES.c.id.desc()
    )
    return [Told(*row) for row in connection.execute(query.limit(KEPT_ON_PAGE))]


def unread(connection: sa.Connection, username: str) -> int:
    """Return how many notices a person has not read yet."""
    query = sa.select(sa.func.count()).where(
        NOTICES.c.username == username, NOTICES.c.read.is_(None)
    )
    return connection.scalar(query) or 0


def mark_read(instance: Instance, actor: Actor, ids: Iterable[int]) -> None:
    """Mark one's own notices as read; ``NotFound`` when one of them is somebody else's."""
    wanted = set(ids)
    with audited(instance, actor, "read", "notices") as unit:
        own = sa.and_(NOTICES.c.username == actor.username, NOTICES.c.id.in_(wanted))
        found = set(unit.connection.scalars(sa.select(NOTICES.c.id).where(own)))
        if found != wanted:
            raise NotFound("没有找到这条通知")
        unit.connection.execute(
            sa.update(NOTICES).where(own, NOTICES.c.read.is_(None))
            .values(read=utc(instance.clock()))
        )
        unit.detail["notices"] = len(found)


def notify(
    unit: Unit, usernames: Iterable[str], kind: str, key: str, text: str,
    place: tuple[str, str] = ("", ""),
) -> int:
    """Tell people something, each once per ``key``; return how many had not been told."""
    wanted = set(usernames)
    known = sa.select(NOTICES.c.username).where(
        NOTICES.c.kind == kind, NOTICES.c.key == key, NOTICES.c.username.in_(wanted)
    )
    fresh = sorted(wanted - set(unit.connection.scalars(known)))
    if fresh:
        unit.connection.execute(sa.insert(NOTICES), [
            {"username": name, "kind": kind, "key": key, "text": text, "table_id": place[0],
             "department_id": place[1], "at": utc(unit.instance.clock()), "read": None}
            for name in fresh
        ])  # fmt: skip
    return len(fresh)


def people_of(connection: sa.Connection, stage: Stage, place: Place) -> list[str]:
    """Return the accounts whose step a stage is for that table and department, by name."""
    department = department_of(connection, stage, place.table, place.department)
    query = sa.select(User.username).where(User.active, User.role.in_(stage.roles))
    if "vice_president" in stage.roles:
        query = query.join(Department, Department.vice_president == User.username).where(
            Department.id == department
        )
    elif department is not None:
        query = query.where(User.department_id == department)
    return sorted(connection.scalars(query))


def tell_people(
    unit: Unit, place: Place, verb: str, turn: int, submitting: Stage, following: Stage | None
) -> None:
    """Tell those concerned of a decision: whose turn it is, or that it came back or is through.

    Where nobody has the part that is next, the administrators are told, for it would
    wait for ever.
    """
    if verb == WITHDRAW:
        return
    connection = unit.connection
    named = connection.scalar(
        sa.select(Department.name).where(Department.id == place.department)
    )
    shown, where = f"{named}的“{place.table.title}”", (place.table.id, place.department)
    key = f"{place.named()}/{turn}/{verb}"
    if verb == RETURN:
        text = f"{shown}被退回，请按退回意见改正或答复后重新提交"
        notify(unit, people_of(connection, submitting, place), "returned", key, text, where)
    elif following is None:
        text = f"{shown}已由办公室通过"
        notify(unit, people_of(connection, submitting, place), "accepted", key, text, where)
    elif people := people_of(connection, following, place):
        notify(unit, people, "turn", key, f"{shown}等您办理：{following.title}", where)
    else:
        every = sa.select(User.username).where(User.active, User.role == "administrator")
        text = f"{shown}下一步是{following.title}，但没有可以办理的账号，请设置"
        notify(unit, connection.scalars(every), "missing", key, text, where)
