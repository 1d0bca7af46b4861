"""Going back to filling, with a reason; after a seal as a revision that says what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from core.access import Actor
from core.audit.recording import audited, object_of
from core.audit.row_changes import CHANGES
from core.closing.records import REOPENINGS
from core.closing.stages import SEALED, hold_round, pass_on, require_stage, revision
from core.errors import Refused
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.department import all_departments
from core.rounds.round import Round, frozen_definitions

REOPEN = "reopen"
LONGEST = 1_000


def reopen(instance: Instance, actor: Actor, year: int, reason: str) -> int:
    """Let a closed round be corrected; return the number of the revision that begins.

    Every answer stays accepted: what is wrong is returned to its department, and
    all is aggregated, approved and sealed again.  Earlier seals stay as they are.
    Raises ``Refused`` without a reason.
    """
    with audited(instance, actor, REOPEN, object_of(year, "", "")) as unit:
        stage = require_stage(actor, REOPEN, instance.registry)
        state = hold_round(unit, year, stage)
        if not reason.strip() or len(reason) > LONGEST:
            raise Refused(f"请写明恢复填报的原因（不超过 {LONGEST} 字）")
        number = revision(unit.connection, year)
        unit.connection.execute(sa.insert(REOPENINGS).values(
            round=year, seal=number - 1 if state in SEALED else 0, state=state,
            reason=reason.strip(), at=utc(instance.clock()), username=actor.username,
        ))  # fmt: skip
        pass_on(unit, year, state, stage)
        unit.detail |= {"reason": reason.strip(), "number": number}
    return number


def changes_between(
    connection: sa.Connection, round: Round, before: Mapping[str, Any], now: Mapping[str, Any],
    since: int,
) -> list[dict[str, Any]]:
    """Return what a revision changed: per answer that differs its rows, and those that moved.

    ``before`` and ``now`` are records of aggregations, ``since`` the newest change
    of a row when the former was sealed.
    """
    tables = frozen_definitions(round).tables
    names = {one.id: one.name for one in all_departments(connection)}
    old, new = _answers(before), _answers(now)
    return [
        {
            "table": place[0], "title": tables[place[0]].title,
            "department": names.get(place[1], place[1]),
            "rows_before": old.get(place, {}).get("rows"), "rows": new.get(place, {}).get("rows"),
            "changed_rows": [*_changed_rows(connection, round.year, place, since)],
        }
        for place in sorted(old.keys() | new.keys())
        if old.get(place, {}).get("fingerprint") != new.get(place, {}).get("fingerprint")
    ]  # fmt: skip


def _answers(record: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {(one["table"], one["department"]): one for one in record["answers"]}


def _changed_rows(
    connection: sa.Connection, year: int, place: tuple[str, str], since: int
) -> Iterator[str]:
    """Yield the keys of the rows that were written since, each once."""
    query = (
        sa.select(CHANGES.c.row_key)
        .where(
            CHANGES.c.round == year, CHANGES.c.table_id == place[0],
            CHANGES.c.department == place[1], CHANGES.c.id > since,
        )
        .distinct()
        .order_by(CHANGES.c.row_key)
    )
    yield from connection.scalars(query)
