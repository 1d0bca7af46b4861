"""Indicators: values with standards, what they were computed from, and what would be if."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from flask import abort, request
from flask_admin import expose

from admin.office.figures import (
    Overrides,
    evaluation,
    group_names,
    lines_in_words,
    only_own,
    overrides_from,
    shown,
)
from admin.pages import Page
from admin.visit import Visit, current_visit
from core.access import Actor, may
from core.checks.facts import SETTING
from core.database import reading
from core.errors import NotFound
from core.indicators.evaluating import Evaluation, IndicatorResult
from core.indicators.measuring import DEPARTMENT, MAJOR
from core.indicators.process import PROCESS_FIGURES


class Input(NamedTuple):
    """One figure that an indicator was computed from; ``table`` is where its rows are."""

    name: str
    title: str
    value: Any
    unit: str
    table: str
    replaceable: bool


class IndicatorPages(Page):
    """All indicators of the round, and one of them with everything behind it."""

    def allows(self, actor: Actor) -> bool:
        """Indicators are for those who may measure."""
        return may(actor, "measure")

    @expose("/")
    def index(self) -> str:
        """Show every indicator with its value, standard and rating."""
        visit = current_visit()
        with reading(visit.instance.engine) as connection:
            found = evaluation(connection, visit, {})
            results = found.results()
            former = {r.name: r.value for r in found.last.results()} if found.last else {}
            behind = {result.name: inputs_of(visit, found, result) for result in results}
        return str(self.render(
            "office/indicators.html", groups=by_category(visit, found, results), former=former,
            behind=behind, shown=shown, lines=lines_in_words, own=only_own(visit),
            ratings=ratings(results),
        ))

    @expose("/<indicator>")
    def one(self, indicator: str) -> str:
        """Show one indicator: its inputs, its breakdown, and what would be if."""
        visit = current_visit()
        if indicator not in visit.instance.registry.indicators(visit.now_open.year):
            abort(404)
        asked = overrides_from(request.args)
        by = request.args.get("by", "")
        with reading(visit.instance.engine) as connection:
            now = evaluation(connection, visit, {})
            result = next(r for r in now.results() if r.name == indicator)
            inputs = inputs_of(visit, now, result)
            would_be = self._would_be(connection, visit, asked, inputs, indicator)
            broken_down = now.results(by) if by in (DEPARTMENT, MAJOR) else []
            groups = [one for one in broken_down if one.name == indicator]
            names = group_names(connection, visit, by) if groups else {}
        return str(self.render(
            "office/indicator.html", result=result, inputs=inputs, asked=asked,
            would_be=would_be, groups=groups, names=names, by=by, shown=shown,
            lines=lines_in_words, own=only_own(visit),
        ))

    def _would_be(
        self, connection: Any, visit: Visit, asked: Overrides, inputs: Iterable[Input], name: str
    ) -> IndicatorResult | None:
        """Return the indicator with replaced inputs, or None when nothing is replaced."""
        replaceable = {one.name for one in inputs if one.replaceable}
        values = {n: v for n, v in asked.values.items() if n in replaceable}
        if not values:
            return None
        results = evaluation(connection, visit, values).results()
        return next(result for result in results if result.name == name)


def by_category(
    visit: Visit, found: Evaluation, results: Iterable[IndicatorResult]
) -> list[tuple[str, list[IndicatorResult]]]:
    """Return the results under the titles of their categories."""
    groups: dict[str, list[IndicatorResult]] = {}
    for result in results:
        category = found.indicators[result.name].category
        known = visit.instance.registry.categories.get(category)
        groups.setdefault(known.title if known else category, []).append(result)
    return list(groups.items())


def ratings(results: Iterable[IndicatorResult]) -> Mapping[str, int]:
    """Return how many indicators pass, lie below their line, or beyond the limit."""
    every = list(results)
    found = {word: sum(r.rating == word for r in every) for word in ("pass", "below", "limit")}
    return {**found, "unknown": sum(result.value is None for result in every)}


def inputs_of(visit: Visit, found: Evaluation, result: IndicatorResult) -> list[Input]:
    """Return the figures an indicator was computed from, with titles and units."""
    inputs = []
    for name, value in result.inputs.items():
        measure = found.measuring.measures.get(name)
        indicator = found.indicators.get(name)
        setting = visit.facts.settings.get(name.removeprefix(SETTING))
        if measure is not None:
            inputs.append(Input(name, measure.title, value, measure.unit, measure.table, True))
        elif indicator is not None:
            inputs.append(Input(name, indicator.title, value, indicator.unit, "", True))
        elif name in PROCESS_FIGURES:
            inputs.append(Input(name, PROCESS_FIGURES[name], value, "", "", True))
        elif setting is not None:
            unit = getattr(setting, "unit", "")
            inputs.append(Input(name, setting.title, value, unit, "", False))
        else:
            inputs.append(Input(name, _former_title(found, name), value, "", "", False))
    return inputs


def _former_title(found: Evaluation, name: str) -> str:
    """Return what an input of the round before is called."""
    plain = name.removeprefix("last_")
    known: Any = found.measuring.measures.get(plain) or found.indicators.get(plain)
    if known is None:
        raise NotFound(f"没有 {name}")
    return f"上一年的{known.title}"
