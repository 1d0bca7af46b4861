"""Keys of a file's rows: one spelling whatever the parts, and every place of a repeated key."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.definition.table import Table
from core.exchange.importing.keys import NO_KEY, Keys
from core.generation.columns import row_key


def row(staff_no: str | None, since_day: date | None) -> list[Any]:
    return [staff_no, since_day, "教师001", *[None] * 6]


@pytest.mark.parametrize(
    ("staff_no", "since_day", "parts"),
    [
        ("T1", date(2020, 9, 1), ["T1", date(2020, 9, 1)]),
        ('引号"号', date(2020, 9, 1), ['引号"号', date(2020, 9, 1)]),
        ("T1", None, ["T1", None]),
    ],
)
def test_a_key_is_that_of_the_stored_row(
    staff_no: str, since_day: date | None, parts: list[Any], person: Table
) -> None:
    assert Keys(person).of(row(staff_no, since_day)) == row_key(parts)


@pytest.mark.parametrize("since_day", [None, date(2020, 9, 1)])
def test_without_its_required_part_there_is_no_key(
    since_day: date | None, person: Table
) -> None:
    assert Keys(person).of(row(None, since_day)) == NO_KEY


def test_every_place_of_a_key_is_remembered(person: Table) -> None:
    keys = Keys(person)
    for key, sheet, line in [("a", "一", 2), ("b", "一", 3), ("a", "一", 9), ("a", "二", 2)]:
        keys.note(key, sheet, line)
    assert keys.twice == {"a": [("一", 2), ("一", 9), ("二", 2)]}
