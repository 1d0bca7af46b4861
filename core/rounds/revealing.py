"""Seeing one masked value in the clear: with the right, a reason, and an entry that tells of it."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from core.access import Actor, masks, require
from core.audit.recording import ENTRIES, audited
from core.errors import NotFound, Refused
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.round import frozen_definitions
from core.rounds.rows import Place
from core.rounds.stored_rows import load_row

REVEALED = "revealed"
AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 30
SHORTEST_REASON, LONGEST_REASON = 4, 200


class NoReason(Refused):
    """The reason is missing or says nothing."""


class TooMany(Refused):
    """More values were revealed within an hour than single cases need."""


def reveal(
    instance: Instance, actor: Actor, place: Place, row_id: str, field: str, reason: str
) -> str:
    """Return a masked value of one row as people read it; who, what and why is written down.

    Raises ``NotFound`` when the row is foreign or the field is not masked for the actor,
    ``NoReason``, and ``TooMany`` from the 31st within an hour on.
    """
    with audited(instance, actor, REVEALED, place.named(row_id)) as unit:
        require(actor, "reveal", place.department, place.table)
        row = load_row(
            unit.connection, instance.models, place.table, place.round.year, actor, row_id
        )
        found = place.table.by_name.get(field)
        if found is None or row.department != place.department:
            raise NotFound("没有找到")
        if not masks(actor, found, row.department):
            raise NotFound("没有找到")
        said = " ".join(reason.split())
        if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
            raise NoReason(f"请写明原因（{SHORTEST_REASON} 至 {LONGEST_REASON} 字），它会被记录")
        since = utc(instance.clock()) - AN_HOUR
        times = unit.connection.scalar(
            sa.select(sa.func.count()).where(
                ENTRIES.c.actor == actor.username, ENTRIES.c.verb == REVEALED, ENTRIES.c.at > since
            )
        )
        if (times or 0) >= MOST_AN_HOUR:
            raise TooMany(f"一小时内最多查看 {MOST_AN_HOUR} 处敏感信息，请稍后再试")
        unit.detail |= {"field": field, "reason": said}
        value = row.values.get(field)
    if value is None:
        return ""
    reading = frozen_definitions(place.round).reading(place.round.calendar)
    return instance.registry.kinds[found.kind].text(value, found, reading)
