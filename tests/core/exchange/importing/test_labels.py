"""Which field a heading means: exactly, nearly, or none."""

from __future__ import annotations

import pytest

from core.definition.table import Table
from core.exchange.importing.labels import Labels


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("教工号", "staff_no"),
        ("*教工号", "staff_no"),
        ("教工号＊：", "staff_no"),
        ("教 工\n号", "staff_no"),
        ("staff_no", "staff_no"),
        ("ＳＴＡＦＦ_ＮＯ", "staff_no"),
        ("收入（万元）", "pay"),
        ("收入[元]", "pay"),
        ("课时(节)", "lessons"),
        ("备注", "row_remark"),
        ("row_id", "row_id"),
        ("教工编码", ""),
        ("序号", ""),
        ("", ""),
    ],
)
def test_a_heading_means_a_field_exactly_or_not(
    heading: str, field: str, person: Table
) -> None:
    assert Labels(person).field(heading) == field


@pytest.mark.parametrize(
    ("heading", "best"),
    [
        ("教工编号", "staff_no"),
        ("人员姓名", "name"),
        ("开始日期", "since_day"),
        ("喜欢的颜色", "colour"),
        ("办公室", None),
        ("（万元）", None),
    ],
)
def test_what_is_only_near_is_offered_best_first(
    heading: str, best: str | None, person: Table
) -> None:
    near = Labels(person).near(heading, taken=set())
    assert (near[0][0] if near else None) == best


def test_a_field_that_has_its_column_is_not_offered_again(person: Table) -> None:
    assert Labels(person).near("人员姓名", taken={"name"}) == []
