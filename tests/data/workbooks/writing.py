"""Writing planned sheets as a workbook, with what no library writes put in by hand."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.data.workbooks.cells import Formula, Padded, Raw, Serial, Uncalculated
from tests.data.workbooks.sheets import Column, Sheet

NO_RESULT = "@@no result@@"
_NO_RESULT = re.compile(rf' t="str"><f>([^<]*)</f><v>{NO_RESULT}</v>')
WHEN = datetime(2025, 9, 1, 8, 0, 0)
LARGE = 20_000
"""Rows beyond which a workbook is written row by row, its texts inside the cells."""


class Writer:
    """Writes sheets into one workbook."""

    def __init__(self, path: Path, large: bool = False) -> None:
        self.book: Any = xlsxwriter.Workbook(str(path), {"constant_memory": large})
        self.book.set_properties({"created": WHEN, "author": "填报人001"})
        self.formats: dict[str, Any] = {}
        self.head = self.book.add_format({"bold": True, "align": "center", "border": 1})

    def _format(self, code: str) -> Any:
        if code not in self.formats:
            self.formats[code] = self.book.add_format({"num_format": code})
        return self.formats[code]

    def _cell(self, sheet: Any, row: int, column: int, raw: Raw) -> None:
        if isinstance(raw, str):
            sheet.write_string(row, column, raw)
        elif isinstance(raw, int | float):
            sheet.write_number(row, column, raw)
        elif isinstance(raw, Serial):
            sheet.write_number(row, column, raw.days, self._format(raw.format))
        elif isinstance(raw, Padded):
            sheet.write_number(row, column, raw.number, self._format("0" * raw.digits))
        elif isinstance(raw, Formula):
            sheet.write_formula(row, column, raw.text, None, raw.result)
        elif isinstance(raw, Uncalculated):
            sheet.write_formula(row, column, raw.text, None, NO_RESULT)

    def text_sheet(self, name: str, lines: Sequence[str], hidden: bool = False) -> None:
        """Add a sheet that only explains."""
        sheet = self.book.add_worksheet(name)
        for number, line in enumerate(lines):
            sheet.write_string(number, 0, line)
        if hidden:
            sheet.hide()

    def data_sheet(self, plan: Sheet, messy: bool) -> None:
        """Add a sheet of data, with its faults or without."""
        sheet = self.book.add_worksheet(plan.name)
        last = len(plan.columns) - 1
        for number, line in enumerate(plan.above):
            sheet.merge_range(number, 0, number, last, line, self.head)
        self._header(sheet, plan)
        if plan.numbered:
            for column in range(len(plan.columns)):
                sheet.write_number(plan.header_row, column, column + 1)
        for number, row in enumerate(plan.rows, plan.first_row - 1):
            if row is None:
                continue
            if row.hidden:
                sheet.set_row(number, None, None, {"hidden": True})
            for place, column in enumerate(plan.columns):
                self._cell(sheet, number, place, row.cell(column, messy))
        end = plan.first_row - 1 + len(plan.rows)
        for number, cells in enumerate(plan.below, end):
            for place, raw in enumerate(cells):
                self._cell(sheet, number, place, raw)

    def _header(self, sheet: Any, plan: Sheet) -> None:
        """Write the header row by row, as large workbooks need it, and merge it afterwards."""
        top = len(plan.above)
        for place, column in enumerate(plan.columns):
            text = column.group if plan.two_rows and column.group else column.heading
            sheet.write_string(top, place, text, self.head)
        if not plan.two_rows:
            return
        for place, column in enumerate(plan.columns):
            if column.group:
                sheet.write_string(top + 1, place, column.heading, self.head)
        for first, last, column in groups_of(plan.columns):
            if not column.group:
                sheet.merge_range(top, first, top + 1, first, column.heading, self.head)
            elif first < last:
                sheet.merge_range(top, first, top, last, column.group, self.head)

    def close(self) -> None:
        """Finish the file."""
        self.book.close()


def groups_of(columns: Sequence[Column]) -> Iterator[tuple[int, int, Column]]:
    """Yield the first and last place of each group; a column without one stands alone."""
    first = 0
    for place, column in enumerate(columns):
        following = columns[place + 1].group if place + 1 < len(columns) else ""
        if not column.group or column.group != following:
            yield first, place, column
            first = place + 1


def drop_results(path: Path) -> None:
    """Take the results of uncalculated formulas out of the XML, as a mere generator leaves them."""
    draft = path.with_suffix(".part")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.startswith("xl/worksheets/") and NO_RESULT.encode() in content:
                content = _NO_RESULT.sub(r"><f>\1</f>", content.decode()).encode()
            new.writestr(info, content)
    draft.replace(path)


def write(
    path: Path, sheets: Sequence[Sheet], messy: bool, guidance: Sequence[str] = (),
    hidden: Sequence[str] = (),
) -> None:
    """Write a workbook of those sheets, after one that explains and before a hidden one."""
    writer = Writer(path, sum(len(sheet.rows) for sheet in sheets) > LARGE)
    if guidance:
        writer.text_sheet("填写说明", guidance)
    for sheet in sheets:
        writer.data_sheet(sheet, messy)
    if hidden:
        writer.text_sheet("选项", hidden, hidden=True)
    writer.close()
    drop_results(path)
