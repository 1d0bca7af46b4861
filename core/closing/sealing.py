"""Sealing: an immutable snapshot of the round as the president's meeting approved it.

All is read, computed and written at one moment first; the seal itself is short.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.access import Actor
from core.audit.recording import Unit, audited, object_of, refusals_recorded
from core.audit.row_changes import CHANGES
from core.checks.issues import Scope, store_issues
from core.closing.aggregating import Aggregated, accepted_answers, newest_aggregation
from core.closing.approving import newest_resolution
from core.closing.figures import computed_figures, keep_figures
from core.closing.keeping import keep_file, kept_file
from core.closing.protection import protect
from core.closing.records import AGGREGATIONS, SEALS
from core.closing.report_package import Snapshot, write_report_package
from core.closing.revising import changes_between
from core.closing.stages import hold_round, pass_on, require_stage, require_state, revision
from core.closing.totals import digest_of, record_of
from core.database import reading
from core.errors import Conflict, NotFound, Refused
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.facts import round_facts
from core.rounds.round import Round, frozen_definitions, load_round

SEAL = "seal"


class Sealed(NamedTuple):
    """A seal as kept: the columns of ``Seal``."""

    round: int
    number: int
    aggregation: int
    resolution: int
    path: str
    sha256: str
    size: int
    manifest: str
    ran: str
    changes: str
    mark: int
    at: datetime
    username: str

    @property
    def content(self) -> Mapping[str, Any]:
        """The manifest itself."""
        found: dict[str, Any] = json.loads(self.manifest)
        return found


def seal(instance: Instance, actor: Actor, year: int) -> Sealed:
    """Seal an approved round; return the seal.

    Raises ``Refused`` when the data are not those that were aggregated.
    """
    named = object_of(year, "", "")
    with tempfile.TemporaryDirectory(prefix="tianbao-") as place:
        draft = Path(place) / "package.zip"
        with refusals_recorded(instance, actor, SEAL, named):
            stage = require_stage(actor, SEAL, instance.registry)
            with reading(instance.engine) as connection:
                round = load_round(connection, year)
                require_state(stage, year, round.state)
                snapshot = _snapshot(instance, connection, round)
                manifest = write_report_package(instance, connection, snapshot, draft)
                mark = connection.scalar(sa.select(sa.func.max(CHANGES.c.id))) or 0
        with audited(instance, actor, SEAL, named) as unit:
            state = hold_round(unit, year, stage)
            found = _kept(unit, actor, snapshot, draft, manifest, mark)
            protect(unit.connection, instance.models)
            pass_on(unit, year, state, stage)
            unit.detail |= {"number": found.number, "package": found.sha256,
                            "changed": len(snapshot.changes)}  # fmt: skip
    return found


def _snapshot(instance: Instance, connection: sa.Connection, round: Round) -> Snapshot:
    aggregated = newest_aggregation(connection, round.year)
    resolved = newest_resolution(connection, round.year)
    if aggregated is None or resolved is None or resolved.aggregation != aggregated.id:
        raise Refused("决议审定的不是最近一次汇总，请恢复填报后重新汇总、审定")
    answers = accepted_answers(connection, round)
    if digest_of(record_of(connection, instance.models, round, answers))[1] != aggregated.digest:
        raise Refused("数据与校长办公会审定的汇总不一致，请运行 tianbao audit verify 查明")
    facts = round_facts(connection, instance.registry, round)
    return Snapshot(
        round=round, number=revision(connection, round.year), made=utc(instance.clock()),
        aggregated=aggregated, resolved=resolved,
        run=instance.check_tables(connection, facts, [*facts.definitions.tables]),
        figures=computed_figures(instance, connection, facts),
        changes=_changes(connection, round, aggregated),
    )  # fmt: skip


def _changes(
    connection: sa.Connection, round: Round, aggregated: Aggregated
) -> list[dict[str, Any]]:
    """Return what changed since the seal before; nothing for the first."""
    former = newest_seal(connection, round.year)
    if former is None:
        return []
    query = sa.select(AGGREGATIONS.c.record).where(AGGREGATIONS.c.id == former.aggregation)
    before = json.loads(connection.execute(query).scalar_one())
    return changes_between(connection, round, before, aggregated.content, former.mark)


def _kept(
    unit: Unit, actor: Actor, snapshot: Snapshot, draft: Path, manifest: str, mark: int
) -> Sealed:
    """Keep the package and the figures; ``Conflict`` unless the round is as it was read."""
    year = snapshot.round.year
    now = newest_aggregation(unit.connection, year), newest_resolution(unit.connection, year)
    if now != (snapshot.aggregated, snapshot.resolved):
        raise Conflict("封存时批次的汇总或决议发生变化，请重新封存")
    path, sha256 = keep_file(unit.instance, draft, year, f"{year}-{snapshot.number}")
    found = Sealed(
        year, snapshot.number, snapshot.aggregated.id, snapshot.resolved.id, path, sha256,
        draft.stat().st_size, manifest, json.dumps(snapshot.run.ran),
        json.dumps([*snapshot.changes], ensure_ascii=False), mark, utc(unit.instance.clock()),
        actor.username,
    )  # fmt: skip
    unit.connection.execute(sa.insert(SEALS).values(found._asdict()))
    keep_figures(unit.connection, year, snapshot.number, snapshot.figures)
    scope = Scope(year, tuple(frozen_definitions(snapshot.round).tables))
    store_issues(unit.connection, scope, snapshot.run.issues, found.at)
    return found


def seals(connection: sa.Connection, year: int) -> list[Sealed]:
    """Return the seals of a round, the oldest first."""
    query = sa.select(SEALS).where(SEALS.c.round == year).order_by(SEALS.c.number)
    return [Sealed(*row) for row in connection.execute(query)]


def newest_seal(connection: sa.Connection, year: int) -> Sealed | None:
    """Return the last seal of a round, None when it was never sealed."""
    return next(reversed(seals(connection, year)), None)


def package_of_seal(instance: Instance, found: Sealed | None) -> Path:
    """Return where a seal's package is, as it was sealed; ``NotFound`` where there is none."""
    if found is None:
        raise NotFound("这一批次没有封存")
    return kept_file(instance, found.path, found.sha256)
