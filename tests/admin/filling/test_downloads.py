"""Templates and exports from the page: what one may see, and nothing of others."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl

PERSON = "/tables/sample/person/"
OWN, OTHER = "示例学院", "示例艺术学院"


def cells(content: bytes) -> set[str]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {str(c) for row in book.worksheets[0].values for c in row if c is not None}


def test_a_template_names_the_columns_and_can_be_prefilled(site: Any) -> None:
    site.row("sample.person", OWN, staff_no="T1", name="教师001")
    visitor = site.visitor("filler")
    blank = visitor.get(f"{PERSON}template")
    assert blank.mimetype.endswith("spreadsheetml.sheet")
    assert "*教工号" in {text.replace(" ", "") for text in cells(blank.data)}
    assert "教师001" not in cells(blank.data)
    assert "教师001" in cells(visitor.get(f"{PERSON}template?prefill=1").data)


def test_an_export_holds_own_rows_only(site: Any) -> None:
    site.row("sample.person", OWN, staff_no="T1", name="教师001")
    site.row("sample.person", OTHER, staff_no="T2", name="教师002")
    visitor = site.visitor("filler")
    assert "教师002" not in cells(visitor.get(f"{PERSON}export/xlsx").data)
    text = visitor.get(f"{PERSON}export/csv").data.decode("utf-8-sig")
    assert "教师001" in text
    assert "教师002" not in text
    assert visitor.get(f"{PERSON}export/exe").status_code == 404
