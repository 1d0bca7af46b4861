"""Clean values take a short way through the parsers; it must lead to the same place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.definition.cells import Number
from core.definition.kinds import BUILT_IN, by_name
from core.definition.kinds.entry import EnteredKind
from tests.core.definition.kinds.examples import a_field, reading_of

KINDS = by_name(BUILT_IN)
FORMATS = st.sampled_from(["general", "number", "date", "percent", "text", "zeros:4"])
DIGITS = st.from_regex(r"-?[0-9]{1,18}(\.[0-9]{1,9})?", fullmatch=True)
RAW = st.one_of(
    st.text(max_size=8),
    st.text("无/-—男 \u3000a1+E.", max_size=6),
    st.builds(Number, DIGITS, FORMATS),
    st.from_regex(r"1101011990[01][0-9]{6}[0-9X]", fullmatch=True),
)
FIELDS: list[dict[str, Any]] = [
    {"kind": "text", "max": "5"},
    {"kind": "text", "pattern": "[A-Za-z0-9]{3,20}"},
    {"kind": "longtext"},
    {"kind": "integer"},
    {"kind": "integer", "min": "3", "max": "100"},
    {"kind": "decimal"},
    {"kind": "decimal", "places": 0},
    {"kind": "money", "min": "1", "max": "1000"},
    {"kind": "percent"},
    {"kind": "id_card"},
]


@pytest.mark.parametrize("keys", FIELDS, ids=str)
def test_the_short_way_and_the_long_way_agree(keys: dict[str, Any]) -> None:
    field = a_field(**keys)
    kind = KINDS[field.kind]
    assert isinstance(kind, EnteredKind)
    short = kind.parser(field, reading_of())
    long = EnteredKind.parser(kind, field, reading_of())

    @settings(max_examples=300, deadline=None, database=None)
    @given(RAW)
    @example(Number("007", "general"))
    @example(Number("12.50", "general"))
    @example(Number("4.2E+17", "general"))
    @example("无")
    @example("1.2E+5")
    def agree(raw: str | Number) -> None:
        assert repr(short(raw)) == repr(long(raw))

    agree()
