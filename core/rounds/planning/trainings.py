"""Trainings before the collection (Article 8): topic, material, and who of whom was there.

Attendance is used when departments are assessed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core.access import Actor, require
from core.audit.recording import audited
from core.database import Base
from core.errors import NotFound, Refused
from core.instance import Instance
from core.rounds.planning.documents import NO_DOCUMENT, Document
from core.rounds.user import User

LONGEST = 200
EXPECTED = ("collector", "consolidator")
"""The roles that must attend."""


class Training(Base):
    """One session; its material is a document."""

    __tablename__ = "training"

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=True)
    round: Mapped[int] = mapped_column(sa.ForeignKey("round.year"), index=True)
    held: Mapped[date] = mapped_column(sa.Date)
    topic: Mapped[str] = mapped_column(sa.Text)
    place: Mapped[str] = mapped_column(sa.Text)
    material: Mapped[str] = mapped_column(sa.Text)
    digest: Mapped[str] = mapped_column(sa.Text)


class TrainingAttendance(Base):
    """An account that attended a session, for the department that it had then."""

    __tablename__ = "training_attendance"

    training: Mapped[int] = mapped_column(sa.ForeignKey("training.id"), primary_key=True)
    username: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    department_id: Mapped[str] = mapped_column(sa.Text)


TRAININGS = cast(sa.Table, Training.__table__)
ATTENDANCES = cast(sa.Table, TrainingAttendance.__table__)


class Session(NamedTuple):
    """A training as it is read: with the usernames of those who attended."""

    id: int
    held: date
    topic: str
    place: str
    material: Document
    attended: frozenset[str]


class Expected(NamedTuple):
    """Somebody who must attend, and his department."""

    username: str
    name: str
    department: str


def trainings(connection: sa.Connection, year: int) -> list[Session]:
    """Return the trainings of a round by their day."""
    here = sa.select(TRAININGS.c.id).where(TRAININGS.c.round == year)
    attended: dict[int, set[str]] = {}
    for row in connection.execute(
        sa.select(ATTENDANCES).where(ATTENDANCES.c.training.in_(here))
    ):
        attended.setdefault(row.training, set()).add(row.username)
    query = sa.select(TRAININGS).where(TRAININGS.c.round == year)
    return [
        Session(row.id, row.held, row.topic, row.place, Document(row.material, row.digest),
                frozenset(attended.get(row.id, ())))
        for row in connection.execute(query.order_by(TRAININGS.c.held, TRAININGS.c.id))
    ]  # fmt: skip


def training(connection: sa.Connection, year: int, id: int) -> Session:
    """Return one training; ``NotFound`` when the round has none of that number."""
    found = next((one for one in trainings(connection, year) if one.id == id), None)
    if found is None:
        raise NotFound("没有这次培训")
    return found


def expected(connection: sa.Connection) -> list[Expected]:
    """Return those who must attend: everybody who collects for a department."""
    query = sa.select(User.username, User.name, User.department_id).where(
        User.active, User.role.in_(EXPECTED), User.department_id.is_not(None)
    )
    found = connection.execute(query.order_by(User.department_id, User.username))
    return [Expected(row.username, row.name, row.department_id or "") for row in found]


def plan_training(
    instance: Instance, actor: Actor, year: int, held: date, topic: str, place: str,
    material: Document = NO_DOCUMENT,
) -> None:
    """Put a training into the plan; ``Refused`` without topic or place."""
    with audited(instance, actor, "training_planned", f"{year}") as unit:
        require(actor, "plan")
        topic, place = topic.strip(), place.strip()
        if not topic or not place:
            raise Refused("请写明培训的主题和地点")
        if max(len(topic), len(place)) > LONGEST:
            raise Refused(f"主题和地点各最多 {LONGEST} 字")
        unit.detail |= {"topic": topic, "held": held.isoformat(), "material": material.digest}
        unit.connection.execute(sa.insert(TRAININGS).values(
            round=year, held=held, topic=topic, place=place, material=material.name,
            digest=material.digest,
        ))


def record_attendance(
    instance: Instance, actor: Actor, year: int, id: int, usernames: Collection[str]
) -> None:
    """Write down who attended a training, in place of what was written before."""
    with audited(instance, actor, "attendance_recorded", f"{year}") as unit:
        require(actor, "plan")
        former = training(unit.connection, year, id).attended
        places = {one.username: one.department for one in expected(unit.connection)}
        unknown = [name for name in usernames if name not in places and name not in former]
        if unknown:
            raise NotFound(f"没有要参加培训的账号 {unknown[0]}")
        unit.detail |= {"training": id, "attended": sorted(usernames)}
        unit.silent = former == frozenset(usernames)
        gone = former - frozenset(usernames)
        unit.connection.execute(sa.delete(ATTENDANCES).where(
            ATTENDANCES.c.training == id, ATTENDANCES.c.username.in_(sorted(gone))
        ))
        new = [
            {"training": id, "username": name, "department_id": places[name]}
            for name in sorted(frozenset(usernames) - former)
        ]
        if new:
            unit.connection.execute(sa.insert(ATTENDANCES), new)
