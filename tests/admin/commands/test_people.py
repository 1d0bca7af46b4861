"""Accounts and departments on the command line: one by one and as whole lists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl


def sheet(path: Path, *rows: list[str]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_init_gives_a_link_for_the_first_administrator_and_no_account(tianbao: Any) -> None:
    assert tianbao.json("user", "list") == []
    (first,) = tianbao.json("user", "link")
    assert first["link"].startswith("/start/")
    tianbao("user", "add", "boss", "--name", "教师001", "--role", "administrator")
    refused = tianbao("user", "link")
    assert (refused.exit_code, "已经有账号" in refused.stderr) == (2, True)
    (again,) = tianbao.json("user", "link", "boss")
    assert (again["username"], again["link"] != first["link"]) == ("boss", True)


def test_a_list_of_people_becomes_accounts_with_links(tianbao: Any, tmp_path: Path) -> None:
    file = sheet(
        tmp_path / "人员.xlsx", ["姓名", "角色", "部门", "教工号"],
        ["教师001", "信息采集管理员", "财务处", "T001"], ["教师002", "分管校领导", "", "T002"],
    )  # fmt: skip
    tried = tianbao.json("user", "import", file, "--dry-run")
    assert (tried["new"], tried["stored"], tried["links"]) == (2, False, [])
    assert tianbao.json("user", "list") == []
    done = tianbao.json("user", "import", file)
    assert (done["new"], done["stored"]) == (2, True)
    assert [link["username"] for link in done["links"]] == ["T001", "T002"]
    again = tianbao.json("user", "import", file)
    assert (again["unchanged"], again["links"]) == (2, [])
    assert tianbao("user", "disable", "T002").exit_code == 0
    assert [user["active"] for user in tianbao.json("user", "list")] == [True, False]


def test_a_list_with_a_wrong_cell_stores_nothing(tianbao: Any, tmp_path: Path) -> None:
    file = sheet(tmp_path / "人员.xlsx", ["姓名", "角色", "部门", "教工号"],
                 ["教师001", "数据填报人", "财务处", "T001"],
                 ["教师002", "数据填报人", "财物处", "T002"])  # fmt: skip
    told = tianbao.json("user", "import", file, code=1)
    (fault,) = told["faults"]
    assert (fault["row"], fault["column"], told["stored"]) == (3, "C", False)
    assert "财务处" in fault["message"]
    assert tianbao.json("user", "list") == []


def test_the_list_of_departments_goes_out_and_comes_back(tianbao: Any, tmp_path: Path) -> None:
    path = tmp_path / "部门.xlsx"
    assert tianbao("department", "template", "-o", path).exit_code == 0
    same = tianbao.json("department", "import", path)
    assert (same["changed"], same["new"], same["wrong"]) == (0, 0, 0)
    new = sheet(tmp_path / "新部门.xlsx", ["部门名称", "类别", "上级部门"],
                ["示例夜校", "二级学院", "财务处"])  # fmt: skip
    assert tianbao.json("department", "import", new)["new"] == 1
    names = {d["name"]: d for d in tianbao.json("department", "list")}
    assert names["示例夜校"]["parent"] == names["财务处"]["id"]
    assert names["示例夜校"]["kind"] == "school"


def test_only_an_administrator_imports_people(tianbao: Any, tmp_path: Path) -> None:
    tianbao("user", "add", "office1", "--name", "教师001", "--role", "office")
    file = sheet(tmp_path / "人员.xlsx", ["姓名", "角色"], ["教师003", "审计员"])
    assert tianbao("user", "import", file, "--as", "office1").exit_code == 2
    assert tianbao("user", "template", "-o", tmp_path / "x.xlsx", "--as", "office1").exit_code == 2
