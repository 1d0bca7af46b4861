"""``measures`` and ``indicators``: the figures of a round, and what they would be if."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any, cast

import click
import sqlalchemy as sa

from admin.commands.options import as_json, as_user, round_year
from admin.commands.printing import print_columns, print_json
from admin.commands.work import Work, at_work
from core.access import departments_visible, may, require
from core.checks.facts import SETTING, RoundFacts
from core.closing.kept_figures import as_sealed
from core.database import reading
from core.errors import Refused
from core.indicators.evaluating import Evaluation, IndicatorResult
from core.indicators.measuring import DEPARTMENT, GROUPS, MAJOR, MeasureResult, Measuring
from core.indicators.standards import read_standards
from core.instance import TABLES
from core.rounds.facts import round_facts
from core.rounds.process import process_figures
from core.settings import Settings

BY = {DEPARTMENT: "单位", MAJOR: "专业"}
RATINGS = {"pass": "合格", "below": "未达标", "limit": "限制招生", None: ""}

broken_down = click.option("--by", type=click.Choice([*GROUPS]), help="按单位或专业分列。")


@dataclass(frozen=True)
class Assumed:
    """What ``--set`` asks for: settings as typed, and numbers for measures and indicators."""

    settings: Mapping[str, str]
    numbers: Mapping[str, Decimal]


NOTHING = Assumed({}, {})


@click.command("measures")
@broken_down
@round_year
@as_user
@as_json
def measures_command(
    by: str | None, year: int | None, username: str | None, as_json: bool
) -> None:
    """列出统计量；缺数据而无法计算的没有值，与 0 不同。"""
    with figures(username, year, NOTHING) as evaluation:
        results = evaluation.measuring.results(by)
    if as_json:
        print_json([_measure(result, by) for result in results])
        return
    rows: list[tuple[object, ...]] = []
    for result in results:
        rows.append((result.table, result.name, result.title, "", result.value, result.unit))
        rows += [(result.table, result.name, result.title, group, value, result.unit)
                 for group, value in result.groups.items()]  # fmt: skip
    print_columns(("数据表", "名称", "统计量", BY.get(by or "", ""), "值", "单位"), rows)


def _measure(result: MeasureResult, by: str | None) -> dict[str, Any]:
    data = {
        "name": result.name, "title": result.title, "table": result.table,
        "value": result.value, "unit": result.unit,
    }  # fmt: skip
    return data | ({"groups": result.groups} if by else {})


@click.command("indicators")
@broken_down
@click.option("--set", "assumed", multiple=True, metavar="名称=数值",
              help="假设某个统计量、指标或参数（setting_…）为这个值，可重复。")  # fmt: skip
@round_year
@as_user
@as_json
def indicators_command(
    by: str | None, assumed: tuple[str, ...], year: int | None, username: str | None,
    as_json: bool,
) -> None:
    """列出指标：值、取用的数、标准与评级。"""
    with figures(username, year, _assumed(assumed)) as evaluation:
        results = evaluation.results(by)
    if as_json:
        print_json([_indicator(result, by) for result in results])
        return
    print_columns(
        ("代码", "指标", BY.get(by or "", ""), "值", "单位", "评级"),
        [
            (r.code, r.title, r.group, r.value, r.unit, RATINGS[r.rating])
            for r in results
        ],
    )


def _assumed(texts: tuple[str, ...]) -> Assumed:
    settings: dict[str, str] = {}
    numbers: dict[str, Decimal] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise click.UsageError(f"--set 应写成 名称=数值，得到 {text}")
        if name.startswith(SETTING):
            settings[name.removeprefix(SETTING)] = value.strip()
        else:
            numbers[name.strip()] = _number(name, value)
    return Assumed(settings, numbers)


def _number(name: str, text: str) -> Decimal:
    try:
        number = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        raise Refused(f"{name} 应为数字，得到 {text}") from None
    if not number.is_finite():
        raise Refused(f"{name} 应为数字，得到 {text}")
    return number


def _indicator(result: IndicatorResult, by: str | None) -> dict[str, Any]:
    data = {
        "code": result.code, "name": result.name, "title": result.title, "value": result.value,
        "unit": result.unit, "inputs": result.inputs, "variant": result.variant,
        "standard": result.standard.plain() if result.standard else None,
        "rating": result.rating,
    }  # fmt: skip
    return data | ({"group": result.group} if by else {})


@contextmanager
def figures(username: str | None, year: int | None, assumed: Assumed) -> Iterator[Evaluation]:
    """Open the round for measuring, with the round before for comparison."""
    with at_work(username) as work:
        require(work.actor, "measure")
        round = work.round(year)
        with reading(work.instance.engine) as connection:
            facts = round_facts(connection, work.instance.registry, round)
            last = None
            if facts.previous is not None:
                last = _evaluation(work, connection, facts.previous, NOTHING)
            yield _evaluation(work, connection, facts, assumed, last)


def _evaluation(
    work: Work, connection: sa.Connection, facts: RoundFacts, assumed: Assumed,
    last: Evaluation | None = None,
) -> Evaluation:
    """Return the evaluation of what the actor may see, with what is assumed in place."""
    settings = cast(Settings, facts.settings)
    for name, text in assumed.settings.items():
        settings = settings.with_value(name, text)
    facts = replace(facts, settings=settings)
    registry = work.instance.registry
    measuring = Measuring(
        connection, facts, work.instance.models, registry.measures(facts.year), _departments(work)
    )
    indicators = registry.indicators(facts.year)
    process = partial(
        process_figures, work.instance, connection, facts.year, _departments(work)
    )
    found = Evaluation(
        facts, measuring, indicators, read_standards(TABLES), assumed.numbers, last, process
    )
    return found if assumed.settings else as_sealed(found)


def _departments(work: Work) -> frozenset[str] | None:
    """Return whose rows are measured: all, but for those who may only see their own."""
    return departments_visible(work.actor) if may(work.actor, "see") else None
