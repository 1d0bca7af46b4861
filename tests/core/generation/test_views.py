"""The generated list: which columns, and what a URL may ask of it."""

from __future__ import annotations

import pytest

from core.definition.field import Field
from core.definition.table import Table
from core.generation.listing import (
    ListQuery,
    RowFinding,
    list_columns,
    query_from,
    sortable_columns,
)
from core.generation.views import outcome

NAMES = [f"field{number}" for number in range(20)]
TABLE = Table(
    id="sample.wide", title="宽表", number="X", owner="示例处", period="academic_year",
    source="测试",
    guidance="", key=("field5",), display=("field5", "field7"),
    fields=(
        *(Field(name=name, label=name, kind="text") for name in NAMES),
        Field(name="story", label="说明", kind="longtext"),
        Field(name="unit", label="单位", kind="reference", to="sample.unit.code"),
    ),
)


def test_what_names_a_row_comes_first_and_long_texts_do_not_come() -> None:
    few = [field.name for field in list_columns(TABLE, every=False)]
    assert few[:3] == ["field5", "field7", "field0"]
    assert len(few) == 10
    every = [field.name for field in list_columns(TABLE, every=True)]
    assert set(every) == {*NAMES, "unit"}


def test_only_indexed_columns_sort() -> None:
    assert sortable_columns(TABLE) == ["field5", "unit"]


@pytest.mark.parametrize("arguments, query", [
    ({}, ListQuery()),
    ({"page": "3", "search": " T1 ", "sort": "unit", "order": "down"},
     ListQuery(page=3, search="T1", sort="unit", descending=True)),
    ({"page": "-1", "sort": "field7", "order": "up"}, ListQuery()),
    ({"page": "0"}, ListQuery()),
    ({"page": "9" * 30}, ListQuery(page=1_000_000)),
    ({"page": "２"}, ListQuery()),
    ({"columns": "all", "issue": "error"}, ListQuery(every_column=True, issue="error")),
])
def test_what_makes_no_sense_in_a_url_is_left_out(
    arguments: dict[str, str], query: ListQuery
) -> None:
    assert query_from(arguments, TABLE) == query


@pytest.mark.parametrize("severities, sentence", [
    ([], "已保存。"),
    (["hint"], "已保存。"),
    (["warning", "warning"], "已保存，有 2 处需要说明。"),
    (["error", "warning", "error"], "已保存，但有 2 处错误，改正后才能提交。"),
])
def test_a_save_is_told_in_one_sentence(severities: list[str], sentence: str) -> None:
    assert outcome(RowFinding("", "X-1", s, "") for s in severities)[0] == sentence
