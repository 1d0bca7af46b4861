"""Which sheets of a workbook are read, and what is said of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from core.definition.table import Table
from core.errors import Refused
from core.exchange.importing.sheets import Choice, choose_sheets
from core.exchange.reading import SheetInfo, SheetRow
from tests.core.exchange.importing.conftest import HEAD, numbered


@dataclass
class Opened:
    """An open workbook: rows by sheet, and the sheets that are not visible."""

    contents: Mapping[str, Sequence[Sequence[Any]]]
    states: Mapping[str, str] = field(default_factory=dict)

    @property
    def sheets(self) -> list[SheetInfo]:
        return [
            SheetInfo(name, index, self.states.get(name, "visible"))
            for index, name in enumerate(self.contents)
        ]

    def rows(self, sheet_index: int, start: int = 1) -> Iterator[SheetRow]:
        rows = list(self.contents.values())[sheet_index]
        yield from (row for row in numbered(*rows) if row.number >= start)


def chosen(table: Table, opened: Opened) -> Choice:
    return choose_sheets(opened, table, {})


def test_every_sheet_with_a_header_is_read(person: Table) -> None:
    opened = Opened({
        "填写说明": [["每人一行"]], "校内": [["一览"], HEAD], "校外": [HEAD[::-1]],
    })  # fmt: skip
    choice = chosen(person, opened)
    assert [sheet.info.name for sheet in choice.sheets] == ["校内", "校外"]
    assert choice.skipped == (("填写说明", "没有找到本表的表头"),)


def test_hidden_sheets_and_our_own_are_not(person: Table) -> None:
    contents = {
        "问题清单": [["填报问题清单：示例人员"], HEAD], "旧": [HEAD], "码": [HEAD], "新": [HEAD],
    }  # fmt: skip
    choice = chosen(person, Opened(contents, {"旧": "hidden", "码": "veryHidden"}))
    assert [sheet.info.name for sheet in choice.sheets] == ["新"]
    assert choice.skipped == (("旧", "隐藏的工作表没有导入"),)


def test_a_sheet_without_the_key_is_refused_with_what_it_lacks(person: Table) -> None:
    with pytest.raises(Refused, match="缺少“示例人员”的主键栏目：教工号"):
        chosen(person, Opened({"人员": [HEAD[1:]]}))


def test_a_workbook_of_another_table_is_refused_with_what_was_looked_for(person: Table) -> None:
    with pytest.raises(Refused, match="没有找到“示例人员”的表头：前 60 行里没有 教工号"):
        chosen(person, Opened({"预算": [["收支"], ["项目", "金额"], ["学费", "100"]]}))


def test_a_near_key_is_asked_before_anything_is_refused(person: Table) -> None:
    choice = chosen(person, Opened({"人员": [["教工编号", *HEAD[1:]]]}))
    assert [column.label for column in choice.doubtful] == ["教工编号"]
