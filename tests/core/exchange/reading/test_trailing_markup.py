"""What follows the rows of a sheet never gets into its last cell."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.worksheet.datavalidation import DataValidation

from core.definition.cells import Number
from core.exchange.reading import open_workbook
from core.exchange.reading.values import CellValues
from tests.core.exchange.reading.building import read_safely


def test_a_last_number_stays_itself_before_validations_and_footers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["数量"])
    sheet.append([5])
    validation = DataValidation(type="list", formula1="代码!$A$1:$A$9")
    validation.add("A2")
    sheet.add_data_validation(validation)
    sheet.oddFooter.center.text = "第 &P 页"
    path = tmp_path / "数量.xlsx"
    book.save(path)
    with open_workbook(path) as opened:
        quickly = list(opened.rows(0))
    safely = read_safely(path, CellValues(["数量"], ["general"]))
    assert quickly[-1].cells == safely[-1].cells == [Number("5", "general")]
