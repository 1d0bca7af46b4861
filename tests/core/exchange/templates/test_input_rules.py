"""Input rules and words follow the definition, warn only, and fit into Excel's limits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.definition.codes import Code, CodeList
from core.definition.field import Field
from core.definition.kinds import BUILT_IN, by_name
from core.definition.kinds.base import Reading
from core.definition.period import calendar_of
from core.definition.table import Table
from core.exchange.layout import Column, Layout
from core.exchange.templates.choices import Option, listed_choices
from core.exchange.templates.input_rules import LARGEST, input_rule, list_rule
from core.exchange.templates.wording import COMPUTED, allowed, comment

KINDS = by_name(BUILT_IN)
LEVELS = CodeList("level", "级别", "", True, (Code("1", "国家级"), Code("2", "省级", ("2级",))))


def layout_of(*fields: Field) -> Layout:
    table = Table(id="sample.one", title="示例", number="X", owner="示例处", source="测试",
                  period="academic_year", guidance="", fields=fields)  # fmt: skip
    return Layout(table, KINDS, Reading({"level": LEVELS}, calendar_of(2025)))


def rule_of(**facts: Any) -> Any:
    field = Field(name="a", label="栏", **facts)
    return input_rule(field, KINDS[field.kind], layout_of(field))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"kind": "integer", "min": "0"}, ("integer", 0, LARGEST)),
        ({"kind": "money", "max": "12.5"}, ("decimal", -LARGEST, 12.5)),
        ({"kind": "year"}, ("integer", 1900, 2100)),
        ({"kind": "date"}, ("date", date(1900, 1, 1), date(2025, 9, 1))),
        ({"kind": "month", "min": "2020-09"}, ("date", date(2020, 9, 1), date(2025, 9, 1))),
    ],
)
def test_numbers_and_dates_have_bounds(facts: dict[str, Any], expected: tuple[Any, ...]) -> None:
    rule = rule_of(**facts)
    assert (rule["validate"], rule["minimum"], rule["maximum"]) == expected
    assert rule["error_type"] == "warning"


def test_a_long_text_is_limited_and_other_text_is_free() -> None:
    assert rule_of(kind="text", max="50")["value"] == 50
    assert rule_of(kind="text") is None
    assert rule_of(kind="id_card") is None
    assert rule_of(kind="integer", computed=True) is None


def test_a_title_fits_into_what_excel_allows() -> None:
    assert len(list_rule("=代码!$A$1:$A$2", "很长的栏目" * 10)["error_title"]) == 32


def test_options_are_names_unless_a_name_would_be_misread() -> None:
    field = Field(name="a", label="级别", kind="choice", codes="level")
    assert listed_choices(layout_of(field)).of("a") == (Option("国家级", "1"), Option("省级", "2"))
    twice = CodeList("level", "级别", "", True, (Code("甲", "乙"), Code("乙", "甲")))
    reading = Reading({"level": twice}, calendar_of(2025))
    swapped = Layout(layout_of(field).table, KINDS, reading)
    assert listed_choices(swapped).of("a") == (Option("甲", "乙"), Option("乙", "甲"))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"kind": "text", "max": "50"}, "文本，最多 50 字"),
        ({"kind": "integer", "min": "0"}, "整数，不小于 0"),
        ({"kind": "decimal", "min": "0", "max": "50", "places": 1}, "小数，0 至 50，最多 1 位小数"),
        ({"kind": "month"}, "年月，如 2010-07"),
        ({"kind": "date", "min": "2020-09-01"}, "日期，如 2010-07-01，不早于 2020-09-01"),
    ],
)
def test_what_is_allowed_is_told_in_words(facts: dict[str, Any], expected: str) -> None:
    field = Field(name="a", label="栏", **facts)
    assert allowed(field, KINDS[field.kind], ()) == expected


def test_long_lists_are_counted_not_named() -> None:
    field = Field(name="a", label="栏", kind="choice", choices=("甲", "乙"))
    few = [Option(word) for word in field.choices]
    assert allowed(field, KINDS["choice"], few) == "单选：甲、乙"
    assert allowed(field, KINDS["choice"], few * 10) == "单选，共 20 项，见“可选项”"


def test_a_comment_says_when_and_how() -> None:
    level = Field(name="a", label="级别", kind="choice", codes="level")
    prize = Field(name="b", label="奖金", kind="money", unit="元", required=True,
                  when={"a": ("1",)}, note="税前", example="500")  # fmt: skip
    layout = layout_of(level, prize)
    column = next(column for column in layout.columns if column.name == "b")
    assert comment(column, layout, ()).split("\n") == [
        "符合条件时必填", "“级别”为国家级时才填", "填写：金额", "单位：元", "税前", "示例：500",
    ]  # fmt: skip
    assert comment(Column("row_id", "row_id", 9), layout, ()) == ""
    total = layout_of(Field(name="t", label="合计", kind="integer", computed=True))
    assert comment(total.columns[0], total, ()) == COMPUTED
