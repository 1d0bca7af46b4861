"""Evaluating indicators: each after what it needs, with its inputs, variant and rating."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, DivisionUndefined, InvalidOperation
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from inspect import signature
from typing import Any

from core.category import RATING, Indicator, parameters
from core.checks.facts import LAST, SETTING, RoundFacts, injected, is_injected
from core.checks.messages import plain
from core.checks.money import into_unit
from core.errors import PluginError, Refused, did_you_mean
from core.indicators.measuring import Measuring, in_yuan
from core.indicators.process import PROCESS_FIGURES, Process, unknown
from core.indicators.standards import Standard, StandardLines

SCHOOL_TYPE = "school_type"


@dataclass(frozen=True)
class IndicatorResult:
    """One indicator as computed; ``value`` is unrounded, None when it cannot be computed.

    ``inputs`` are the measures, indicators and settings it was computed from,
    each in its own unit; ``variant`` names the settings that had a say.
    """

    code: str
    name: str
    title: str
    value: Decimal | None
    unit: str
    inputs: Mapping[str, Any]
    variant: str
    standard: StandardLines | None
    rating: str | None
    group: str = ""
    """The unit or major code, when broken down."""


class Evaluation:
    """Evaluates the indicators of one round.

    ``overrides`` replace measures, indicators (in their own unit) or settings by
    name: what would be if.  ``last`` is the evaluation of the round before, for
    inputs named ``last_*``; ``process`` counts the figures of the collection
    itself.  Raises ``Refused`` for a name nobody knows.
    """

    def __init__(
        self,
        facts: RoundFacts,
        measuring: Measuring,
        indicators: Mapping[str, Indicator],
        standards: Mapping[str, Standard],
        overrides: Mapping[str, Decimal] | None = None,
        last: Evaluation | None = None,
        process: Process = unknown,
    ) -> None:
        self.facts = facts
        self.measuring = measuring
        self.indicators = indicators
        self.standards = standards
        self.overrides = dict(overrides or {})
        self.last = last
        self._count = process
        known = {*measuring.measures, *indicators, *PROCESS_FIGURES}
        for name in self.overrides:
            if name not in known:
                raise Refused(f"没有统计量或指标 {name}{did_you_mean(name, known)}")

    def results(self, by: str | None = None) -> list[IndicatorResult]:
        """Return all indicators by code; broken down, one result per group and indicator."""
        ordered = sorted(self.indicators.values(), key=lambda indicator: indicator.code)
        if by is None:
            values = self._values({})
            return [self._result(indicator, values, "") for indicator in ordered]
        found: list[IndicatorResult] = []
        groups = self._grouped(by)
        divisible = [i for i in ordered if self._divides(i.name, by)]
        for key in sorted({key for values in groups.values() for key in values}):
            values = self._values({name: per.get(key) for name, per in groups.items()}, by)
            found += [self._result(indicator, values, key) for indicator in divisible]
        return found

    def value(self, name: str) -> Decimal | None:
        """Return a measure's or indicator's value as rules see it (money in 元)."""
        return self._whole.get(name) if name in self.indicators else self._measure(name)

    @cached_property
    def _whole(self) -> dict[str, Decimal | None]:
        return self._values({})

    @cached_property
    def _process(self) -> Mapping[str, Decimal]:
        given = {n: v for n, v in self.overrides.items() if n in PROCESS_FIGURES}
        return {**self._count(), **given}

    def _measure(self, name: str) -> Decimal | None:
        if name in self.overrides:
            return in_yuan(self.overrides[name], self.measuring.measures[name].unit)
        return self.measuring.value(name)

    def _grouped(self, by: str) -> dict[str, dict[str, Decimal]]:
        needed = {n for i in self.indicators.values() for n in i.parameters}
        names = [name for name in self.measuring.measures if name in needed]
        return {
            name: self.measuring.groups(name, by)
            for name in names
            if self.measuring.has_groups(name, by)
        }

    def _divides(self, name: str, by: str) -> bool:
        """Tell whether every measure below an indicator has that breakdown."""
        if name in self.measuring.measures:
            return self.measuring.has_groups(name, by)
        if name not in self.indicators:
            return is_injected(name)
        return all(self._divides(needed, by) for needed in self.indicators[name].parameters)

    @cached_property
    def order(self) -> Sequence[str]:
        """The names of the indicators, each after those it needs."""
        needs = {
            name: [p for p in indicator.parameters if p in self.indicators]
            for name, indicator in self.indicators.items()
        }
        try:
            return tuple(TopologicalSorter(needs).static_order())
        except CycleError as error:
            circle = " → ".join(error.args[1])
            category = self.indicators[error.args[1][0]].category
            raise PluginError(category, f"指标互相依赖：{circle}") from error

    def _values(
        self, grouped: Mapping[str, Decimal | None], by: str | None = None
    ) -> dict[str, Decimal | None]:
        """Return every indicator's value, and the grouped measures, as rules see them."""
        values: dict[str, Decimal | None] = dict(grouped)
        for name in self.order:
            indicator = self.indicators[name]
            if name in self.overrides and by is None:
                values[name] = in_yuan(self.overrides[name], indicator.unit)
            elif by is None or self._divides(name, by):
                values[name] = self._computed(indicator, values)
        return values

    def _input(self, name: str, values: Mapping[str, Decimal | None]) -> Any:
        if is_injected(name):
            return injected(name, self.facts)
        if name in values:
            return values[name]
        if name in self.measuring.measures:
            return self._measure(name)
        if name in PROCESS_FIGURES:
            return self._process.get(name)
        if name.startswith(LAST):
            return self.last.value(name.removeprefix(LAST)) if self.last else None
        return None

    def _computed(
        self, indicator: Indicator, values: Mapping[str, Decimal | None]
    ) -> Decimal | None:
        """Return an indicator's value; a zero divisor means that it cannot be computed.

        So does an input that is not known, unless its parameter has a default.
        """
        given = {name: self._input(name, values) for name in indicator.parameters}
        taken = signature(indicator.function).parameters.values()
        if any(given[p.name] is None and p.default is p.empty for p in taken):
            return None
        try:
            value = indicator.function(**given)
        except (DivisionByZero, DivisionUndefined, InvalidOperation):
            return None
        except Exception as error:
            reason = f"指标 {indicator.code} 出错：{type(error).__name__}: {error}"
            raise PluginError(indicator.category, reason) from error
        return None if value is None else Decimal(value)

    def _result(
        self, indicator: Indicator, values: Mapping[str, Decimal | None], group: str
    ) -> IndicatorResult:
        value = values.get(indicator.name)
        shown = None if value is None else into_unit(value, indicator.unit)
        lines = self._lines(indicator.name)
        return IndicatorResult(
            code=indicator.code, name=indicator.name, title=indicator.title, value=shown,
            unit=indicator.unit, inputs=self._inputs(indicator, values),
            variant=self._variant(indicator.name), standard=lines,
            rating=self._rating(indicator, lines, shown, values), group=group,
        )  # fmt: skip

    def _rating(
        self, indicator: Indicator, lines: StandardLines | None, shown: Decimal | None,
        values: Mapping[str, Decimal | None],
    ) -> str | None:
        """Rate a value by the lines, and by what the standard says beside them.

        Where an input of the latter is not known, the lines alone decide.
        """
        rating = lines.rate(shown) if lines else None
        if rating is None or indicator.rated is None:
            return rating
        names = [name for name in parameters(indicator.rated) if name != RATING]
        given = {name: self._input(name, values) for name in names}
        if any(value is None for value in given.values()):
            return rating
        try:
            return indicator.rated(**{RATING: rating, **given})
        except Exception as error:
            reason = f"指标 {indicator.code} 的评级出错：{type(error).__name__}: {error}"
            raise PluginError(indicator.category, reason) from error

    def _lines(self, name: str) -> StandardLines | None:
        standard = self.standards.get(name)
        if standard is None or not standard.in_force(self.facts.year):
            return None
        school = self.facts.settings.get(SCHOOL_TYPE)
        return standard.lines(school.value if school else "")

    def _inputs(
        self, indicator: Indicator, values: Mapping[str, Decimal | None]
    ) -> dict[str, Any]:
        found = {}
        for name in indicator.parameters:
            value = self._input(name, values)
            known: Any = self.measuring.measures.get(name) or self.indicators.get(name)
            if known is not None and value is not None:
                value = into_unit(value, known.unit)
            found[name] = value
        return found

    def _variant(self, name: str) -> str:
        """Name the settings an indicator or its standard depends on, through its inputs too."""
        used = sorted(self._settings(name))
        standard = self.standards.get(name)
        if standard and standard.by_school_type and SCHOOL_TYPE in self.facts.settings:
            used.insert(0, SCHOOL_TYPE)
        texts = [self.facts.settings[s] for s in used]
        return "；".join(f"{setting.title}：{plain(setting.value)}" for setting in texts)

    def _settings(self, name: str) -> set[str]:
        """Return the settings a measure or indicator takes, an indicator's inputs included."""
        rule: Any = self.indicators.get(name) or self.measuring.measures.get(name)
        if rule is None:
            return set()
        found = {p.removeprefix(SETTING) for p in rule.parameters if p.startswith(SETTING)}
        if name in self.indicators:  # a measure's other parameters are tables, not figures
            found = found.union(*(self._settings(needed) for needed in rule.parameters))
        return found
