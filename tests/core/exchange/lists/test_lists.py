"""Lists of departments and accounts from workbooks as clerks make them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from core.definition.kinds import BUILT_IN
from core.errors import Refused
from core.exchange.lists import (
    read_accounts,
    read_departments,
    write_accounts,
    write_departments,
)
from core.rounds.people.directory import AccountEntry, DepartmentEntry, Directory

KINDS = {kind.name: kind for kind in BUILT_IN}
AT = datetime(2025, 8, 1, tzinfo=UTC)
THERE = Directory(
    {
        "d01": DepartmentEntry("d01", "示例教务处", aliases=("教务部",), unit_code="U1"),
        "d02": DepartmentEntry("d02", "示例学院", "school", "d01", "U2"),
    },
    {
        "boss": AccountEntry("boss", "教师001", "administrator"),
        "lead": AccountEntry("lead", "教师002", "vice_president", in_charge=("d02",)),
        "js3": AccountEntry("js3", "教师003", "filler", "d02", "T3", active=False),
    },
).with_accounts([])


def book(path: Path, *rows: Sequence[Any]) -> Path:
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("名单")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def accounts(tmp_path: Path, *rows: Sequence[Any]) -> Any:
    return read_accounts(book(tmp_path / "a.xlsx", *rows), "a.xlsx", KINDS, THERE, 2025)


def departments(tmp_path: Path, *rows: Sequence[Any]) -> Any:
    return read_departments(book(tmp_path / "d.xlsx", *rows), "d.xlsx", KINDS, THERE, 2025)


def test_what_is_written_changes_nothing_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    assert write_departments(path, KINDS, THERE, AT, empty=False) == 2
    planned: Any = read_departments(path, path.name, KINDS, THERE, 2025)
    assert planned.counts == {"new": 0, "changed": 0, "unchanged": 2, "wrong": 0}
    assert write_accounts(path, KINDS, THERE, AT, empty=False) == 3
    planned = read_accounts(path, path.name, KINDS, THERE, 2025)
    assert planned.counts == {"new": 0, "changed": 0, "unchanged": 3, "wrong": 0}


def test_an_empty_template_holds_no_lines(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    assert write_accounts(path, KINDS, THERE, AT, empty=True) == 0
    with pytest.raises(Refused, match="没有数据行"):
        read_accounts(path, path.name, KINDS, THERE, 2025)


def test_a_clerks_own_list_is_understood(tmp_path: Path) -> None:
    planned = accounts(
        tmp_path, ["2025 年信息采集人员名单"],
        ["序号", "姓 名", "所在部门", "职工号", "角色", "电话"],
        [1, "教师010", "教务部", "T010", "信息采集管理员", "x"],
        [2, "教师011", "u2", "T011", "filler", ""],
        ["注：联系电话另附"],
    )  # fmt: skip
    assert planned.entries == [
        AccountEntry("T010", "教师010", "collector", "d01", "T010"),
        AccountEntry("T011", "教师011", "filler", "d02", "T011"),
    ]
    assert ("F", "电话") in planned.ignored
    assert planned.passed_over == ((5, "注：联系电话另附"),)


def test_columns_that_are_missing_leave_what_is_stored(tmp_path: Path) -> None:
    planned = accounts(tmp_path, ["用户名", "姓名", "角色"], ["js3", "教师033", "数据填报人"])
    (line,) = planned.lines
    assert (line.outcome, list(line.differences)) == ("changed", ["name"])
    assert line.entry == AccountEntry("js3", "教师033", "filler", "d02", "T3", active=False)


@pytest.mark.parametrize("row, cell, said", [
    (["js9", "教师009", "国王", "示例学院"], (2, "C"), ""),
    (["js9", "", "数据填报人", "示例学院"], (2, "B"), "请填写姓名"),
    (["", "教师009", "数据填报人", "示例学院"], (2, "A"), "用户名或教工号"),
    (["js9", "教师009", "数据填报人", "示例学苑"], (2, "D"), "示例学苑；是不是 示例学院？"),
    (["js9", "教师009", "数据填报人", ""], (2, "D"), "请填写部门"),
    (["JS3", "教师009", "数据填报人", "示例学院"], (2, "A"), "大小写"),
])
def test_what_is_wrong_is_told_by_its_cell(
    tmp_path: Path, row: list[str], cell: tuple[int, str], said: str
) -> None:
    planned = accounts(tmp_path, ["用户名", "姓名", "角色", "部门"], row)
    (fault,) = planned.faults
    assert (fault.row, fault.column) == cell
    assert said in fault.message
    assert not planned.entries


def test_everything_that_is_wrong_in_a_line_is_told_at_once(tmp_path: Path) -> None:
    planned = accounts(
        tmp_path, ["用户名", "姓名", "角色", "部门"], ["js 9", "教师009", "国王", "示例学苑"],
        ["js8", "教师008", "填报人", "示例学院"],
    )  # fmt: skip
    assert [(fault.row, fault.column) for fault in planned.faults] == [
        (2, "A"), (2, "C"), (2, "D"),
    ]
    assert planned.new == [AccountEntry("js8", "教师008", "filler", "d02")]


def test_one_account_twice_is_wrong_in_both_lines(tmp_path: Path) -> None:
    row = ["js9", "教师009", "数据填报人", "示例学院"]
    planned = accounts(tmp_path, ["用户名", "姓名", "角色", "部门"], row, row)
    assert [fault.row for fault in planned.faults] == [2, 3]


def test_departments_are_found_by_code_name_or_alias(tmp_path: Path) -> None:
    planned = departments(
        tmp_path, ["代码", "部门名称", "类别", "上级部门", "别名"],
        ["d01", "示例教务部", "职能部门", "", "教务部、教学办"],
        ["", "示例学院", "二级学院", "示例教务部", ""],
        ["", "示例体育部", "其他", "示例学院", ""],
    )  # fmt: skip
    assert [line.outcome for line in planned.lines] == ["changed", "unchanged", "new"]
    new = planned.lines[2].entry
    assert (new.id, new.parent) == ("d03", "d02")
    assert planned.lines[0].entry.aliases == ("教务部", "教学办")


def test_a_list_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有找到“部门一览”的表头"):
        departments(tmp_path, ["学号", "班级"], ["1", "2"])
