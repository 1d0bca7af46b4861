"""The facts of a round for the rules: what was frozen when it opened, and the round before."""

from __future__ import annotations

import sqlalchemy as sa

from core.checks.facts import RoundFacts
from core.registry import Registry
from core.rounds.round import Round, all_rounds, frozen_definitions, frozen_settings


def facts_of(round: Round, registry: Registry, previous: RoundFacts | None = None) -> RoundFacts:
    """Return what the rules need to know of a round."""
    return RoundFacts(
        year=round.year,
        calendar=round.calendar,
        definitions=frozen_definitions(round),
        kinds=registry.kinds,
        settings=frozen_settings(round),
        previous=previous,
    )


def round_facts(connection: sa.Connection, registry: Registry, round: Round) -> RoundFacts:
    """Return the facts of a round with those of the year before, if it was collected."""
    before = [one for one in all_rounds(connection) if one.year == round.year - 1]
    previous = facts_of(before[0], registry) if before else None
    return facts_of(round, registry, previous)
