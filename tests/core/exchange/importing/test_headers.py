"""The header is found wherever it stands, in one row or in two."""

from __future__ import annotations

import pytest

from core.definition.table import Table
from core.exchange.importing.headers import find_header
from core.exchange.importing.labels import Labels
from tests.core.exchange.importing.conftest import HEAD, numbered


def test_below_title_rows(person: Table) -> None:
    rows = numbered(
        ["示例学院人员一览表"], ["（2025 年 9 月）"], [None], ["填报部门：示例学院"], HEAD, ["T1"]
    )
    header = find_header(rows, Labels(person))
    assert header is not None
    assert (header.first, header.last) == (5, 5)
    assert header.headings[2] == "姓名"


def test_groups_above_headings_are_read_as_one_header(person: Table) -> None:
    rows = numbered(
        ["人员一览"],
        ["教工号", "基本情况", None, "工作量", None],
        [None, "起始日期", "姓名", "收入", "课时"],
        ["T1", "2020-09-01", "教师001", "12", "8"],
    )
    header = find_header(rows, Labels(person))
    assert header is not None
    assert (header.first, header.last) == (2, 3)
    assert [header.headings[place] for place in range(5)] == [
        "教工号", "起始日期", "姓名", "收入", "课时"
    ]  # fmt: skip


def test_what_stands_beside_a_title_is_no_heading(person: Table) -> None:
    rows = numbered(["人员一览", None, None, None, "姓名以身份证为准"], ["教工号", "姓名", "课时"])
    header = find_header(rows, Labels(person))
    assert header is not None
    assert (header.first, list(header.headings.values())) == (2, ["教工号", "姓名", "课时"])


@pytest.mark.parametrize(
    "numbering", [("1", "2", "3", "4"), ("(1)", "(2)", "(3)", "(4)"), ("甲", "乙", "1", "2")]
)
def test_a_row_that_numbers_the_columns_belongs_to_the_header(
    numbering: tuple[str, ...], person: Table
) -> None:
    rows = numbered(["教工号", "起始日期", "姓名", "收入"], numbering, ["T1"])
    header = find_header(rows, Labels(person))
    assert header is not None
    assert header.last == 2


def test_a_first_row_of_data_is_no_numbering(person: Table) -> None:
    rows = numbered(["教工号", "起始日期", "姓名"], ["1", "2020-09-01", "教师001"])
    header = find_header(rows, Labels(person))
    assert header is not None
    assert header.last == 1


def test_a_sheet_that_only_explains_has_none(person: Table) -> None:
    rows = numbered(["填表说明"], ["1. 教工号按文本填写"], ["2. 姓名写全"])
    assert find_header(rows, Labels(person)) is None
