"""The shorter way of reading a whole column gives what the parser gives value by value."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.definition.cells import Number
from core.definition.field import Field
from core.definition.kinds import BUILT_IN
from core.definition.kinds.base import Reading
from core.definition.kinds.words import Text
from core.definition.period import calendar_of

READING = Reading({}, calendar_of(2025))
FIELDS = {
    "text": Field(name="f", label="栏", kind="text", max="6", pattern="[^x]*"),
    "longtext": Field(name="f", label="栏", kind="longtext"),
    "id_card": Field(name="f", label="栏", kind="id_card"),
    "mobile": Field(name="f", label="栏", kind="mobile"),
    "email": Field(name="f", label="栏", kind="email"),
    "money": Field(name="f", label="栏", kind="money", min="0", max="900"),
}
KINDS = {kind.name: kind for kind in BUILT_IN}
ODD = st.text(st.sampled_from("ab王 |　+x\n\u0301e\u0301\ufffd\u200b无/"), max_size=8)
GOOD = st.sampled_from([
    "王教师", "T001", "无", "11010519491231002X", "110105194912310021", "13800000001",
    "t1@example.com", "t@x", "1380000000",
])  # fmt: skip
NUMBERS = st.builds(
    Number, st.sampled_from(["1", "12.5", "0.125", "-1", "901", "1e5", ""]),
    st.sampled_from(["general", "number", "percent"]),
)  # fmt: skip


@pytest.mark.parametrize("kind", FIELDS)
@given(column=st.lists(GOOD | ODD | NUMBERS, min_size=1, max_size=4))
def test_a_column_is_read_as_its_values_are(kind: str, column: list[Any]) -> None:
    parse = KINDS[kind].parser(FIELDS[kind], READING)
    parse_many = KINDS[kind].column_parser(FIELDS[kind], READING)
    assert parse_many is not None
    values = parse_many(column)
    if values is not None:
        assert [*map(parse, column)] == [(value, (), "", False) for value in values]


@pytest.mark.parametrize(
    "kind, column",
    [("text", ["王教师", "T001"]), ("id_card", ["11010519491231002X"]), ("mobile", ["13800000001"]),
     ("email", ["t1@example.com"]), ("money", [Number("12.5", "general")])],
)  # fmt: skip
def test_plain_columns_take_the_shorter_way(kind: str, column: list[Any]) -> None:
    parse_many = KINDS[kind].column_parser(FIELDS[kind], READING)
    assert parse_many is not None
    assert parse_many(column) is not None


def test_a_kind_that_reads_otherwise_does_not_inherit_the_shorter_way() -> None:
    class Shouted(Text):
        def reader(self, field: Field, reading: Reading) -> Any:
            return lambda value, notes: str(value).upper()

    assert Shouted().column_parser(FIELDS["text"], READING) is None
    assert KINDS["percent"].column_parser(FIELDS["money"], READING) is None
