"""Announcements of the office: what everybody reads on the first page while they stand."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core.access import Actor, require
from core.audit.recording import audited
from core.database import Base
from core.errors import NotFound, Refused
from core.generation.columns import utc
from core.instance import Instance

LONGEST_TITLE, LONGEST_TEXT = 80, 4_000


class Announcement(Base):
    """An announcement; one that was withdrawn stays, but nobody is shown it."""

    __tablename__ = "announcement"

    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=True)
    round: Mapped[int] = mapped_column(sa.ForeignKey("round.year"), index=True)
    title: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text)
    author: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime)
    withdrawn: Mapped[bool] = mapped_column(sa.Boolean, default=False)


ANNOUNCEMENTS = cast(sa.Table, Announcement.__table__)


class Announced(NamedTuple):
    """An announcement as it is read; ``at`` is UTC without a zone."""

    id: int
    title: str
    text: str
    author: str
    at: datetime


def announcements(connection: sa.Connection, year: int) -> list[Announced]:
    """Return what stands announced in a round, the newest first."""
    shown = (ANNOUNCEMENTS.c.round == year) & ~ANNOUNCEMENTS.c.withdrawn
    query = sa.select(*(ANNOUNCEMENTS.c[name] for name in Announced._fields)).where(shown)
    return [Announced(*row) for row in connection.execute(
        query.order_by(ANNOUNCEMENTS.c.at.desc(), ANNOUNCEMENTS.c.id.desc())
    )]


def announce(instance: Instance, actor: Actor, year: int, title: str, text: str) -> None:
    """Announce something to everybody; ``Refused`` when there is nothing to read."""
    with audited(instance, actor, "announced", f"{year}") as unit:
        require(actor, "plan")
        title, text = title.strip(), text.strip()
        if not title or not text:
            raise Refused("请写明公告的标题和内容")
        if len(title) > LONGEST_TITLE or len(text) > LONGEST_TEXT:
            raise Refused(f"标题最多 {LONGEST_TITLE} 字，内容最多 {LONGEST_TEXT} 字")
        unit.detail |= {"title": title}
        unit.connection.execute(sa.insert(ANNOUNCEMENTS).values(
            round=year, title=title, text=text, author=actor.name, at=utc(instance.clock()),
            withdrawn=False,
        ))


def withdraw_announcement(instance: Instance, actor: Actor, year: int, id: int) -> None:
    """Take an announcement back."""
    with audited(instance, actor, "announcement_withdrawn", f"{year}") as unit:
        require(actor, "plan")
        own = (ANNOUNCEMENTS.c.round == year) & (ANNOUNCEMENTS.c.id == id)
        done = unit.connection.execute(
            sa.update(ANNOUNCEMENTS).values(withdrawn=True).where(own, ~ANNOUNCEMENTS.c.withdrawn)
        )
        if done.rowcount != 1:
            raise NotFound("没有这条公告")
        unit.detail |= {"announcement": id}
