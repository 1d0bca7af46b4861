"""A sealed round shows the figures that were sealed, whatever is in the rows or rules now."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from core import count
from core.category import Category
from core.closing.figures import sealed_figures
from core.closing.kept_figures import as_sealed
from core.database import reading, writing
from core.indicators.evaluating import Evaluation
from core.indicators.measuring import Measuring
from core.instance import Instance
from core.registry import Plugin
from core.rounds.facts import round_facts
from core.rounds.round import load_round
from tests.core.closing.playing import YEAR, Closing


def with_rules(instance: Instance, factor: int) -> Instance:
    """Return the instance with a measure and an indicator, which another factor changes."""
    sample = Category("sample", "示例")

    @sample.measure("人员数", "person", unit="人")
    def people(person: Any) -> Any:
        return count()

    @sample.indicator("SMP-I01", "人员数的倍数", unit="人", source="测试")
    def multiple(people: Decimal) -> Decimal:
        return factor * people

    plugin = Plugin("sample", "test", "1.0", (sample,))
    registry = dataclasses.replace(instance.registry, plugins=(plugin,))
    return dataclasses.replace(instance, registry=registry)


def shown(instance: Instance, overrides: dict[str, Decimal] | None = None) -> list[Any]:
    """Return measure, indicator and value of the indicator as they are shown."""
    with reading(instance.engine) as connection:
        facts = round_facts(connection, instance.registry, load_round(connection, YEAR))
        measures = instance.registry.measures(YEAR)
        measuring = Measuring(connection, facts, instance.models, measures)
        indicators = instance.registry.indicators(YEAR)
        found = as_sealed(Evaluation(facts, measuring, indicators, {}, overrides))
        return [
            [one.value for one in found.measuring.results()],
            [(one.value, dict(one.inputs)) for one in found.results()], found.value("multiple"),
        ]


def test_figures_stay_as_they_were_sealed(closing: Closing) -> None:
    closing.instance = with_rules(closing.instance, 2)
    closing.until("seal")
    before = shown(closing.instance)
    assert before == [[Decimal(3)], [(Decimal(6), {"people": Decimal(3)})], Decimal(6)]
    changed = with_rules(closing.instance, 5)
    assert shown(changed) == before
    assert shown(changed, {"people": Decimal(4)})[1][0][0] == Decimal(20)
    with reading(closing.instance.engine) as connection:
        kept = sealed_figures(connection, YEAR, None)
    assert kept is not None
    assert [one.value for one in kept.indicators] == [Decimal(6)]


def test_an_open_round_is_computed(closing: Closing) -> None:
    closing.fill()
    instance = with_rules(closing.instance, 5)
    assert shown(instance)[2] == Decimal(15)
    rows = instance.models.rows("sample.person")
    with writing(instance.engine) as connection:
        connection.execute(sa.delete(rows).where(rows.c.row_department == "s2"))
    assert shown(instance)[2] == Decimal(10)


def test_a_figure_of_a_rule_that_came_later_is_not_known(closing: Closing) -> None:
    closing.until("seal")
    assert shown(with_rules(closing.instance, 2)) == [[None], [], None]


@pytest.mark.parametrize("by", ["department", "major"])
def test_a_breakdown_without_groups_is_kept_empty(closing: Closing, by: str) -> None:
    closing.until("seal")
    with reading(closing.instance.engine) as connection:
        kept = sealed_figures(connection, YEAR, by)
    assert kept is not None
    assert kept.indicators == ()
