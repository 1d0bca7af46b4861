"""A table's rows as a workbook in the template's layout, or as a .csv file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from core.definition.table import Table
from core.exchange.exporting.selection import Selection
from core.exchange.finished import finished
from core.exchange.formulas import guarded
from core.exchange.layout import Column
from core.exchange.templates.book import write_book
from core.exchange.templates.choices import listed_choices


def write_workbook(selection: Selection, table: Table, target: Path) -> int:
    """Write the rows as a workbook that can be mended and imported; return how many."""
    layout = selection.layout(table)
    rows = selection.rows(layout)
    return write_book(
        target, layout, listed_choices(layout), rows, selection.instance.clock()
    )


def write_csv(selection: Selection, table: Table, target: Path) -> int:
    """Write the rows as UTF-8 with a byte order mark, as Excel wants it; return how many.

    The header is the labels.  Texts that a spreadsheet would run get a leading
    quote, which the import takes away again.
    """
    layout = selection.layout(table)
    headings = [plain_heading(column) for column in layout.columns]
    with finished(target) as draft:
        return write_lines(draft, headings, selection.rows(layout), "utf-8-sig")


def plain_heading(column: Column) -> str:
    """Return the heading without star and unit."""
    return column.heading if column.field is None else column.field.label


def write_lines(
    target: Path, headings: Sequence[str], rows: Iterable[Sequence[Any]], encoding: str = "utf-8"
) -> int:
    """Write a .csv file, its texts safe in a spreadsheet; return how many rows it has."""
    count = 0
    with target.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        for line in _lines(rows):
            count += 1
            writer.writerow(line)
    return count


def _lines(rows: Iterable[Sequence[Any]]) -> Iterator[list[str]]:
    for row in rows:
        yield [_text(value) for value in row]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)
