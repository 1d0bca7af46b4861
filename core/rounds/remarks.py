"""Remarks: what a reviewer says of a cell, a row or the table; a return is a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base
from core.errors import Refused

KINDS = {
    "form": "规范", "completeness": "完整", "accuracy": "准确", "truth": "真实",
    "timeliness": "及时",
}  # fmt: skip
OPEN, ANSWERED, CLOSED = "open", "answered", "closed"
LONGEST = 1_000


class Remark(Base):
    """One remark: without ``row_id`` on the table, without ``field`` on the row.

    ``seen`` is a digest of what stood there: a remark closes when that changed, or
    when the answer was accepted.
    """

    __tablename__ = "remark"
    __table_args__ = (
        sa.CheckConstraint(f"kind IN ({', '.join(map(repr, KINDS))})", name="kind_is_known"),
        sa.CheckConstraint("status IN ('open', 'answered', 'closed')", name="status_is_known"),
        sa.CheckConstraint("field = '' OR row_id <> ''", name="a_cell_is_in_a_row"),
    )

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True
    )
    submission: Mapped[str] = mapped_column(sa.ForeignKey("submission.id"), index=True)
    turn: Mapped[int]
    stage: Mapped[str] = mapped_column(sa.Text)
    row_id: Mapped[str] = mapped_column(sa.Text)
    row_key: Mapped[str] = mapped_column(sa.Text)
    field: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text)
    username: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime)
    seen: Mapped[str] = mapped_column(sa.Text)
    status: Mapped[str] = mapped_column(sa.Text)
    answer: Mapped[str] = mapped_column(sa.Text)
    closed: Mapped[datetime | None] = mapped_column(sa.DateTime)
    settled: Mapped[int] = mapped_column(sa.Integer, server_default="0")
    """The turn with whose submission it was dealt with, 0 while it was not."""
    closed_by: Mapped[str] = mapped_column(sa.Text, server_default="")
    """The verb with which it closed: ``submit`` where the value had changed."""


REMARKS = cast(sa.Table, Remark.__table__)


class NewRemark(NamedTuple):
    """What a reviewer wants to say; ``row_id`` and ``field`` say where."""

    kind: str
    text: str
    row_id: str = ""
    field: str = ""


class Said(NamedTuple):
    """A remark as read: the columns of ``Remark``."""

    id: int
    submission: str
    turn: int
    stage: str
    row_id: str
    row_key: str
    field: str
    kind: str
    text: str
    username: str
    at: datetime
    seen: str
    status: str
    answer: str
    closed: datetime | None
    settled: int
    closed_by: str


def remarks(connection: sa.Connection, submission: str, *statuses: str) -> list[Said]:
    """Return the remarks of a submission, or those of the given statuses, oldest first."""
    query = sa.select(REMARKS).where(REMARKS.c.submission == submission).order_by(REMARKS.c.id)
    if statuses:
        query = query.where(REMARKS.c.status.in_(statuses))
    return [Said(*row) for row in connection.execute(query)]


def checked(new: Sequence[NewRemark]) -> None:
    """Raise ``Refused`` unless there is something said, each with a kind and a text."""
    if not new:
        raise Refused("退回时请至少写一条意见，说明在哪里、是什么问题")
    for remark in new:
        if remark.kind not in KINDS:
            raise Refused(f"意见的类别应为{'、'.join(KINDS.values())}之一")
        if not remark.text.strip():
            raise Refused("每条退回意见都要写明问题")
        bounded(remark.text, "退回意见")


def bounded(text: str, what: str) -> str:
    """Return a text without blanks around it; ``Refused`` when it is too long to be kept."""
    shown = text.strip()
    if len(shown) > LONGEST:
        raise Refused(f"{what}最多 {LONGEST} 个字，现在有 {len(shown)} 个，请写得简短些")
    return shown


def set_status(
    connection: sa.Connection, ids: Iterable[int], status: str, now: datetime, verb: str = ""
) -> None:
    """Give remarks a new status; ``verb`` says with which step they close."""
    closed = status == CLOSED
    connection.execute(
        sa.update(REMARKS)
        .where(REMARKS.c.id.in_([*ids]))
        .values(status=status, closed=now if closed else None, closed_by=verb if closed else "")
    )


def set_settled(connection: sa.Connection, ids: Iterable[int], turn: int) -> None:
    """Keep with which submission remarks were dealt with."""
    connection.execute(sa.update(REMARKS).where(REMARKS.c.id.in_([*ids])).values(settled=turn))


def keep_answer(connection: sa.Connection, id: int, answer: str) -> None:
    """Store what a department answers to a remark; it stays open until it is submitted."""
    connection.execute(
        sa.update(REMARKS).where(REMARKS.c.id == id).values(answer=bounded(answer, "答复"))
    )
