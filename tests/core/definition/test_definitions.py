"""Definitions as a whole: years, the canonical form and what is read back from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.definition.definitions import Definitions, canonical, digest, from_canonical
from core.definition.field import Field
from core.definition.kinds import BUILT_IN, by_name
from core.definition.loading import read_definitions
from core.definition.table import Table
from core.errors import NotFound

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def shipped() -> Definitions:
    """The project's own tables and code lists."""
    return read_definitions([ROOT / "tables"], by_name(BUILT_IN))


def one_table(**keys: object) -> Definitions:
    fields = (
        Field(name="code", label="代码", kind="text"),
        Field(name="old", label="旧项", kind="text", until=2024),
        Field(name="new", label="新项", kind="integer", since=2025, replaces="old"),
    )
    table = Table(
        id="sample.unit", title="单位", number="1", owner="人事处", period="academic_year",
        source="示例", guidance="示例", key=("code",), fields=fields,
    )  # fmt: skip
    return Definitions({table.id: replace(table, **keys)}, {})  # type: ignore[arg-type]


@pytest.mark.parametrize(("year", "names"), [
    (2024, ["code", "old"]), (2025, ["code", "new"]), (2030, ["code", "new"]),
])  # fmt: skip
def test_a_year_has_the_fields_in_force(year: int, names: list[str]) -> None:
    table = one_table().for_year(year).table("sample.unit")
    assert [field.name for field in table.fields] == names


@pytest.mark.parametrize(("year", "there"), [(2023, False), (2024, True), (2025, True),
                                             (2026, False)])  # fmt: skip
def test_a_year_has_the_tables_in_force(year: int, there: bool) -> None:
    definitions = one_table(since=2024, until=2025).for_year(year)
    assert ("sample.unit" in definitions.tables) is there


def test_an_unknown_table_is_named_with_the_nearest() -> None:
    with pytest.raises(NotFound, match=r"没有数据表 sample\.unti；是不是 sample\.unit？"):
        one_table().table("sample.unti")


def test_what_was_frozen_is_read_back_exactly(shipped: Definitions) -> None:
    frozen = from_canonical(canonical(shipped))
    assert frozen == Definitions(dict(shipped.tables), dict(shipped.codes))
    assert canonical(frozen) == canonical(shipped)


def test_the_same_content_has_the_same_digest(shipped: Definitions) -> None:
    backwards = Definitions(
        dict(reversed(shipped.tables.items())), dict(reversed(shipped.codes.items()))
    )
    assert digest(canonical(backwards)) == digest(canonical(shipped))


def test_the_canonical_form_and_its_digest_never_change() -> None:
    text = (
        '{"codes":{},"tables":{"sample.unit":{"fields":[{"kind":"text","label":"代码",'
        '"name":"code","rounds":"current"}],"guidance":"示例","id":"sample.unit","key":["code"],"number":"1",'
        '"owner":"人事处","period":"academic_year","route":"standard","rows":"many",'
        '"source":"示例","title":"单位"}}}'
    )
    fields = one_table().table("sample.unit").fields[:1]
    assert canonical(one_table(fields=fields)) == text
    assert digest("填报") == "0d8526f986062a2e5471059000d2cc626d795cc50a950082f27cd3696b4c7066"


def test_zero_is_written_and_read_back() -> None:
    none = Field(name="share", label="比例", kind="percent", places=0, variance=0)
    frozen = from_canonical(canonical(one_table(fields=(none,))))
    assert frozen.table("sample.unit").fields == (none,)


@pytest.mark.parametrize("change", [
    {"title": "机构"}, {"since": 2025}, {"display": ("code",)},
    {"fields": one_table().table("sample.unit").fields[:2]},
    {"fields": one_table().table("sample.unit").fields[::-1]},
])  # fmt: skip
def test_any_change_changes_the_digest(change: dict[str, object]) -> None:
    assert digest(canonical(one_table(**change))) != digest(canonical(one_table()))
