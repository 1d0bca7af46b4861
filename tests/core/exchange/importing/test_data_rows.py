"""Rows of data are told from blanks, totals and notes; nothing is passed over in silence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from core.definition.cells import Cell, Number
from core.exchange.importing.data_rows import RowSorter
from core.exchange.reading import SheetRow


def sorted_rows(*rows: Sequence[Cell], hidden: bool = False) -> tuple[list[int], RowSorter]:
    """Sort rows whose key stands in column A, with five mapped columns."""
    sorter = RowSorter([0], range(5))
    data = sorter.data(SheetRow(number, list(row), hidden) for number, row in enumerate(rows, 1))
    return [row.number for row in data], sorter


@pytest.mark.parametrize(
    "row",
    [
        ["T001", "教师001"],
        [Number("1"), "教师001"],
        ["合肥001", "教师001", "红", "琴"],
        ["单位01", "教师001", "红", "琴"],
        [None, "教师001", "红", "琴"],
        ["", "教师001"],
        ["注册001", "教师001", "红", "琴"],
    ],
    ids=str,
)
def test_data(row: Sequence[Cell]) -> None:
    assert sorted_rows(row)[0] == [1]


@pytest.mark.parametrize(
    "row",
    [
        ["合计", Number("12")],
        ["总 计", None, Number("12")],
        ["　小计"],
        [None, "合计", Number("12")],
        ["注：1. 本表一式两份。"],
        ["说明：外聘教师由学院报来"],
        ["填表人：教师001", None, None, "审核人：教师002"],
        ["1. 教工号按文本填写，保留前面的零"],
        ["※ 以人事档案为准"],
        [None, None, None, None, None, "经办人签字"],
        [None, "本表由示例学院人事秘书填报，九月五日前交回"],
    ],
    ids=str,
)
def test_totals_and_notes_are_kept_to_be_told(row: Sequence[Cell]) -> None:
    data, sorter = sorted_rows(row)
    assert data == []
    assert [number for number, _ in sorter.notes] == [1]


@pytest.mark.parametrize("row", [[], [None], ["  ", "　"]], ids=str)
def test_blank_rows_are_nothing_at_all(row: Sequence[Cell]) -> None:
    data, sorter = sorted_rows(row)
    assert (data, sorter.notes) == ([], [])


def test_hidden_rows_are_read_and_told() -> None:
    data, sorter = sorted_rows(["T001", "教师001"], [None, "教师002", "红"], hidden=True)
    assert (data, sorter.hidden) == ([1, 2], [1, 2])
