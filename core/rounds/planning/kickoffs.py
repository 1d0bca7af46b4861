"""Each department's kick-off meeting (动员会, Article 9) and its record, used in the assessment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core.access import Actor, require_part
from core.audit.recording import audited
from core.database import Base
from core.errors import Refused
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.local_time import local_day
from core.rounds.planning.documents import NO_DOCUMENT, Document
from core.rounds.round import Round, require_writable

RECORDING = ("collector", "consolidator", "head")
LONGEST = 4_000


class KickOff(Base):
    """The meeting of one department in one round."""

    __tablename__ = "kick_off"
    __table_args__ = (sa.CheckConstraint("attended > 0", name="somebody_attended"),)

    round: Mapped[int] = mapped_column(sa.ForeignKey("round.year"), primary_key=True)
    department_id: Mapped[str] = mapped_column(sa.ForeignKey("department.id"), primary_key=True)
    held: Mapped[date] = mapped_column(sa.Date)
    attended: Mapped[int]
    record: Mapped[str] = mapped_column(sa.Text)
    document: Mapped[str] = mapped_column(sa.Text)
    digest: Mapped[str] = mapped_column(sa.Text)
    author: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime)


KICK_OFFS = cast(sa.Table, KickOff.__table__)


class Meeting(NamedTuple):
    """A meeting as it is read: when, how many people, what was said, an attached document."""

    held: date
    attended: int
    record: str
    document: Document
    author: str


def kick_offs(connection: sa.Connection, year: int) -> Mapping[str, Meeting]:
    """Return the meetings of a round by department."""
    query = sa.select(KICK_OFFS).where(KICK_OFFS.c.round == year)
    return {
        row.department_id: Meeting(
            row.held, row.attended, row.record, Document(row.document, row.digest), row.author
        )
        for row in connection.execute(query)
    }


def record_kick_off(
    instance: Instance, actor: Actor, round: Round, department: str, held: date, attended: int,
    record: str, document: Document = NO_DOCUMENT,
) -> None:
    """Write down a department's meeting, in place of what was written before.

    Without a new document the former one stays.  Raises ``Refused`` when the meeting has
    not been held yet or its record says nothing.
    """
    about = f"{round.year}/kick_off/{department}"
    with audited(instance, actor, "kick_off_recorded", about) as unit:
        require_part(actor, RECORDING, department)
        require_writable(round)
        if held > local_day(instance.clock()):
            raise Refused("会议还没有召开：请在召开之后记录")
        if attended < 1 or not record.strip():
            raise Refused("请写明参加人数和会议内容")
        if len(record) > LONGEST:
            raise Refused(f"会议内容最多 {LONGEST} 字，更多的请放在附件里")
        former = kick_offs(unit.connection, round.year).get(department)
        if former and not document.digest:
            document = former.document
        own = {"round": round.year, "department_id": department}
        values = {
            "held": held, "attended": attended, "record": record.strip(),
            "document": document.name, "digest": document.digest, "author": actor.name,
            "at": utc(instance.clock()),
        }
        if former is None:
            unit.connection.execute(sa.insert(KICK_OFFS).values(**own, **values))
        else:
            mine = (KICK_OFFS.c.round == round.year) & (KICK_OFFS.c.department_id == department)
            unit.connection.execute(sa.update(KICK_OFFS).where(mine).values(**values))
        unit.detail |= {
            "held": held.isoformat(), "attended": attended, "document": document.digest,
        }
