"""Rows streamed into a finished workbook are what the probe row promised."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from core.exchange.reading import Number, open_workbook
from core.exchange.templates.splicing import splice

FORMATS = ("@", "0.00", "yyyy-mm-dd")
TEXTS = ["<a&b>", "_x0041_", "两行\n文字", " 前后 ", "䶮𠮷", "a\rb", "]]>"]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://示例.invalid")', "\t=1"]


@pytest.fixture
def frame(tmp_path: Path) -> Path:
    """A workbook with a heading in row 1 and a probe of three columns in row 2."""
    path = tmp_path / "frame.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, ["文", "数", "日"])
        for column, shown in enumerate(FORMATS):
            sheet.write_blank(1, column, None, book.add_format({"num_format": shown}))
        book.add_worksheet("说明").write_string(0, 0, "不变")
    return path


def sheet_of(frame: Path, rows: list[list[Any]]) -> Any:
    target = frame.with_name("whole.xlsx")
    assert splice(frame, target, 2, rows) == len(rows)
    return openpyxl.load_workbook(target)["数据"]


def test_values_keep_type_and_format(frame: Path) -> None:
    sheet = sheet_of(frame, [["0012", Decimal("12.50"), date(2020, 9, 1)], [None, 7, None]])
    assert [cell.value for cell in sheet[2]] == ["0012", 12.5, datetime(2020, 9, 1)]
    assert [cell.number_format for cell in sheet[2]] == list(FORMATS)
    assert (sheet["A3"].value, sheet["B3"].value) == (None, 7)
    assert [cell.value for cell in sheet[1]] == ["文", "数", "日"]


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
def test_text_never_becomes_a_formula(frame: Path, text: str) -> None:
    cell = sheet_of(frame, [[text, None, None]])["A2"]
    assert (cell.data_type, cell.value) == ("s", text)


@pytest.mark.parametrize("text", TEXTS, ids=repr)
def test_text_comes_back_as_it_was(frame: Path, text: str) -> None:
    sheet_of(frame, [[text, None, None]])
    with open_workbook(frame.with_name("whole.xlsx")) as book:
        assert [row.cells for row in book.rows(0, 2)] == [[text]]


def test_the_first_days_of_1900_and_those_before(frame: Path) -> None:
    days = [date(1900, 1, 1), date(1900, 3, 1), date(1899, 12, 31)]
    sheet_of(frame, [[None, None, day] for day in days])
    with open_workbook(frame.with_name("whole.xlsx")) as book:
        cells = [row.cells[2] for row in book.rows(0, 2)]
    assert cells == [Number("1", "date"), Number("61", "date"), "1899-12-31"]


def test_without_rows_the_probe_is_gone(frame: Path) -> None:
    sheet = sheet_of(frame, [])
    assert sheet.max_row == 1


def test_a_row_of_the_wrong_width_is_refused(frame: Path) -> None:
    with pytest.raises(ValueError, match="shorter"):
        splice(frame, frame.with_name("whole.xlsx"), 2, [["a"]])
