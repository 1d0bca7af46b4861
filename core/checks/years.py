"""What is compared with the year before by definition alone: totals, rows, copied tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from core.checks.asking import Asking
from core.checks.data import Data
from core.checks.references import Found
from core.checks.telling import Verdict
from core.checks.view import TableView, source_of
from core.checks.wrong import NothingToCompare, Wrong
from core.definition.field import Field
from core.definition.table import Table

UNIT, VARIANCE, ROW_COUNT, COPIED = "UNIT", "VARIANCE", "ROW-COUNT", "COPIED"


def against_last_year(table: Table, asking: Asking) -> Iterator[Found]:
    """Yield what differs from the round before more than it should; nothing without one.

    Settings: ``unit_mistake_factor``, ``rows_minimum``, ``rows_maximum`` and
    ``copied_share``; how much a field may change is its ``variance``.
    """
    data = asking.data(table.id, ())
    view = asking.own(table.id)
    try:
        last = data.last_round(view)
    except NothingToCompare:
        return
    data.given([view])
    for field in table.fields:
        if field.variance is not None and field.name in _last_fields(table, asking):
            yield from _changed(field, view, last, data, asking)
    if not table.single:
        yield from _row_count(view, last, data, asking)
    if is_flow(table):
        yield from _copied(table, view, last, asking)


def _last_fields(table: Table, asking: Asking) -> frozenset[str]:
    previous = asking.facts.previous
    return frozenset(previous.definitions.table(table.id).by_name if previous else ())


def is_flow(table: Table) -> bool:
    """Tell whether rows are events of one year: their key holds a day or month."""
    return any(table.field(name).kind in ("date", "month") for name in table.key)


def _setting(asking: Asking, name: str) -> Decimal:
    return Decimal(asking.facts.settings[name].value)


def _changed(
    field: Field, view: TableView, last: TableView, data: Data, asking: Asking
) -> Iterator[Found]:
    now = data.total(getattr(view, field.name))
    before = data.total(getattr(last, field.name))
    if not now or not before or now < 0 or before < 0:
        return
    times = _setting(asking, "unit_mistake_factor")
    if field.kind == "money":
        text = f"“{field.label}”今年 {{left}}，上年 {{right}}，相差悬殊；请核对单位是元还是万元。"
        mistaken = now > before * times or now * times < before
        yield Verdict(UNIT, "warning", text, field.name), (
            data.compare(now, before) if mistaken else []
        )
        if mistaken:
            return
    limit = field.variance or 0
    text = (
        f"“{field.label}”今年 {{left}}，上年 {{right}}，变动超过 {limit}%；属实的请说明原因。"
    )
    verdict = Verdict(VARIANCE, "warning", text, field.name)
    yield verdict, data.compare(now, before, percent=limit)


def _row_count(
    view: TableView, last: TableView, data: Data, asking: Asking
) -> Iterator[Found]:
    now, before = data.count(view), data.count(last)
    low = before * _setting(asking, "rows_minimum") / 100
    high = before * _setting(asking, "rows_maximum") / 100
    text = "今年 {left} 行，上年 {right} 行，增减较多；请核对是否漏报或重复，属实的请说明原因。"
    wrong = [] if low <= now <= high else [Wrong(values={"left": now, "right": before})]
    yield Verdict(ROW_COUNT, "warning", text), wrong


def _copied(
    table: Table, view: TableView, last: TableView, asking: Asking
) -> Iterator[Found]:
    new, old = source_of(view), source_of(last)
    names = [
        field.name
        for field in table.fields
        if not asking.facts.kinds[field.kind].multiple and field.name in old.c
    ]
    same: list[Any] = [
        sa.func.sum(sa.case((new.c[name].is_not_distinct_from(old.c[name]), 1), else_=0))
        for name in names
    ]
    query = sa.select(*same).select_from(new.join(old, new.c.row_key == old.c.row_key))
    equal = sum(int(number or 0) for number in asking.connection.execute(query).one())
    rows = asking.connection.execute(sa.select(sa.func.count()).select_from(new)).scalar_one()
    share = Decimal(100 * equal) / (rows * len(names)) if rows and names else Decimal(0)
    text = "与上年相同的单元格占 {left}%；请核对是否照抄了上年数据，属实的请说明原因。"
    limit = _setting(asking, "copied_share")
    wrong = [Wrong(values={"left": round(share, 1)})] if share > limit else []
    yield Verdict(COPIED, "warning", text), wrong
