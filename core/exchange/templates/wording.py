"""What a template tells about a field: in the comment of its heading, and in the guidance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.definition.field import Field
from core.definition.kinds.base import Kind
from core.exchange.layout import Column, Layout
from core.exchange.templates.choices import Option
from core.generation.conditions import condition_in_words

NAMED_AT_MOST = 12
"""Up to so many options are named; of longer lists only the number."""
COMPUTED = "由系统计算，不用填"


def need(field: Field) -> str:
    """Return whether the field must be filled, in words."""
    if field.computed:
        return COMPUTED
    if field.required:
        return "符合条件时必填" if field.when else "必填"
    return "选填"


def allowed(field: Field, kind: Kind, options: Sequence[Option]) -> str:
    """Return in words what may stand in a cell of the field."""
    parts = [kind.title]
    if field.kind in ("date", "month"):
        parts[0] += "，如 2010-07" + ("-01" if field.kind == "date" else "")
    if field.min and field.max and kind.widget in ("number", "date", "month"):
        parts.append(f"{field.min} 至 {field.max}")
    elif field.min:
        parts.append(f"不小于 {field.min}" if kind.numeric else f"不早于 {field.min}")
    elif field.max:
        parts.append(_at_most(field, kind))
    if field.places:
        parts.append(f"最多 {field.places} 位小数")
    if kind.multiple:
        parts.append("可多项，用顿号隔开")
    return "，".join(parts) + (_options(options) if options else "")


def _at_most(field: Field, kind: Kind) -> str:
    if kind.numeric:
        return f"不大于 {field.max}"
    return f"不晚于 {field.max}" if kind.widget in ("date", "month", "number") else (
        f"最多 {field.max} 字"
    )


def _options(options: Sequence[Option]) -> str:
    if len(options) > NAMED_AT_MOST:
        return f"，共 {len(options)} 项，见“可选项”"
    return "：" + "、".join(option.typed for option in options)


def period_of(field: Field, layout: Layout) -> str:
    """Return the field's period with its real dates, where it is not the table's."""
    if not field.period or field.period == layout.table.period:
        return ""
    return layout.reading.calendar.caption(field.period)


def comment(column: Column, layout: Layout, options: Sequence[Option]) -> str:
    """Return the comment of a heading; blank for the engine's own columns."""
    field, kind = column.field, column.kind
    if field is None or kind is None:
        return ""
    lines: Iterable[str] = (
        need(field),
        condition_in_words(layout.table, field, layout.reading.codes),
        f"填写：{allowed(field, kind, options)}" if not field.computed else "",
        f"单位：{field.unit}" if field.unit else "",
        f"统计期间：{period}" if (period := period_of(field, layout)) else "",
        field.note,
        f"示例：{field.example}" if field.example else "",
    )
    return "\n".join(line for line in lines if line)
