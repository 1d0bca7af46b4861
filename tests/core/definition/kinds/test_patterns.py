"""Patterns of definitions match whole values, in ASCII, and can never hang."""

from __future__ import annotations

from time import process_time

import pytest

from core.definition.kinds.patterns import full, wrong_pattern

GOOD = [
    "[A-Za-z0-9]{3,20}", r"\d{6}", "https?://.*", "[0-9]{4}-[0-9]{4}", "示例.{1,10}", r"(\d+-)*\d+",
]  # fmt: skip
SLOW = [r"(\w+\s?)*", "(a+)+", "(a|aa)+b", "ab(c+)*d", "([0-9]+)*x", "(.*)*y", "示例(中+)+x"]


@pytest.mark.parametrize("pattern", GOOD)
def test_usual_patterns_are_good(pattern: str) -> None:
    assert wrong_pattern(pattern) == ""


@pytest.mark.parametrize("pattern", SLOW)
def test_a_pattern_that_can_hang_is_found_before_it_hangs(pattern: str) -> None:
    start = process_time()
    assert "太慢" in wrong_pattern(pattern)
    assert process_time() - start < 10


def test_a_pattern_matches_the_whole_value_and_ascii_digits_only() -> None:
    assert full(r"\d{3}").match("123")
    for other in ("123\n", "1234", "１２３", "x123"):
        assert not full(r"\d{3}").match(other)
    assert not full("a|b").match("ab")
