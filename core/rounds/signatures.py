"""Decisions and signatures: who decided what on exactly which content."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core.audit.row_changes import CHANGES, Rows
from core.database import Base
from core.rounds.user import User


class Review(Base):
    """One decision, never overwritten; ``mark`` is the newest change of a row by then."""

    __tablename__ = "review"

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True
    )
    submission: Mapped[str] = mapped_column(sa.ForeignKey("submission.id"), index=True)
    turn: Mapped[int]
    stage: Mapped[str] = mapped_column(sa.Text)
    """The stage whose decision it is, also where that stage returned or withdrew."""
    verb: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    """The state it led to."""
    username: Mapped[str] = mapped_column(sa.Text)
    person: Mapped[str] = mapped_column(sa.Text)
    """The same for all accounts of one person: the staff number, else the username."""
    role: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime)
    fingerprint: Mapped[str] = mapped_column(sa.Text)
    mark: Mapped[int] = mapped_column(sa.BigInteger)
    comment: Mapped[str] = mapped_column(sa.Text)
    definitions: Mapped[str] = mapped_column(sa.Text, server_default="")
    """The digest of the definitions under which it was made."""


class Signature(Base):
    """A signature: binds a person, a meaning and a time to a fingerprint, until superseded."""

    __tablename__ = "signature"

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True
    )
    submission: Mapped[str] = mapped_column(sa.ForeignKey("submission.id"), index=True)
    stage: Mapped[str] = mapped_column(sa.Text)
    username: Mapped[str] = mapped_column(sa.Text)
    person: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.Text)
    role: Mapped[str] = mapped_column(sa.Text)
    meaning: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime)
    fingerprint: Mapped[str] = mapped_column(sa.Text)
    definitions: Mapped[str] = mapped_column(sa.Text)
    """The digest of the definitions under which it was given."""
    superseded: Mapped[datetime | None] = mapped_column(sa.DateTime)
    why: Mapped[str] = mapped_column(sa.Text)


WITHDRAWN = "withdraw"
"""The verb of a decision that takes back the one before of its stage."""
REVIEWS = cast(sa.Table, Review.__table__)
SIGNATURES = cast(sa.Table, Signature.__table__)


class Signed(NamedTuple):
    """A signature as read: the columns of ``Signature``."""

    id: int
    submission: str
    stage: str
    username: str
    person: str
    name: str
    role: str
    meaning: str
    at: datetime
    fingerprint: str
    definitions: str
    superseded: datetime | None
    why: str


def signatures(connection: sa.Connection, submission: str) -> list[Signed]:
    """Return the signatures of a submission, the oldest first, superseded ones too."""
    query = sa.select(SIGNATURES).where(SIGNATURES.c.submission == submission)
    return [Signed(*row) for row in connection.execute(query.order_by(SIGNATURES.c.id))]


def supersede(
    connection: sa.Connection, submission: str, now: datetime, why: str, stage: str | None = None
) -> None:
    """End the signatures of a submission that still count, or that of one stage."""
    counting = sa.and_(SIGNATURES.c.submission == submission, SIGNATURES.c.superseded.is_(None))
    if stage is not None:
        counting &= SIGNATURES.c.stage == stage
    connection.execute(sa.update(SIGNATURES).where(counting).values(superseded=now, why=why))


def newest_change(connection: sa.Connection, rows: Rows) -> int:
    """Return the number of the newest change of the rows, to tell later what changed since."""
    query = sa.select(sa.func.max(CHANGES.c.id)).where(
        CHANGES.c.round == rows.round, CHANGES.c.table_id == rows.table,
        CHANGES.c.department == rows.department,
    )
    return connection.scalar(query) or 0


def person_of(connection: sa.Connection, username: str) -> str:
    """Return who stands behind an account: two accounts of one staff number are one person."""
    staff_no = connection.scalar(sa.select(User.staff_no).where(User.username == username))
    return f"staff {staff_no}" if staff_no else f"user {username}"


class Decided(NamedTuple):
    """A decision as read: the columns of ``Review``."""

    id: int
    submission: str
    turn: int
    stage: str
    verb: str
    state: str
    username: str
    person: str
    role: str
    at: datetime
    fingerprint: str
    mark: int
    comment: str
    definitions: str


def reviews(connection: sa.Connection, submission: str) -> list[Decided]:
    """Return every decision on a submission, the oldest first."""
    query = sa.select(REVIEWS).where(REVIEWS.c.submission == submission).order_by(REVIEWS.c.id)
    return [Decided(*row) for row in connection.execute(query)]


def counting(decisions: Iterable[Decided]) -> list[Decided]:
    """Return the decisions, given the oldest first, that were not withdrawn afterwards."""
    left: list[Decided] = []
    for one in decisions:
        if one.verb != WITHDRAWN:
            left.append(one)
            continue
        for position in range(len(left) - 1, -1, -1):
            if left[position].stage == one.stage:
                del left[position]
                break
    return left


def last_look(connection: sa.Connection, submission: str, *stages: str) -> Decided | None:
    """Return the newest decision of one of the stages, returns among them: what they last saw.

    None when none of them looked before, so that all is new to them.
    """
    query = (
        sa.select(REVIEWS)
        .where(
            REVIEWS.c.submission == submission, REVIEWS.c.stage.in_(stages),
            REVIEWS.c.verb != WITHDRAWN,
        )
        .order_by(REVIEWS.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return Decided(*row) if row else None
