"""Indicators: value, inputs, what would be, and whose rows are counted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from admin.office.figures import number_of, overrides_from, shown

OWN, OTHER = "示例学院", "示例艺术学院"
ONE = "/indicators/inside_ratio"


def fill(site: Any) -> None:
    site.row("sample.person", OWN, staff_no="T1", name="教师001", staff_kind="校内")
    outside = {"staff_kind": "校外", "out_unit": "示例公司"}
    site.row("sample.person", OWN, staff_no="T2", name="教师002", **outside)
    site.row("sample.person", OTHER, staff_no="T3", name="教师003", staff_kind="校内")
    site.row("sample.person", OTHER, staff_no="T4", name="教师004", staff_kind="校内")


def test_without_rows_nothing_can_be_computed(site: Any) -> None:
    assert "暂不能计算" in site.visitor("leader").get("/indicators/").text


def test_everybody_counts_the_rows_he_may_see(site: Any) -> None:
    fill(site)
    assert "75" in site.visitor("leader").get(ONE).text
    own = site.visitor("filler").get(ONE).text
    assert "50" in own
    assert "只含本部门数据" in own


def test_figures_of_the_collection_itself_are_named(sqlite_site: Any) -> None:
    office = sqlite_site.visitor("office")
    assert "已填的必填项" in office.get("/indicators/").text
    assert "应填的必填项" in office.get("/indicators/filled_ratio").text


def test_what_would_be_changes_nothing(site: Any) -> None:
    fill(site)
    visitor = site.visitor("leader")
    page = visitor.get(f"{ONE}?set.insiders=4").text
    assert "100" in page
    assert "数据没有改变" in page
    assert "数据没有改变" not in visitor.get(ONE).text


@pytest.mark.parametrize("typed", ["abc", "NaN", "1e999", "１２", "1_000", "Infinity"])
def test_what_is_no_number_is_said_so(sqlite_site: Any, typed: str) -> None:
    fill(sqlite_site)
    page = sqlite_site.visitor("leader").get(ONE, query_string={"set.insiders": typed})
    assert page.status_code == 200
    assert "请填数字" in page.text
    assert f'value="{typed}"' in page.text


def test_an_unknown_indicator_is_not_there(sqlite_site: Any) -> None:
    assert sqlite_site.visitor("leader").get("/indicators/nosuch").status_code == 404


def test_an_input_nobody_knows_is_left_alone(sqlite_site: Any) -> None:
    fill(sqlite_site)
    assert sqlite_site.visitor("leader").get(f"{ONE}?set.nosuch=3").status_code == 200


@pytest.mark.parametrize("text, number", [
    ("12", Decimal(12)), ("-0.5", Decimal("-0.5")), ("1e5", Decimal("1e5")), ("", None),
    ("x", None), ("9" * 30, None), ("1e19", Decimal("1e19")), ("1e20", None),
])
def test_numbers_are_plain_and_finite(text: str, number: Decimal | None) -> None:
    assert number_of(text) == number


def test_overrides_are_read_from_the_url() -> None:
    found = overrides_from({"set.a": "1,200", "set.b": " ", "set.c": "x", "by": "major"})
    assert found.values == {"a": Decimal(1200)}
    assert found.wrong == {"c": "x"}


@pytest.mark.parametrize("value, text", [
    (None, "—"), (Decimal("1234.5"), "1,234.5"), (Decimal("0.006"), "0.01"), (Decimal(100), "100"),
    (True, "是"), ("half", "half"),
])
def test_figures_are_rounded_for_reading(value: Any, text: str) -> None:
    assert shown(value) == text
