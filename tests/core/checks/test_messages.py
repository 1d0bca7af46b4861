"""What people read in a message: units, masks, plain numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.checks.messages import Words, names_in, plain, readable
from tests.core.checks.conftest import FACTS, KINDS, table

MEMBER = table("member")


@pytest.mark.parametrize(("value", "text"), [
    (None, "空"), (Decimal("10.500000"), "10.5"), (Decimal("1E+3"), "1000"), (Decimal(0), "0"),
    (Decimal(1) / 3, "0.333333"), (True, "是"), (False, "否"), (date(2025, 9, 1), "2025-09-01"),
    (("琴", Decimal("1.0")), "琴、1"), (7, "7"), ("文字", "文字"), (Decimal("-0.0000001"), "0"),
])
def test_a_plain_value(value: Any, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(("name", "value", "text"), [
    ("grant", Decimal("0.02"), "0.02万元"), ("fee", Decimal(5), "5.00元"),
    ("grant", None, "空"),
    ("skills", (), "空"), ("skills", ("琴", "画"), "琴、画"),
    ("mobile", "13800000000", "138******00"),
    ("joined", date(2025, 9, 1), "2025-09-01"),
])
def test_a_value_of_a_field(name: str, value: Any, text: str) -> None:
    field = MEMBER.field(name)
    assert readable(value, field, KINDS[field.kind], FACTS.reading) == text


def test_a_message_names_fields_and_other_values() -> None:
    values = {"grant": Decimal("0.02"), "size": Decimal("3.0")}
    words = Words(values, MEMBER.by_name, KINDS, FACTS.reading)
    assert "{grant}，{size} 人".format_map(words) == "0.02万元，3 人"
    assert sorted(words) == ["grant", "size"]
    assert len(words) == 2
    with pytest.raises(KeyError):
        _ = words["fee"]


def test_names_in_a_message() -> None:
    assert names_in("{left} 与 {right}，{{不是}}") == {"left", "right"}
