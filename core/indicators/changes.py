"""Indicators compared with the round before: what changed more than it should is asked about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.category import Indicator, Measure
from core.checks.facts import LAST, SettingLike
from core.checks.issues import WHOLE_TABLE, Issue
from core.checks.messages import plain
from core.checks.years import VARIANCE
from core.generation.columns import row_key
from core.indicators.evaluating import Evaluation, IndicatorResult

RATIO = "RATIO"
RATIO_CHANGE, STOCK_CHANGE = "ratio_change", "stock_change"
PERCENT = "%"
SHOWN_PLACES = 2


@dataclass(frozen=True)
class IndicatorChange:
    """An indicator this year and last, with the setting that says how much it may change.

    A setting in per cent is a share of last year's value; any other is in the
    indicator's own unit.
    """

    result: IndicatorResult
    now: Decimal
    before: Decimal
    setting: SettingLike

    @property
    def relative(self) -> bool:
        """Whether the change allowed is a share of last year's value."""
        return self.setting.unit == PERCENT

    @property
    def within(self) -> bool:
        """Whether the change is no larger than it may be."""
        limit = Decimal(self.setting.value)
        slack = abs(self.before) * limit / 100 if self.relative else limit
        return abs(self.now - self.before) <= slack


def home(
    name: str, indicators: Mapping[str, Indicator], measures: Mapping[str, Measure]
) -> str:
    """Return the table an indicator is told of: that of the first measure it is computed from."""
    if name in measures:
        return measures[name].table
    if name not in indicators:
        return ""
    found = (home(p.removeprefix(LAST), indicators, measures) for p in indicators[name].parameters)
    return next((table for table in found if table), "")


def needed(names: Collection[str], indicators: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """Return the indicators of those names with all that they are computed from."""
    found: dict[str, Indicator] = {}
    waiting = [name for name in names if name in indicators]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = indicators[name]
            inputs = (p.removeprefix(LAST) for p in indicators[name].parameters)
            waiting += [p for p in inputs if p in indicators]
    return {name: found[name] for name in indicators if name in found}


def changes(now: Evaluation, last: Evaluation) -> Iterator[IndicatorChange]:
    """Yield every indicator that could be computed in both rounds, by code."""
    earlier = {result.name: result.value for result in last.results()}
    for result in now.results():
        before = earlier.get(result.name)
        setting = now.facts.settings.get(limit_name(now.indicators[result.name]))
        if result.value is not None and before is not None and setting is not None:
            yield IndicatorChange(result, result.value, before, setting)


def limit_name(indicator: Indicator) -> str:
    """Return the name of the setting that says how much an indicator may change in a year."""
    return indicator.change or (RATIO_CHANGE if indicator.unit == PERCENT else STOCK_CHANGE)


def issue_of(change: IndicatorChange, table: str) -> Issue:
    """Return what is said of an indicator that changed too much; its code is the row's key."""
    result, setting = change.result, change.setting
    now, before = (plain(round(value, SHOWN_PLACES)) for value in (change.now, change.before))
    message = (
        f"指标“{result.title}”今年 {now}{result.unit}，上年 {before}{result.unit}，"
        f"变动超过 {plain(setting.value)}{setting.unit}；请核对取数的各表，属实的请说明原因。"
    )
    return Issue(
        table=table, department=WHOLE_TABLE, code=VARIANCE if change.relative else RATIO,
        severity="warning", message=message, row_key=row_key([result.code]), value=now,
    )
