"""Remarks that a reviewer has written down while looking at the data, but not sent yet.

They are kept in the database, not in the session: a long look at a table
survives a logout.  Nobody but the writer sees them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base
from core.errors import NotFound
from core.rounds.remarks import NewRemark


class PendingRemark(Base):
    """One remark not yet sent: without ``row_id`` on the table, without ``field`` on the row."""

    __tablename__ = "pending_remark"

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True
    )
    username: Mapped[str] = mapped_column(sa.Text)
    submission: Mapped[str] = mapped_column(sa.Text, index=True)
    row_id: Mapped[str] = mapped_column(sa.Text)
    field: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime)


PENDING = cast(sa.Table, PendingRemark.__table__)


class Pending(NamedTuple):
    """A remark as read; ``row_id`` and ``field`` say where."""

    id: int
    row_id: str
    field: str
    kind: str
    text: str

    @property
    def new(self) -> NewRemark:
        """The remark as it is sent."""
        return NewRemark(self.kind, self.text, self.row_id, self.field)


def _own(username: str, submission: str) -> sa.ColumnElement[bool]:
    return sa.and_(PENDING.c.username == username, PENDING.c.submission == submission)


def pending(connection: sa.Connection, username: str, submission: str) -> list[Pending]:
    """Return what somebody wants to say of a submission, oldest first."""
    columns = (PENDING.c[name] for name in Pending._fields)
    query = sa.select(*columns).where(_own(username, submission)).order_by(PENDING.c.id)
    return [Pending(*row) for row in connection.execute(query)]


def keep_pending(
    connection: sa.Connection, username: str, submission: str, remark: NewRemark, now: datetime
) -> None:
    """Write a remark down, in the place of an earlier one of the same place and kind."""
    same = (
        PENDING.c.row_id == remark.row_id, PENDING.c.field == remark.field,
        PENDING.c.kind == remark.kind,
    )
    connection.execute(sa.delete(PENDING).where(_own(username, submission), *same))
    connection.execute(sa.insert(PENDING).values(
        username=username, submission=submission, row_id=remark.row_id, field=remark.field,
        kind=remark.kind, text=remark.text.strip(), at=now,
    ))  # fmt: skip


def drop_pending(connection: sa.Connection, username: str, submission: str, id: int) -> None:
    """Cross out one remark; ``NotFound`` when it is not there."""
    found = connection.execute(
        sa.delete(PENDING).where(_own(username, submission), PENDING.c.id == id)
    )
    if not found.rowcount:
        raise NotFound("没有找到这条意见")


def forget_pending(
    connection: sa.Connection, username: str, submission: str, ids: Collection[int]
) -> None:
    """Remove what has been sent."""
    connection.execute(
        sa.delete(PENDING).where(_own(username, submission), PENDING.c.id.in_(ids))
    )
