"""``tianbao import``: what is stored, what is told, and how it ends."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

TABLE = ("import", "faculty.award")
TO = ("--department", "人事处")


def test_rows_are_stored_with_their_issues(tianbao: Any, awards: Any, good: str) -> None:
    found = tianbao.json(*TABLE, awards(good), *TO, code=1)
    place = ("faculty.award", 2025, "人事处")
    assert (found["table"], found["round"], found["department"]) == place
    assert (found["rows"], found["new"], found["stored"], found["rejected"]) == (1, 1, 1, 0)
    assert [(i["row"], i["column"], i["field"], i["code"]) for i in found["issues"]] == [
        (2, "A", "staff_no", "REF")
    ]


def test_the_same_file_twice_changes_nothing(tianbao: Any, awards: Any, good: str) -> None:
    path = awards(good)
    tianbao.json(*TABLE, path, *TO, code=1)
    again = tianbao.json(*TABLE, path, *TO, code=1)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 1)


def test_one_rejected_row_stops_all(tianbao: Any, awards: Any, good: str) -> None:
    path = awards(good, good.removeprefix("T001"))
    stopped = tianbao.json(*TABLE, path, *TO, code=1)
    assert (stopped["rejected"], stopped["stored"]) == (1, 0)
    kept = tianbao.json(*TABLE, path, *TO, "--keep-good-rows", code=1)
    assert (kept["new"], kept["stored"]) == (1, 1)


def test_a_dry_run_stores_nothing(tianbao: Any, awards: Any, good: str) -> None:
    path = awards(good)
    assert tianbao.json(*TABLE, path, *TO, "--dry-run", code=1)["stored"] == 0
    assert tianbao.json(*TABLE, path, *TO, code=1)["new"] == 1


def test_replace_deletes_what_the_file_lacks_and_says_so(
    tianbao: Any, awards: Any, good: str
) -> None:
    tianbao(*TABLE, awards(good, good.replace("T001", "T002")), *TO)
    result = tianbao(*TABLE, awards(good), *TO, "--replace")
    assert "将删去的行共 1 行" in result.stderr
    assert "T002" in result.stderr
    assert tianbao.json(*TABLE, awards(good), *TO, code=1)["absent"] == 0


def test_a_doubtful_column_is_asked_with_the_answer_to_give(
    tianbao: Any, awards: Any, good: str, header: str
) -> None:
    path = awards(good, header=header.replace("颁奖（聘任）单位", "颁奖的单位"))
    result = tianbao(*TABLE, path, *TO)
    assert result.exit_code == 1
    assert "--map '颁奖的单位=org'" in result.stdout
    found = tianbao.json(*TABLE, path, *TO, code=1)
    assert found["stored"] == 0
    assert found["issues"][0]["candidates"][0]["field"] == "org"
    told = tianbao.json(*TABLE, path, *TO, "--map", "颁奖的单位=org", code=1)
    assert told["stored"] == 1


def test_the_marked_workbook_is_written(
    tianbao: Any, awards: Any, good: str, tmp_path: Path
) -> None:
    target = tmp_path / "标注.xlsx"
    tianbao(*TABLE, awards(good), *TO, "--marked", target)
    assert zipfile.is_zipfile(target)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ((), "请用 --department 指明部门"),
        (("--department", "人是处"), "是不是 人事处？"),
        (("--department", "财务处"), "没有填报“教师获奖与社会兼职”的任务"),
        ((*TO, "--round", "1999"), "没有 1999 年的采集批次"),
        ((*TO, "--map", "颁奖单位"), "应写成 列名=字段"),
        ((*TO, "--map", "颁奖单位=orgg"), "orgg"),
        ((*TO, "--as", "nobody"), "没有可用的账号 nobody"),
    ],
)
def test_what_cannot_be_is_refused(
    more: tuple[str, ...], says: str, tianbao: Any, awards: Any, good: str
) -> None:
    result = tianbao(*TABLE, awards(good), *more)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""


def test_a_filler_imports_for_the_own_department_only(
    tianbao: Any, awards: Any, good: str
) -> None:
    person = ("--name", "教师001", "--role", "filler", "--department")
    tianbao("user", "add", "own", *person, "人事处")
    tianbao("user", "add", "foreign", *person, "财务处")
    path = awards(good)
    assert tianbao.json(*TABLE, path, "--as", "own", code=1)["stored"] == 1
    assert tianbao(*TABLE, path, *TO, "--as", "foreign").exit_code == 2
