"""A prepared import as it is shown: cell by cell beside what is stored, and marked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.exchange.importing import Batch, RowDifference, differences, mark

Save = Callable[..., str]


@pytest.fixture
def engine_url(sqlite_url: str) -> str:
    """What is shown does not depend on the database."""
    return sqlite_url


def shown(importing: Any, batch: Batch, outcome: str, limit: int = 10) -> list[RowDifference]:
    return differences(importing.instance, importing.actor, batch.id, outcome, 0, limit)


def test_a_changed_row_shows_only_the_cells_that_differ(importing: Any, save: Save) -> None:
    save()
    batch = importing.rows(("0012", "2020-09-01", "教师009", "红", "书", "12.5", "320"))
    (row,) = shown(importing, batch, "changed")
    assert row.line == 2
    assert [(cell.label, cell.old, cell.new) for cell in row.cells] == [
        ("姓名", "教师001", "教师009"), ("技能", "琴、画", "书")
    ]  # fmt: skip


def test_a_cleared_cell_shows_what_will_be_lost(importing: Any, save: Save) -> None:
    save()
    batch = importing.rows(("0012", "2020-09-01", "教师001", None, "琴、画", "12.5", "320"))
    ((cell,),) = [row.cells for row in shown(importing, batch, "changed")]
    assert (cell.old, cell.new) == ("红", "")


def test_a_new_row_shows_what_it_holds(importing: Any) -> None:
    batch = importing.rows(("T1", "2020年9月1日", "教师001", None, None, "12.5万元"))
    ((*cells,),) = [row.cells for row in shown(importing, batch, "new")]
    assert [(cell.label, cell.new) for cell in cells] == [
        ("教工号", "T1"), ("起始日期", "2020-09-01"), ("姓名", "教师001"), ("收入", "12.50万元")
    ]  # fmt: skip


def test_an_absent_row_is_named_by_its_key(importing: Any, save: Save) -> None:
    save()
    (row,) = shown(importing, importing.rows(("T1", None, "教师009")), "absent")
    assert row.line is None
    assert [cell.old for cell in row.cells] == ["0012", "2020-09-01", "教师001"]


def test_a_sensitive_value_is_masked(importing: Any, save: Save) -> None:
    save()
    head = ("教工号", "起始日期", "姓名", "身份证件号")
    batch = importing.rows(("0012", "2020-09-01", "教师001", "320000190001010021"), head=head)
    ((cell,),) = [row.cells for row in shown(importing, batch, "changed")]
    assert cell.label == "身份证件号"
    assert "19000101" not in cell.old + cell.new


def test_the_list_can_be_read_page_by_page(importing: Any) -> None:
    batch = importing.rows(*((f"T{number}", None, "教师") for number in range(5)))
    keys = [
        row.key
        for offset in (0, 2, 4)
        for row in differences(importing.instance, importing.actor, batch.id, "new", offset, 2)
    ]
    assert keys == [f'["T{number}",""]' for number in range(5)]


def test_the_own_workbook_comes_back_marked(importing: Any, tmp_path: Path) -> None:
    batch = importing.rows(("T1", "2020年9月1日", None, "蓝"))
    target, result = mark(importing.instance, importing.actor, batch.id, tmp_path / "标注.xlsx")
    assert result.patched
    book = openpyxl.load_workbook(target)
    comments = {
        cell.coordinate: cell.comment.text
        for row in book["人员"].iter_rows() for cell in row if cell.comment
    }  # fmt: skip
    assert sorted(comments) == ["B2", "C2", "D2"]
    assert "统一日期写法" in comments["B2"]
    assert "REQUIRED" in comments["C2"]
    assert "填写值：蓝" in comments["D2"]
    assert book.sheetnames[0] == "问题清单"


def test_a_csv_file_comes_back_as_a_new_workbook_that_says_so(
    importing: Any, tmp_path: Path
) -> None:
    path = tmp_path / "人员.csv"
    path.write_text("教工号,姓名\nT1,\n", encoding="gb18030")
    batch = importing.file(path)
    assert [(i.row, i.column, i.code) for i in batch.issues] == [(2, "B", "REQUIRED")]
    target, result = mark(importing.instance, importing.actor, batch.id, tmp_path / "标注.xlsx")
    assert not result.patched
    assert "新的工作簿" in result.reason
    sheet = openpyxl.load_workbook(target)["人员"]
    assert sheet["A2"].value == "T1"
    assert "REQUIRED" in sheet["B2"].comment.text
