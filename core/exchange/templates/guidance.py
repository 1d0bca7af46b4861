"""The sheets beside the data: the guidance, and the options to look up.

The import looks for headings on every visible sheet, so no cell here may be the
label of a field and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from core.exchange.layout import Column, Layout
from core.exchange.templates.choices import Choices
from core.exchange.templates.wording import allowed, need, period_of
from core.generation.conditions import condition_in_words

WIDTHS = (26, 15, 9, 22, 40, 28, 48, 18)
OPTION_WIDTHS = (30, 30, 44)
_HEADINGS = tuple("栏目 是否必填 计量单位 统计期间 可填内容 填写条件 填写说明 填写示例".split())
_OPTION_HEADINGS = ("栏目", "填写内容", "含义或代码")


class Guidance(NamedTuple):
    """The guidance sheet: running text, then a table with one line per field."""

    paragraphs: tuple[str, ...]
    headings: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def guidance(layout: Layout, choices: Choices) -> Guidance:
    """Return what the guidance sheet of a table says."""
    said = _Sayer(layout)
    paragraphs = [*layout.lines[:3], *layout.table.guidance.strip().split("\n"), *_usage()]
    fields = [column for column in layout.columns if column.field is not None]
    lines = (
        tuple(said(text) for text in _line(number, column, layout, choices))
        for number, column in enumerate(fields, 1)
    )
    texts = tuple(said(text) for text in paragraphs if text.strip())
    return Guidance(texts, tuple(map(said, _HEADINGS)), tuple(lines))


def options(layout: Layout, choices: Choices) -> list[tuple[str, str, str]]:
    """Return the sheet of options: a line of headings, then one line per option."""
    return list(_options(layout, choices)) if choices.by_field else []


def _usage() -> tuple[str, ...]:
    return (
        "填好后直接上传本工作簿：可以增删行、调整列宽、在右侧加自己的列；"
        "不要改动表头，也不要改动隐藏的 row_id 列。",
        "工作表保护没有密码，只为防止误改表头；编号、证件号等列已设为文本，开头的 0 不会丢失。",
    )


class _Sayer:
    """Returns a text so that it cannot be taken for a heading of the table."""

    def __init__(self, layout: Layout) -> None:
        self.labels = layout.labels

    def __call__(self, text: str) -> str:
        return f"{text}。" if self.labels.field(text) else text


def _line(number: int, column: Column, layout: Layout, choices: Choices) -> tuple[str, ...]:
    field, kind = column.field, column.kind
    if field is None or kind is None:
        return ()
    return (
        f"{number}. {field.label}",
        need(field),
        field.unit,
        period_of(field, layout),
        "" if field.computed else allowed(field, kind, choices.of(field.name)),
        condition_in_words(layout.table, field, layout.reading.codes),
        field.note,
        field.example,
    )


def _options(layout: Layout, choices: Choices) -> Iterator[tuple[str, str, str]]:
    said = _Sayer(layout)
    headings = [said(text) for text in _OPTION_HEADINGS]
    yield headings[0], headings[1], headings[2]
    fields = [column.field for column in layout.columns if column.field is not None]
    for number, field in enumerate(fields, 1):
        for option in choices.of(field.name):
            yield f"{number}. {field.label}", said(option.typed), said(option.meaning)
