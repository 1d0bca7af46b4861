"""The figures of a sealed round: kept with the seal, shown from there, never computed again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import sqlalchemy as sa

from core.checks.facts import RoundFacts
from core.closing.records import SEALED_FIGURES
from core.indicators.evaluating import Evaluation, IndicatorResult
from core.indicators.measuring import GROUPS, MeasureResult, Measuring
from core.indicators.standards import StandardLines, read_standards
from core.instance import TABLES, Instance
from core.rounds.process import process_figures

WHOLE = ""
BREAKDOWNS = (WHOLE, *GROUPS)


@dataclass(frozen=True)
class Figures:
    """All measures and indicators of a round, as a whole or broken down."""

    measures: tuple[MeasureResult, ...]
    indicators: tuple[IndicatorResult, ...]


def computed_figures(
    instance: Instance, connection: sa.Connection, facts: RoundFacts
) -> Mapping[str, Figures]:
    """Compute the figures of a round from its rows, by what they are broken down by."""
    former = facts.previous
    last = None if former is None else _evaluation(instance, connection, former, None)
    found = _evaluation(instance, connection, facts, last)
    return {
        by: Figures(tuple(found.measuring.results(by or None)), tuple(found.results(by or None)))
        for by in BREAKDOWNS
    }


def _evaluation(
    instance: Instance, connection: sa.Connection, facts: RoundFacts, last: Evaluation | None
) -> Evaluation:
    registry = instance.registry
    measuring = Measuring(connection, facts, instance.models, registry.measures(facts.year))
    indicators = registry.indicators(facts.year)
    process = partial(process_figures, instance, connection, facts.year)
    standards = read_standards(TABLES)
    return Evaluation(facts, measuring, indicators, standards, last=last, process=process)


def keep_figures(
    connection: sa.Connection, year: int, number: int, figures: Mapping[str, Figures]
) -> None:
    """Store the figures with the seal of that number."""
    connection.execute(sa.insert(SEALED_FIGURES), [
        {"round": year, "number": number, "by": by,
         "measures": text_of(found.measures), "indicators": text_of(found.indicators)}
        for by, found in figures.items()
    ])  # fmt: skip


def sealed_figures(connection: sa.Connection, year: int, by: str | None) -> Figures | None:
    """Return the figures of the newest seal of a round, None when it was never sealed."""
    query = (
        sa.select(SEALED_FIGURES)
        .where(SEALED_FIGURES.c.round == year, SEALED_FIGURES.c.by == (by or WHOLE))
        .order_by(SEALED_FIGURES.c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    measures = [MeasureResult(**record) for record in _read(row.measures)]
    return Figures(tuple(measures), tuple(map(_indicator, _read(row.indicators))))


def _indicator(record: dict[str, Any]) -> IndicatorResult:
    lines = record.pop("standard")
    return IndicatorResult(**record, standard=StandardLines(**lines) if lines else None)


def text_of(results: Sequence[MeasureResult] | Sequence[IndicatorResult]) -> str:
    """Return results as JSON, exact decimals as ``{"number": …}``."""
    return json.dumps([_record(one) for one in results], default=_exact, ensure_ascii=False)


def _record(result: MeasureResult | IndicatorResult) -> dict[str, Any]:
    record = {name: getattr(result, name) for name in type(result).__dataclass_fields__}
    for name in ("groups", "inputs"):
        if name in record:
            record[name] = dict(record[name])
    if record.get("standard") is not None:
        record["standard"] = asdict(record["standard"])
    return record


def _exact(value: Any) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {"number": str(value)}
    raise TypeError(f"{type(value).__name__} is no figure")


def _read(text: str) -> list[dict[str, Any]]:
    def number(record: dict[str, Any]) -> Any:
        return Decimal(record["number"]) if record.keys() == {"number"} else record

    found: list[dict[str, Any]] = json.loads(text, object_hook=number)
    return found
