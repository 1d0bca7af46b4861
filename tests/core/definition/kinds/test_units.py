"""Units are converted exactly, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.definition.kinds.units import conversion


@pytest.mark.parametrize(
    ("typed", "wanted", "factor"),
    [
        ("元", "元", "1"),
        ("万元", "元", "10000"),
        ("元", "万元", "0.0001"),
        ("亿元", "万元", "10000"),
        ("千元", "万元", "0.1"),
        ("百万元", "元", "1000000"),
        ("万", "元", "10000"),
        ("万", "万元", "1"),
        ("册", "万册", "0.0001"),
        ("㎡", "平方米", "1"),
        ("课时", "学时", "1"),
    ],
)
def test_units_of_one_base_are_converted(typed: str, wanted: str, factor: str) -> None:
    assert conversion(typed, wanted) == Decimal(factor)


@pytest.mark.parametrize(
    ("typed", "wanted"), [("美元", "元"), ("吨", "人"), ("元", ""), ("人", "元")]
)
def test_units_of_two_bases_are_not(typed: str, wanted: str) -> None:
    assert conversion(typed, wanted) is None
