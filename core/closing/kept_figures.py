"""Showing a sealed round: its figures as they were kept, in place of what would be computed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

import sqlalchemy as sa

from core.closing.figures import Figures, sealed_figures
from core.closing.stages import ROUNDS, SEALED
from core.indicators.evaluating import Evaluation, IndicatorResult
from core.indicators.measuring import MeasureResult, Measuring, in_yuan

NOTHING = Figures((), ())


class KeptMeasuring(Measuring):
    """The measures of a sealed round, read from its seal."""

    def kept(self, by: str | None) -> Mapping[str, MeasureResult]:
        """Return the measures as kept by name; read once."""
        if by not in self._kept:
            found = sealed_figures(self.connection, self.facts.year, by) or NOTHING
            self._kept[by] = {one.name: one for one in found.measures}
        return self._kept[by]

    @cached_property
    def _kept(self) -> dict[str | None, Mapping[str, MeasureResult]]:
        return {}

    def value(self, name: str) -> Decimal | None:
        """Return a measure's value as kept, money in 元."""
        found = self.kept(None).get(name)
        value = None if found is None else found.value
        return None if found is None or value is None else in_yuan(value, found.unit)

    def groups(self, name: str, by: str) -> dict[str, Decimal]:
        """Return a measure's values by group as kept."""
        found = self.kept(by).get(name)
        if found is None:
            return {}
        return {key: in_yuan(value, found.unit) for key, value in found.groups.items()}


class KeptEvaluation(Evaluation):
    """The indicators of a sealed round, read from its seal; only a what-if reckons anew."""

    def results(self, by: str | None = None) -> list[IndicatorResult]:
        """Return the indicators as kept, but for those that no plugin brings any more."""
        if self.overrides:
            return super().results(by)
        kept = sealed_figures(self.measuring.connection, self.facts.year, by) or NOTHING
        return [one for one in kept.indicators if one.name in self.indicators]

    def value(self, name: str) -> Decimal | None:
        """Return a measure's or indicator's value as kept, money in 元."""
        if self.overrides or name not in self.indicators:
            return super().value(name)
        found = next((one for one in self.results() if one.name == name), None)
        value = None if found is None else found.value
        return None if found is None or value is None else in_yuan(value, found.unit)


def as_sealed(evaluation: Evaluation) -> Evaluation:
    """Return the evaluation with the figures of the seal, if the round is sealed.

    Whoever sees only some departments' rows gets what is computed from those: the
    seal keeps the figures of the whole college.
    """
    measuring = evaluation.measuring
    query = sa.select(ROUNDS.c.state).where(ROUNDS.c.year == evaluation.facts.year)
    sealed = measuring.connection.scalar(query) in SEALED
    if not sealed or measuring.departments is not None or measuring.accepted is not None:
        return evaluation
    kept = KeptMeasuring(
        measuring.connection, measuring.facts, measuring.models, measuring.measures
    )
    return KeptEvaluation(
        evaluation.facts, kept, evaluation.indicators, evaluation.standards,
        evaluation.overrides, evaluation.last, evaluation._count,
    )
