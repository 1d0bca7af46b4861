"""Plain lists as a workbook: a sheet each, with headings that stay and can be filtered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from core.exchange.finished import finished
from core.exchange.templates.sheet_names import sheet_name


@dataclass(frozen=True)
class Listing:
    """One list: the name of its sheet, headings, rows, and how wide each column is."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[object]]
    widths: Sequence[float]


def write_listings(target: Path, title: str, listings: Sequence[Listing]) -> None:
    """Write the lists; every cell is text, so that nothing in it is ever run as a formula."""
    with finished(target) as draft:
        book = xlsxwriter.Workbook(str(draft), {"in_memory": True})
        book.set_properties({"title": title})
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        for listing in listings:
            sheet = book.add_worksheet(sheet_name(listing.name))
            for column, (heading, width) in enumerate(
                zip(listing.headings, listing.widths, strict=True)
            ):
                sheet.set_column(column, column, width)
                sheet.write_string(0, column, heading, bold)
            for line, row in enumerate(listing.rows, 1):
                for column, value in enumerate(row):
                    sheet.write_string(line, column, str(value), wrapped)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(len(listing.rows), 1), len(listing.headings) - 1)
        book.close()
