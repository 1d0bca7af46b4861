"""Writing the workbook of a table: the data sheet, the guidance, the lists behind drop-downs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from core.exchange.finished import finished
from core.exchange.importing.labels import GUIDANCE, OPTIONS
from core.exchange.layout import HEADER_ROW, LINES_ABOVE, Layout, lines_of
from core.exchange.reading import DEFAULT_LIMITS
from core.exchange.templates.choices import Choices, Option
from core.exchange.templates.guidance import (
    OPTION_WIDTHS,
    WIDTHS,
    guidance,
    options,
)
from core.exchange.templates.input_rules import input_rule, list_rule
from core.exchange.templates.sheet_names import sheet_name
from core.exchange.templates.splicing import splice
from core.exchange.templates.styles import Styles
from core.exchange.templates.wording import comment
from core.generation.columns import utc

LISTS = "代码"
LAST_ROW = HEADER_ROW + DEFAULT_LIMITS.rows
LAST_COLUMN = 16_383
PROBE = HEADER_ROW
"""The row, counted from 0, that shows the splice the style of every column."""
PROTECTION = {
    "format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True,
    "delete_rows": True, "sort": True, "autofilter": True, "insert_columns": False,
}  # fmt: skip
WRITER = {
    "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False,
    "default_format_properties": {"font_name": "宋体", "font_size": 11},
}  # fmt: skip
PAGE_WIDTH = 190
"""The width of columns that one page still shows legibly."""
LINE = 16
"""The height of a line of text."""
_A4 = 9


def write_book(
    target: Path, layout: Layout, choices: Choices, rows: Iterable[Sequence[Any]],
    created: datetime,
) -> int:
    """Write the workbook with rows of cell values in the layout's columns; return how many.

    The workbook appears under its name only when it is complete.
    """
    with TemporaryDirectory() as folder:
        frame = Path(folder, "frame.xlsx")
        _write_frame(frame, layout, choices, created)
        with finished(target) as draft:
            return splice(frame, draft, PROBE + 1, rows)


def _write_frame(target: Path, layout: Layout, choices: Choices, created: datetime) -> None:
    """Write the workbook without rows, but for a probe row with the style of each column."""
    with xlsxwriter.Workbook(str(target), WRITER) as book:
        table = layout.table
        book.set_properties({
            "title": table.title, "subject": table.number, "category": layout.lines[1],
            "company": "", "author": table.owner, "created": utc(created),
        })  # fmt: skip
        styles = Styles(book)
        sheet = book.add_worksheet(sheet_name(table.title))
        _write_above(sheet, layout, styles)
        _write_columns(sheet, layout, choices, styles)
        _write_rules(sheet, layout, _ranges(layout, choices))
        _set_up(sheet, layout)
        _write_guidance(book, layout, choices, styles)
        _write_lists(book, layout, choices)


def _write_above(sheet: Any, layout: Layout, styles: Styles) -> None:
    for row, text in enumerate(layout.lines):
        style = styles.title if row == 0 else styles.caption
        sheet.set_row(row, 26 if row == 0 else 17, style)
        sheet.write_string(row, 0, text, style)


def _write_columns(sheet: Any, layout: Layout, choices: Choices, styles: Styles) -> None:
    """Write widths, formats, the header and the probe row."""
    sheet.set_row(LINES_ABOVE, 36, styles.unused)
    last = len(layout.columns) - 1
    for position, column in enumerate(layout.columns):
        style = styles.cell(column)
        sheet.set_column(position, position, column.width, style, {"hidden": column.hidden})
        sheet.write_string(LINES_ABOVE, position, column.heading, styles.heading(column))
        sheet.write_blank(PROBE, position, None, style)
        text = comment(column, layout, choices.of(column.name))
        if text:
            height = min(18 * (1 + lines_of(text, 34)), 420)
            size = {"author": "", "width": 260, "height": height}
            sheet.write_comment(LINES_ABOVE, position, text, size)
    sheet.set_column(last + 1, LAST_COLUMN, None, styles.open)


def _ranges(layout: Layout, choices: Choices) -> dict[str, str]:
    """Return by field the range of its options on the sheet of lists; equal lists share one."""
    columns: dict[tuple[Option, ...], str] = {}
    found = {}
    for column in layout.columns:
        listed = choices.of(column.name)
        if not listed or column.kind is None or column.kind.multiple or column.computed:
            continue
        letters = columns.setdefault(listed, xl_col_to_name(len(columns)))
        found[column.name] = f"={LISTS}!${letters}$1:${letters}${len(listed)}"
    return found


def _write_lists(book: Any, layout: Layout, choices: Choices) -> None:
    ranges = _ranges(layout, choices)
    if not ranges:
        return
    sheet = book.add_worksheet(LISTS)
    sheet.very_hidden()
    lists = dict.fromkeys(choices.of(name) for name in ranges)
    for position, listed in enumerate(lists):
        for row, option in enumerate(listed):
            sheet.write_string(row, position, option.typed)


def _write_rules(sheet: Any, layout: Layout, ranges: dict[str, str]) -> None:
    for position, column in enumerate(layout.columns):
        field, kind = column.field, column.kind
        if field is None or kind is None:
            continue
        source = ranges.get(field.name)
        rule = list_rule(source, field.label) if source else input_rule(field, kind, layout)
        if rule is not None:
            sheet.data_validation(HEADER_ROW, position, LAST_ROW, position, rule)


def _set_up(sheet: Any, layout: Layout) -> None:
    """Freeze, protect and prepare for printing."""
    sheet.freeze_panes(HEADER_ROW, layout.frozen_columns)
    sheet.protect("", PROTECTION)
    letters = xl_col_to_name(len(layout.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A{HEADER_ROW + 1}:{letters}{LAST_ROW}"})
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    width = sum(column.width for column in layout.columns if not column.hidden)
    sheet.fit_to_pages(math.ceil(width / PAGE_WIDTH), 0)
    sheet.repeat_rows(LINES_ABOVE)
    if layout.frozen_columns:
        sheet.repeat_columns(0, layout.frozen_columns - 1)
    sheet.set_footer("&L&A&R第 &P 页，共 &N 页")


def _write_guidance(book: Any, layout: Layout, choices: Choices, styles: Styles) -> None:
    sheet = book.add_worksheet(GUIDANCE)
    text = guidance(layout, choices)
    for row, paragraph in enumerate(text.paragraphs):
        style = styles.title if row == 0 else styles.paragraph
        sheet.merge_range(row, 0, row, len(WIDTHS) - 1, "", style)
        sheet.write_string(row, 0, paragraph, style)
        sheet.set_row(row, 26 if row == 0 else LINE * lines_of(paragraph, sum(WIDTHS) - 4))
    _write_grid(sheet, len(text.paragraphs) + 1, [text.headings, *text.lines], WIDTHS, styles)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    lines = options(layout, choices)
    if lines:
        looked_up = book.add_worksheet(OPTIONS)
        _write_grid(looked_up, 0, lines, OPTION_WIDTHS, styles)
        looked_up.freeze_panes(1, 0)
        looked_up.autofilter(0, 0, len(lines) - 1, len(OPTION_WIDTHS) - 1)


def _write_grid(
    sheet: Any, first: int, lines: Sequence[Sequence[str]], widths: Sequence[int], styles: Styles
) -> None:
    """Write lines of texts, the first one as headings, high enough for all that they say."""
    for position, width in enumerate(widths):
        sheet.set_column(position, position, width)
    for row, line in enumerate(lines, first):
        sheet.set_row(row, LINE * max(map(lines_of, line, widths)))
        for position, text in enumerate(line):
            sheet.write_string(row, position, text, styles.head if row == first else styles.line)
