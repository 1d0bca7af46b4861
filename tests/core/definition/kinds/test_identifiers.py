"""Identifiers as they are shown, and what the parts of a number tell."""

from __future__ import annotations

from datetime import date

import pytest

from core.definition.kinds.identifiers import birth_of, known_division
from core.definition.text import masked


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("11010519491231002X", "110*************2X"),
        ("E12345678", "E12****78"),
        ("1234567", "*******"),
        ("", ""),
    ],
)
def test_masked_numbers_keep_three_and_two_characters(number: str, shown: str) -> None:
    assert masked(number) == shown


def test_a_division_is_known_only_in_its_years() -> None:
    assert known_division("440703", 1994)
    assert not known_division("440703", 1993)
    assert not known_division("440799", 2024)


def test_birth_dates_that_never_were_are_no_dates() -> None:
    assert birth_of("440703199002280017") == date(1990, 2, 28)
    assert birth_of("440703199002300017") is None
