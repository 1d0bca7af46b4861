"""The form of a table: read by the kinds, and nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

from core.definition.definitions import Definitions
from core.definition.kinds import BUILT_IN
from core.definition.loading import read_definitions
from core.definition.period import calendar_of
from core.definition.table import Table
from core.generation.conditions import condition_in_words, shown_when
from core.generation.forms import TableForm, form_class, sections, unknown_names

KINDS = {kind.name: kind for kind in BUILT_IN}
DEFINITION = """
title = "示例"
number = "X-9"
owner = "示例处"
period = "academic_year"
key = ["code"]
source = "测试"
guidance = "无"

[fields]
code = { label = "编号", kind = "text", required = true, section = "基本" }
kind = { label = "类型", kind = "choice", codes = "places", section = "基本" }
ready = { label = "已完成", kind = "boolean", section = "基本" }
where = { label = "去向", kind = "text", when = { kind = "@abroad" }, section = "详情" }
proof = { label = "证明", kind = "text", section = "详情",when = { code = "filled", ready = ["1"] }}
tags = { label = "标签", kind = "multichoice", choices = ["甲", "乙"], section = "详情" }
sum = { label = "金额", kind = "money", unit = "元", section = "详情" }
total = { label = "合计", kind = "money", unit = "元", computed = true, section = "详情" }
"""
HEADER = "code,name,aliases,parent,groups,from,to\n"
CODES = f"{HEADER}1,国内,,,,,\n2,亚洲,,,abroad,,\n3,欧洲,,,abroad,,\n"
INDEX = '[places]\ntitle = "地区"\nsource = "测试"\ncomplete = true\n'


@pytest.fixture
def definitions(tmp_path: Path) -> Definitions:
    (tmp_path / "sample").mkdir()
    (tmp_path / "codes").mkdir()
    (tmp_path / "sample" / "trip.toml").write_text(DEFINITION, encoding="utf-8")
    (tmp_path / "codes" / "places.csv").write_text(CODES, encoding="utf-8")
    (tmp_path / "codes" / "index.toml").write_text(INDEX, encoding="utf-8")
    return read_definitions([tmp_path], KINDS)


@pytest.fixture
def table(definitions: Definitions) -> Table:
    return definitions.table("sample.trip")


@pytest.fixture
def form(definitions: Definitions, table: Table) -> type[TableForm]:
    return form_class(table, KINDS, definitions.reading(calendar_of(2025)))


def test_values_are_read_as_workbooks_are(form: type[TableForm]) -> None:
    typed = MultiDict({"code": " A1 ", "kind": "亚洲", "sum": "１.５万元", "ready": "是"})
    filled = form(typed)
    assert filled.validate()
    values = {field.name: field.data for field in filled.kind_fields()}
    assert (values["code"], values["kind"], values["ready"]) == ("A1", "2", True)
    assert str(values["sum"]) == "15000"


def test_several_values_travel_as_one_text(form: type[TableForm]) -> None:
    filled = form(MultiDict([("tags", "乙"), ("tags", "甲")]))
    assert filled.typed()["tags"] == "乙；甲"
    fields = {field.name: field for field in filled.kind_fields()}
    assert fields["tags"].data == ("甲", "乙")
    assert fields["tags"].chosen == ("甲", "乙")


def test_what_cannot_be_read_stays_as_typed(form: type[TableForm]) -> None:
    filled = form(MultiDict({"code": "A1", "sum": "许多"}))
    assert not filled.validate()
    assert [field.name for field in filled.wrong()] == ["sum"]
    assert filled.typed()["sum"] == "许多"


def test_a_stored_row_reads_back_as_it_was(form: type[TableForm]) -> None:
    first = form(MultiDict({"code": "A1", "kind": "2", "ready": "0", "tags": "甲", "sum": "1.50"}))
    values = {field.name: field.data for field in first.kind_fields()}
    again = form(MultiDict(form(data=values).typed()))
    assert {field.name: field.data for field in again.kind_fields()} == values


def test_computed_fields_are_not_typed(form: type[TableForm], table: Table) -> None:
    assert "total" not in form(MultiDict({"code": "A1", "total": "5"})).typed()
    assert unknown_names(["code", "total", "row_version", "row_id"], table) == ["row_id", "total"]


def test_conditions_name_codes_not_groups(definitions: Definitions, table: Table) -> None:
    shown = {f.name: shown_when(table, f, definitions.codes) for f in table.fields if f.when}
    assert shown == {
        "where": {"kind": ("2", "3")}, "proof": {"code": "filled", "ready": ("1",)},
    }


@pytest.mark.parametrize("field, words", [
    ("code", ""),
    ("where", "“类型”为亚洲、欧洲时才填"),
    ("proof", "填写了“编号”，且“已完成”为是时才填"),
])
def test_conditions_are_told_in_words(
    definitions: Definitions, table: Table, field: str, words: str
) -> None:
    assert condition_in_words(table, table.field(field), definitions.codes) == words


def test_fields_stand_under_their_headings(table: Table) -> None:
    found = [(title, [field.name for field in fields]) for title, fields in sections(table)]
    assert found == [
        ("基本", ["code", "kind", "ready"]), ("详情", ["where", "proof", "tags", "sum", "total"]),
    ]
