"""The indicators of a round as one person may see them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any, NamedTuple

import sqlalchemy as sa

from admin.visit import Visit
from core.access import departments_visible, may
from core.closing.kept_figures import as_sealed
from core.indicators.evaluating import Evaluation
from core.indicators.measuring import GROUPS, Measuring
from core.indicators.standards import StandardLines, read_standards
from core.instance import TABLES
from core.rounds.facts import facts_of
from core.rounds.process import process_figures

PREFIX = "set."
"""Before the name of an input in the URL of a "what if"."""
LONGEST = 20
BLANK = "—"


class Overrides(NamedTuple):
    """What is asked to be replaced: numbers by input, and what was no number."""

    values: Mapping[str, Decimal]
    wrong: Mapping[str, str]


def overrides_from(arguments: Mapping[str, str]) -> Overrides:
    """Return the replaced inputs of a URL; blanks replace nothing."""
    values: dict[str, Decimal] = {}
    wrong: dict[str, str] = {}
    for key, text in arguments.items():
        name, typed = key.removeprefix(PREFIX), text.strip().replace(",", "")
        if not key.startswith(PREFIX) or not typed:
            continue
        number = number_of(typed)
        if number is None:
            wrong[name] = text
        else:
            values[name] = number
    return Overrides(values, wrong)


def number_of(typed: str) -> Decimal | None:
    """Return a plain finite number, or None for anything else."""
    if len(typed) > LONGEST or not typed.isascii() or "_" in typed:
        return None
    try:
        number = Decimal(typed)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < LONGEST else None


def only_own(visit: Visit) -> bool:
    """Tell whether the person's figures are of his own department's rows only."""
    return may(visit.actor, "see") and departments_visible(visit.actor) is not None


def evaluation(
    connection: sa.Connection, visit: Visit, overrides: Mapping[str, Decimal]
) -> Evaluation:
    """Return the evaluation of the round, with the one of the round before for comparison."""
    former = next((r for r in visit.rounds if r.year == visit.now_open.year - 1), None)
    last = None
    if former is not None:
        facts = facts_of(former, visit.instance.registry)
        last = _evaluation(connection, visit, facts, {}, None)
    return _evaluation(connection, visit, visit.facts, overrides, last)


def _evaluation(
    connection: sa.Connection, visit: Visit, facts: Any, overrides: Mapping[str, Decimal],
    last: Evaluation | None,
) -> Evaluation:
    registry = visit.instance.registry
    departments = departments_visible(visit.actor) if only_own(visit) else None
    measuring = Measuring(
        connection, facts, visit.instance.models, registry.measures(facts.year), departments
    )
    return as_sealed(Evaluation(
        facts, measuring, registry.indicators(facts.year), read_standards(TABLES), overrides, last,
        partial(process_figures, visit.instance, connection, facts.year, departments),
    ))


def group_names(connection: sa.Connection, visit: Visit, by: str) -> Mapping[str, str]:
    """Return the names of units or majors by code, as references to them read."""
    table_id, _, code = GROUPS[by].rpartition(".")
    table = visit.definitions.tables.get(table_id)
    if table is None:
        return {}
    rows = visit.instance.models.rows(table_id)
    naming = [n for n in table.display if n != code and n in rows.c]
    query = sa.select(rows.c[code], *(rows.c[name] for name in naming)).where(
        rows.c.row_round == visit.now_open.year
    )
    return {
        str(row[0]): " ".join(str(text) for text in row[1:] if text)
        for row in connection.execute(query) if row[0] is not None
    }


def shown(value: Any, places: int = 2) -> str:
    """Return a figure as people read it: rounded, with thousands apart."""
    if value is None:
        return BLANK
    if isinstance(value, bool):
        return "是" if value else "否"
    if not isinstance(value, Decimal):
        return str(value)
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def lines_in_words(lines: StandardLines | None, unit: str) -> list[tuple[str, str]]:
    """Return the lines of a standard as (what it is, figure)."""
    if lines is None:
        return []
    sign = "≤" if lines.direction == "down" else "≥"
    found = []
    if lines.direction == "range" and lines.low is not None and lines.high is not None:
        found.append(("合格", f"{shown(lines.low)} – {shown(lines.high)} {unit}"))
    if lines.passing is not None:
        found.append(("合格", f"{sign} {shown(lines.passing)} {unit}"))
    if lines.limit is not None:
        found.append(("限制招生", f"{'>' if sign == '≤' else '<'} {shown(lines.limit)} {unit}"))
    if lines.reference is not None:
        found.append(("参照", f"{shown(lines.reference)} {unit}"))
    return found
