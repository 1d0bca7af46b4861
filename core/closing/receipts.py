"""Receipts: what was sent to the province and to the ministry, and what they gave for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.access import Actor
from core.audit.recording import audited, object_of
from core.closing.records import LEVELS, RECEIPTS
from core.closing.sealing import Sealed, newest_seal
from core.closing.stages import hold_round, pass_on, require_stage
from core.errors import NotFound, Refused, did_you_mean
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.local_time import local_day

REPORT = "report"
LONGEST = 100


class Received(NamedTuple):
    """A receipt as kept: the columns of ``Receipt``."""

    id: int
    round: int
    number: int
    level: str
    sent: date
    reference: str
    file: str
    sha256: str
    at: datetime
    username: str


def report(
    instance: Instance, actor: Actor, year: int, level: str, sent: date, reference: str,
    file: str = "",
) -> Received:
    """Keep the receipt of what was sent upward: the package, or one file in it.

    Only what was sealed can be named.  Raises ``Refused`` for an unknown level, a
    day before the seal or to come, or a blank number; ``NotFound`` for a file that
    is not in the package.
    """
    with audited(instance, actor, REPORT, object_of(year, "", "")) as unit:
        stage = require_stage(actor, REPORT, instance.registry)
        state = hold_round(unit, year, stage)
        sealed = newest_seal(unit.connection, year)
        if sealed is None:
            raise Refused(f"{year} 年批次没有封存的数据包，不能登记回执")
        if level not in LEVELS:
            raise Refused(f"上报到哪一级应为{'、'.join(LEVELS.values())}之一")
        if not reference.strip() or len(reference) > LONGEST:
            raise Refused(f"请填写回执号（不超过 {LONGEST} 字）")
        today = local_day(instance.clock())
        if not local_day(sealed.at) <= sent <= today:
            raise Refused(f"上报日期应在封存当日（{local_day(sealed.at)}）与今天（{today}）之间")
        values: dict[str, Any] = {
            "round": year, "number": sealed.number, "level": level, "sent": sent,
            "reference": reference.strip(), "file": file, "sha256": _digest(sealed, file),
            "at": utc(instance.clock()), "username": actor.username,
        }  # fmt: skip
        statement = sa.insert(RECEIPTS).values(values).returning(RECEIPTS.c.id)
        found = Received(unit.connection.execute(statement).scalar_one(), **values)
        pass_on(unit, year, state, stage)
        unit.detail |= {"level": level, "reference": found.reference, "sha256": found.sha256}
    return found


def _digest(sealed: Sealed, file: str) -> str:
    if not file:
        return sealed.sha256
    known = {one["path"]: str(one["sha256"]) for one in sealed.content["files"]}
    if file not in known:
        raise NotFound(f"数据包中没有文件 {file}{did_you_mean(file, known)}")
    return known[file]


def receipts(connection: sa.Connection, year: int) -> list[Received]:
    """Return the receipts of a round, the oldest first."""
    query = sa.select(RECEIPTS).where(RECEIPTS.c.round == year).order_by(RECEIPTS.c.id)
    return [Received(*row) for row in connection.execute(query)]
