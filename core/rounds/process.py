"""The collection in figures: how much is filled, and how many answers passed at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

import sqlalchemy as sa

from core.definition.table import Table
from core.instance import Instance
from core.rounds.assignment import assigned
from core.rounds.completeness import completeness
from core.rounds.pace import NOTHING_YET, paces
from core.rounds.round import Round, frozen_definitions, load_round
from core.rounds.submission import Standing, standings


def process_figures(
    instance: Instance, connection: sa.Connection, year: int,
    departments: Collection[str] | None = None,
) -> Mapping[str, Decimal]:
    """Return the figures of a round's collection by name, of some departments or of all.

    A table that nobody has filled counts as one row of which nothing is filled,
    unless everybody has declared that there is nothing to report.  An answer is
    judged once it was accepted or returned; who returned it does not matter.
    """
    round = load_round(connection, year)
    every = standings(connection, year)
    mine = [one for one in every if departments is None or one.department_id in departments]
    required, filled = _cells(instance, connection, round, mine, departments)
    pace = paces(connection, year, instance.clock())
    passed = judged = 0
    for one in mine:
        returns = pace.get(one.id, NOTHING_YET).returns
        accepted = one.state == "accepted"
        judged += accepted or returns > 0
        passed += accepted and returns == 0
    return {
        "cells_required": Decimal(required), "cells_filled": Decimal(filled),
        "answers_judged": Decimal(judged), "answers_passed_at_once": Decimal(passed),
    }  # fmt: skip


def _cells(
    instance: Instance, connection: sa.Connection, round: Round, mine: Collection[Standing],
    departments: Collection[str] | None,
) -> tuple[int, int]:
    """Return how many cells must be filled, and how many of them are."""
    tables = frozen_definitions(round).tables
    nothing = {(one.table_id, one.department_id) for one in mine if one.absence}
    required = filled = 0
    for id, fill in assigned(connection, round.year).items():
        own = [one for one in fill if departments is None or one in departments]
        if id not in tables or not own:
            continue
        found = completeness(instance, connection, round, tables[id])
        counted = [one for name, one in found.items() if departments is None or name in departments]
        required += sum(one.required for one in counted)
        filled += sum(one.filled for one in counted)
        if not counted and any((id, one) not in nothing for one in own):
            required += _cells_of_a_row(tables[id])
    return required, filled


def _cells_of_a_row(table: Table) -> int:
    """Return how many cells must be filled whatever the others hold."""
    return sum(f.required and not f.computed and not f.when for f in table.fields)
