"""The order of filling: what is referred to first, tables that need each other together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.definition.definitions import Definitions
from core.definition.field import Field
from core.definition.kinds import BUILT_IN, by_name
from core.definition.loading import read_definitions
from core.definition.order import FillOrder, fill_order, needed_tables
from core.definition.table import Table

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def shipped() -> Definitions:
    """The project's own tables and code lists."""
    return read_definitions([ROOT / "tables"], by_name(BUILT_IN))


def table(name: str, *needs: str, rounds: str = "current") -> Table:
    """Return a table of one key that refers to the keys of others."""
    references = tuple(
        Field(name=f"to_{other}", label=f"引用{other}", kind="reference",
              to=f"sample.{other}.code", rounds=rounds, required=True)
        for other in needs
    )  # fmt: skip
    return Table(
        id=f"sample.{name}", title=name, number="1", owner="示例处", period="academic_year",
        source="示例", guidance="示例", key=("code",),
        fields=(Field(name="code", label="代码", kind="text"), *references),
    )  # fmt: skip


def order(*tables: Table) -> list[tuple[str, ...]]:
    return [tuple(id.removeprefix("sample.") for id in group) for group in fill_order(tables)]


def test_what_is_referred_to_comes_first() -> None:
    assert order(table("c", "b"), table("b", "a"), table("a")) == [("a",), ("b",), ("c",)]


def test_tables_that_need_each_other_are_one_group() -> None:
    found = order(table("late", "b"), table("a", "c"), table("b", "a"), table("c", "b", "first"),
                  table("first"))  # fmt: skip
    assert found == [("first",), ("a", "b", "c"), ("late",)]


def test_a_table_that_refers_to_itself_or_an_earlier_round_waits_for_nothing() -> None:
    assert needed_tables(table("a", "a")) == frozenset()
    assert order(table("a", "b", rounds="previous"), table("b")) == [("a",), ("b",)]


def test_a_table_that_is_not_given_is_not_waited_for() -> None:
    assert order(table("b", "a")) == [("b",)]


def test_a_table_does_not_wait_for_its_own_group() -> None:
    tables = [table("a", "b"), table("b", "a"), table("c", "a", "d"), table("d")]
    waits = FillOrder(tables)
    found = {one.name: [other.name for other in waits.waits_for(one.id)] for one in tables}
    assert found == {"a": [], "b": [], "c": ["a", "d"], "d": []}


def test_nothing_waits_for_what_may_stay_empty() -> None:
    one = table("b", "a")
    fields = tuple(replace(field, required=False) for field in one.fields)
    waits = FillOrder([replace(one, fields=fields), table("a")])
    assert list(waits.waits_for("sample.b")) == []
    assert waits.groups == (("sample.a",), ("sample.b",))


def test_the_shipped_tables_are_all_in_the_order_and_none_before_what_it_needs(
    shipped: Definitions,
) -> None:
    groups = fill_order(shipped.tables.values())
    place = {id: number for number, group in enumerate(groups) for id in group}
    assert place.keys() == shipped.tables.keys()
    for one in shipped.tables.values():
        assert all(place[other] <= place[one.id] for other in needed_tables(one))
    assert place["faculty.teacher"] == place["institution.unit"]
    assert place["students.student"] > place["majors.catalog"]
