"""How a table lies on a sheet: headings that the import knows, lines with real dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.definition.field import Field
from core.definition.kinds import BUILT_IN, by_name
from core.definition.kinds.base import Reading
from core.definition.loading import read_definitions
from core.definition.period import calendar_of
from core.exchange.importing.labels import ENGINE_LABELS, Labels
from core.exchange.layout import (
    DEPARTMENT,
    HEADER_ROW,
    Layout,
    heading,
    lines_of,
    remark_heading,
    width_of,
)
from core.exchange.templates.choices import Choices, listed_choices
from core.exchange.templates.guidance import guidance, options
from core.registry import Registry

ROOT = Path(__file__).parents[3]
KINDS = by_name(BUILT_IN)
DEFINITIONS = read_definitions([ROOT / "tables"], KINDS).for_year(2025)
READING = DEFINITIONS.reading(calendar_of(2025))


def layout_of(registry: Registry, table: str = "sample.person", **more: bool) -> Layout:
    reading = Reading(registry.definitions.codes, calendar_of(2025))
    table_of = registry.definitions.table(table)
    return Layout(table_of, registry.kinds, reading, "示例学院", **more)


@pytest.mark.parametrize("table", DEFINITIONS.tables.values(), ids=lambda table: table.id)
def test_the_import_knows_every_heading(table: object) -> None:
    layout = Layout(table, KINDS, READING)  # type: ignore[arg-type]
    labels = Labels(layout.table)
    assert [labels.field(c.heading) for c in layout.columns] == [c.name for c in layout.columns]


@pytest.mark.parametrize("table", DEFINITIONS.tables.values(), ids=lambda table: table.id)
def test_no_cell_beside_the_data_looks_like_a_heading(table: object) -> None:
    layout = Layout(table, KINDS, READING)  # type: ignore[arg-type]
    choices = listed_choices(layout)
    said = guidance(layout, choices)
    cells = [*said.paragraphs, *said.headings, *(text for line in said.lines for text in line)]
    cells += [text for line in options(layout, choices) for text in line]
    known = Labels(layout.table)
    assert [text for text in cells if text and known.field(text)] == []


def test_the_lines_above_name_table_period_and_departments(registry: Registry) -> None:
    lines = layout_of(registry).lines
    assert len(lines) == HEADER_ROW - 1
    assert lines[0] == "示例人员"
    assert lines[1] == "时点：2025-09-01　（2025 年采集批次）"
    assert lines[2] == "表号：X-2　负责部门：示例人事处　填报部门：示例学院"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (Field(name="a", label="姓名", kind="text", required=True), "*姓名"),
        (Field(name="a", label="经费", kind="money", unit="万元"), "经费（万元）"),
        (Field(name="a", label="经费（万元）", kind="money", unit="万元"), "经费（万元）"),
        (Field(name="a", label="合计", kind="integer", required=True, computed=True), "合计"),
        (Field(name="a", label="单位", kind="text", required=True, when={"b": ("1",)}), "单位"),
    ],
)  # fmt: skip
def test_a_heading_is_label_star_and_unit(field: Field, expected: str) -> None:
    assert heading(field) == expected


def test_a_remark_is_named_otherwise_where_a_field_has_its_name(registry: Registry) -> None:
    table = registry.definitions.table("sample.person")
    assert remark_heading(table) == "备注"
    note = Field(name="note", label="备注", kind="text")
    taken = replace(table, fields=(*table.fields, note))
    assert remark_heading(taken) == "row_remark"
    assert "row_remark" in ENGINE_LABELS


def test_rows_of_several_departments_name_theirs_first(registry: Registry) -> None:
    layout = layout_of(registry, with_departments=True)
    assert layout.columns[0].name == DEPARTMENT
    assert Labels(layout.table).near(layout.columns[0].heading, set()) == []
    assert layout.frozen_columns == 2


def test_key_columns_stay_in_sight_and_the_row_id_is_hidden(registry: Registry) -> None:
    layout = layout_of(registry)
    assert layout.frozen_columns == 2
    assert [c.name for c in layout.columns if c.hidden] == ["row_id"]


def test_widths_follow_the_heading_within_bounds() -> None:
    assert width_of("姓名") == 9
    assert width_of("行业、企业一线工作时间") == 16
    assert width_of("很长" * 40) == 32
    assert lines_of("四个汉字\n", 4) == 3


def test_a_period_of_its_own_is_told(registry: Registry) -> None:
    layout = layout_of(registry)
    pay = replace(layout.table.field("pay"), period="calendar_year", note="按合同填写")
    changed = replace(layout, table=replace(layout.table, fields=(pay,)))
    line = guidance(changed, Choices()).lines[0]
    assert line[3] == f"自然年度：{date(2024, 1, 1)} 至 {date(2024, 12, 31)}"
    assert line[6] == "按合同填写"
