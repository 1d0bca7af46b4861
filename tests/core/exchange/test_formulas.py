"""Texts that a spreadsheet would run are quoted, and the quote is taken away exactly once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.formulas import guarded, unguarded


@pytest.mark.parametrize("text", ["=1+1", "+86 750", "-示例", "@a", "\t=1", "\r=1", "'=1", "＝1"])
def test_risky_texts_begin_with_a_quote(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["教师001", "'一语'", "1-2", "", "'"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text == unguarded(text)


@given(st.text(alphabet="'=+-@\t\rab＝", max_size=8))
def test_the_original_is_always_found(text: str) -> None:
    assert unguarded(guarded(text)) == text
