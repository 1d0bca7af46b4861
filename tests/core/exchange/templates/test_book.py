"""The workbook itself: what the engine computes is shaded and locked, names are legal."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from core.definition.field import Field
from core.definition.kinds import BUILT_IN, by_name
from core.definition.kinds.base import Reading
from core.definition.period import calendar_of
from core.definition.table import Table
from core.exchange.layout import Layout
from core.exchange.templates.book import write_book
from core.exchange.templates.choices import Choices
from core.exchange.templates.sheet_names import file_name, sheet_name

NOON = datetime(2025, 8, 1, 12, tzinfo=UTC)
FIELDS = (
    Field(name="men", label="男生", kind="integer"),
    Field(name="all", label="合计", kind="integer", computed=True),
)


def test_computed_columns_are_shaded_and_locked(tmp_path: Path) -> None:
    table = Table(id="sample.one", title="示例：人数[甲/乙]", number="X", owner="示例处",
                  source="测试", period="academic_year", guidance="", fields=FIELDS)  # fmt: skip
    layout = Layout(table, by_name(BUILT_IN), Reading({}, calendar_of(2025)))
    path = tmp_path / "one.xlsx"
    assert write_book(path, layout, Choices(), [[5, 9, None, None]], NOON) == 1
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [sheet[place].protection.locked for place in ("A6", "B6")] == [False, True]
    assert sheet["B6"].fill.fgColor.rgb != sheet["A6"].fill.fgColor.rgb
    assert "系统计算" in sheet["B5"].comment.text
    assert sheet.title == "示例：人数_甲_乙_"


@pytest.mark.parametrize(
    ("title", "expected"),
    [("一" * 40, "一" * 31), ("'引'", "引"), ("[]", "__"), ("", "数据")],
)
def test_a_title_becomes_a_legal_sheet_name(title: str, expected: str) -> None:
    assert sheet_name(title) == expected


def test_a_file_is_named_by_number_and_title() -> None:
    assert file_name("6.1/1", "教师 基本情况", "xlsx") == "6.1_1_教师_基本情况.xlsx"
