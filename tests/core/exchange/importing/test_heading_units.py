"""Numbers whose heading names another unit than the field: read in that unit, and said so."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core.definition.cells import Cell, Number
from core.exchange.importing.heading_units import unit_above
from core.exchange.reading import SheetRow


@pytest.mark.parametrize(
    ("heading", "typed", "stored", "repairs"),
    [
        ("收入", 12.5, "12.5", 0),
        ("收入（万元）", 12.5, "12.5", 0),
        ("收入（元）", 125000, "12.5", 1),
        ("收入(单位：元)", "125000", "12.5", 1),
        ("收入（千元）", 125, "12.5", 1),
        ("收入（元）", "12.5万元", "12.5", 1),
        ("收入（税前）", 12.5, "12.5", 0),
    ],
)
def test_a_unit_in_the_heading(
    heading: str, typed: Any, stored: str, repairs: int, importing: Any
) -> None:
    batch = importing.rows(
        ("T1", "2020-09-01", "教师001", typed), head=("教工号", "起始日期", "姓名", heading)
    )
    assert batch.counts["repaired"] == repairs
    importing.store(batch)
    assert importing.stored("pay") == [(Decimal(stored),)]


def test_a_unit_above_the_table(importing: Any) -> None:
    head = ("教工号", "起始日期", "姓名", "收入")
    rows = [["名册", None, None, "单位：元"], head, ("T1", "2020-09-01", "教师001", 125000)]
    batch = importing.file(importing.write(人员=rows))
    assert "125000 元 等于 12.5 万元" in batch.repairs[0].message
    importing.store(batch)
    assert importing.stored("pay") == [(Decimal("12.5"),)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：元", "元"), ("金额单位:万元", "万元"), ("（单位：人民币元）", "元"),
        ("制表单位：元培学院", ""), ("填报单位：示例学院　单位：千元", "千元"), (Number("1"), ""),
    ],
)  # fmt: skip
def test_what_a_line_above_states(text: Cell, unit: str) -> None:
    assert unit_above([SheetRow(1, [None, text], False), SheetRow(2, ["教工号"], False)], 2) == unit
