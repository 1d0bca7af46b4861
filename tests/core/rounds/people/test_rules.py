"""What a department or an account may not be."""

from __future__ import annotations

from typing import Any

import pytest

from core.rounds.people.directory import AccountEntry, DepartmentEntry, Directory
from core.rounds.people.rules import account_faults, department_faults

THERE = Directory(
    {
        "s1": DepartmentEntry("s1", "示例学院", "school"),
        "s2": DepartmentEntry("s2", "示例艺术学院", "school", "d02"),
        "d02": DepartmentEntry("d02", "示例人事处"),
        "old": DepartmentEntry("old", "示例夜校", closed=True),
    },
    {
        "boss": AccountEntry("boss", "教师001", "administrator"),
        "lead": AccountEntry("lead", "教师002", "vice_president", in_charge=("s1",)),
        "gone": AccountEntry("gone", "教师004", "vice_president", active=False),
        "js3": AccountEntry("js3", "教师003", "filler", "d02", "T3"),
    },
).with_accounts([])


def test_what_is_there_fits() -> None:
    assert not [f for one in THERE.departments.values() for f in department_faults(one, THERE)]
    assert not [f for one in THERE.accounts.values() for f in account_faults(one, THERE)]


@pytest.mark.parametrize("change, said", [
    ({"id": "D 1"}, "小写字母"),
    ({"name": ""}, "请填写部门名称"),
    ({"kind": "club"}, "类别应为"),
    ({"name": "示例 学院"}, "已经是部门"),
    ({"aliases": ("s1",)}, "已经是部门"),
    ({"parent": "nowhere"}, "没有部门 nowhere"),
    ({"parent": "s2"}, "绕成了圈"),
    ({"vice_president": "js3"}, "不是分管校领导的账号"),
    ({"vice_president": "gone"}, "已停用"),
    ({"closed": True}, "还有 1 个启用的账号"),
])
def test_what_a_department_may_not_be(change: dict[str, Any], said: str) -> None:
    entry = THERE.departments["d02"]._replace(**change)
    faults = list(department_faults(entry, THERE.with_departments([entry])))
    assert said in faults[0].text


@pytest.mark.parametrize("entry, said", [
    (AccountEntry("x", "教师009", "filler", "s1"), "用户名为"),
    (AccountEntry("system", "教师009", "filler", "s1"), "用户名为"),
    (AccountEntry("BOSS", "教师009", "filler", "s1"), "大小写"),
    (AccountEntry("js9", "", "filler", "s1"), "请填写姓名"),
    (AccountEntry("js9", "教师009", "king"), "角色应为"),
    (AccountEntry("js9", "教师009", "filler"), "请填写部门"),
    (AccountEntry("js9", "教师009", "filler", "nowhere"), "没有部门"),
    (AccountEntry("js9", "教师009", "filler", "old"), "已经停用"),
    (AccountEntry("lead", "教师002", "vice_president", active=False, in_charge=("s1",)), "另定"),
    (AccountEntry("js9", "教师009", "filler", "s1", "工号"), "教工号"),
    (AccountEntry("js9", "教师009", "head", "s1", in_charge=("s1",)), "只有分管校领导"),
    (AccountEntry("js9", "教师009", "vice_president", in_charge=("s1",)), "由 lead 分管"),
])
def test_what_an_account_may_not_be(entry: AccountEntry, said: str) -> None:
    assert said in next(account_faults(entry, THERE.with_accounts([entry]))).text
