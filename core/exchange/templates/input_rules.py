"""Input rules of a template's cells: they warn, and never stop anyone from typing on.

What counts is the check of the import, which understands far more spellings.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from core.definition.field import Field
from core.definition.kinds.base import Kind
from core.definition.kinds.bounds import bound_of
from core.definition.kinds.dates import EARLIEST, day_bound
from core.exchange.layout import Layout

LARGEST = 999_999_999_999_999
LONGEST_MESSAGE = 255
_YEARS = (1900, 2100)

Rule = dict[str, Any]
"""A data validation, as xlsxwriter takes it."""


def list_rule(source: str, label: str) -> Rule:
    """Return the rule of a drop-down whose options stand in the range ``source``."""
    text = "这一项不在下拉列表中。可以保留，导入时会再核对。"
    return {"validate": "list", "source": source, **_warning(label, text)}


def input_rule(field: Field, kind: Kind, layout: Layout) -> Rule | None:
    """Return the rule for what is typed freely: numbers, dates, long texts; else None."""
    if field.computed:
        return None
    if kind.widget in ("date", "month"):
        return _date_rule(field, layout)
    if kind.widget == "number":
        return _number_rule(field, kind)
    if kind.widget in ("text", "textarea") and field.max:
        text = f"最多 {field.max} 个字。"
        return {"validate": "length", "criteria": "<=", "value": int(field.max),
                **_warning(field.label, text)}  # fmt: skip
    return None


def _number_rule(field: Field, kind: Kind) -> Rule:
    least, most = bound_of(field.min), bound_of(field.max)
    whole = kind.cell_format == "0"
    if not kind.numeric:
        least, most = least or Decimal(_YEARS[0]), most or Decimal(_YEARS[1])
    bounds = [f"不小于 {least:f}" if least is not None else "",
              f"不大于 {most:f}" if most is not None else ""]  # fmt: skip
    text = f"请填{'整数' if whole else '数字'}{'，'.join(['', *filter(None, bounds)])}。"
    return {
        "validate": "integer" if whole else "decimal",
        "criteria": "between",
        "minimum": _plain(least, -LARGEST),
        "maximum": _plain(most, LARGEST),
        **_warning(field.label, text),
    }


def _plain(bound: Decimal | None, without: int) -> int | float:
    if bound is None:
        return without
    return int(bound) if bound == bound.to_integral_value() else float(bound)


def _date_rule(field: Field, layout: Layout) -> Rule:
    first: date = day_bound(field.min) or EARLIEST
    last: date = day_bound(field.max) or layout.reading.calendar.latest
    shape = "2010-07" if layout.kinds[field.kind].widget == "month" else "2010-07-01"
    text = f"请填日期，如 {shape}，在 {first} 与 {last} 之间。"
    return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last,
            **_warning(field.label, text)}  # fmt: skip


def _warning(label: str, text: str) -> Rule:
    return {
        "ignore_blank": True,
        "error_type": "warning",
        "error_title": label[:32],
        "error_message": text[:LONGEST_MESSAGE],
    }
