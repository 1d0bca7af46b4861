"""The stages of a round's closing: whose they are, from which state to which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import sqlalchemy as sa

from core.access import SYSTEM, Actor, require_part
from core.audit.recording import Unit
from core.closing.records import SEALS
from core.errors import NotFound, Refused
from core.registry import Registry
from core.rounds.round import Round

STATE_TITLES: Mapping[str, str] = MappingProxyType({
    "planned": "计划中", "open": "开放填报", "aggregated": "已汇总", "approved": "已审定",
    "sealed": "已封存", "reported": "已上报",
})  # fmt: skip
SEALED = frozenset({"sealed", "reported"})
CLOSED = frozenset({"aggregated", "approved", *SEALED})
ROUNDS = Round.__table__


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: who takes it, from which states, to which."""

    verb: str
    title: str
    roles: tuple[str, ...]
    before: frozenset[str]
    after: str


_OFFICE = ("office", SYSTEM)
STAGES: Mapping[str, Stage] = MappingProxyType({
    stage.verb: stage
    for stage in (
        Stage("aggregate", "汇总", _OFFICE, frozenset({"open"}), "aggregated"),
        Stage("approve", "登记校长办公会决议", ("secretary",), frozenset({"aggregated"}),
              "approved"),
        Stage("seal", "封存", _OFFICE, frozenset({"approved"}), "sealed"),
        Stage("report", "登记上报回执", _OFFICE, SEALED, "reported"),
        Stage("reopen", "恢复填报", _OFFICE, CLOSED, "open"),
    )
})  # fmt: skip


READERS = (*_OFFICE, "secretary", "auditor", "leader")
"""The roles that see how far the closing is."""


def require_stage(actor: Actor, verb: str, registry: Registry) -> Stage:
    """Return the stage; ``Refused`` unless it is the actor's role's and every plugin works."""
    stage = STAGES[verb]
    require_part(actor, stage.roles, None)
    if registry.disabled:
        names = "、".join(plugin.name for plugin in registry.disabled)
        raise Refused(f"有插件停用（{names}），不能{stage.title}：请先排除故障")
    return stage


def require_state(stage: Stage, year: int, state: str) -> None:
    """Raise ``Refused`` unless the stage can be taken from that state."""
    if state not in stage.before:
        raise Refused(f"{year} 年批次现在是“{STATE_TITLES[state]}”，不能{stage.title}")


def hold_round(unit: Unit, year: int, stage: Stage) -> str:
    """Hold the round until the unit ends, so that one closes it at a time; return its state."""
    query = sa.select(ROUNDS.c.state).where(ROUNDS.c.year == year)
    state = unit.connection.scalar(query.with_for_update(key_share=True))
    if state is None:
        raise NotFound(f"没有 {year} 年的采集批次")
    require_state(stage, year, state)
    return str(state)


def pass_on(unit: Unit, year: int, state: str, stage: Stage) -> None:
    """Give the held round its new state."""
    query = sa.update(ROUNDS).where(ROUNDS.c.year == year).values(state=stage.after)  # type: ignore[arg-type]
    unit.connection.execute(query)
    unit.detail |= {"from": state, "to": stage.after}


def revision(connection: sa.Connection, year: int) -> int:
    """Return the number of the revision being worked on: one more than there are seals."""
    query = sa.select(sa.func.count()).select_from(SEALS).where(SEALS.c.round == year)
    return int(connection.execute(query).scalar_one()) + 1
