"""Reading code lists: what a csv file and its entry in the index must hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.definition.code_files import read_code_lists
from core.definition.codes import Code, CodeList
from core.errors import Problem

HEAD = "code,name,aliases,parent,groups,from,to\n"
INDEX = '[degree]\ntitle = "学位"\nsource = "GB/T 6864"\ncomplete = true\n'


def read(folder: Path, rows: str = "", index: str = INDEX) -> tuple[CodeList, list[str]]:
    """Return the list ``degree`` as read, and what is wrong with its files."""
    (folder / "degree.csv").write_text(HEAD + rows, encoding="utf-8")
    (folder / "index.toml").write_text(index, encoding="utf-8")
    problems: list[Problem] = []
    lists = read_code_lists([folder], problems)
    return lists["degree"], [str(problem) for problem in problems]


def test_an_entry_has_aliases_a_parent_groups_and_years(tmp_path: Path) -> None:
    rows = "2,博士,博士学位|Ph.D.,,higher|top,,\n21,理学博士,,2,,2024,2026\n"
    degree, wrong = read(tmp_path, rows)
    assert wrong == []
    assert (degree.title, degree.source, degree.complete) == ("学位", "GB/T 6864", True)
    assert list(degree) == [
        Code("2", "博士", ("博士学位", "Ph.D."), "", ("higher", "top")),
        Code("21", "理学博士", parent="2", since=2024, until=2026),
    ]
    assert degree.find("ｐｈ.D. ") is degree.by_code["2"]
    assert degree.group("higher") == ("2",)
    assert list(degree.for_year(2027)) == [degree.by_code["2"]]


@pytest.mark.parametrize(("rows", "says"), [
    ("1,男,,,,,\n,女,,,,,\n", "codes/degree.csv:3: 代码和名称不能为空，每行应有 7 栏"),
    ("1,,,,,,\n", "codes/degree.csv:2: 代码和名称不能为空，每行应有 7 栏"),
    ("1,男\n", "codes/degree.csv:2: 代码和名称不能为空，每行应有 7 栏"),
    ("1,男,,,,,,\n", "codes/degree.csv:2: 代码和名称不能为空，每行应有 7 栏"),
    ("1,男,,,,,\n1,女,,,,,\n", "codes/degree.csv:3: 代码 1 出现了两次"),
    ("1,男,,,,²⁰²⁴,\n", "codes/degree.csv:2: from、to 应为年份"),
])  # fmt: skip
def test_a_wrong_row_is_told_with_its_line(rows: str, says: str, tmp_path: Path) -> None:
    assert read(tmp_path, rows)[1] == [says]


@pytest.mark.parametrize(("rows", "says"), [
    ("1,男,先生,,,,\n2,女,先生,,,,\n", ["“先生”也是代码 1 的写法，分不清指哪一个"]),
    ("1,男,,,,,\n2,女,１,,,,\n", ["“1”也是代码 1 的写法，分不清指哪一个"]),
    ("1,男,,,,,2024\n2,男,,,,2025,\n", []),
    ("1,甲市,,,,,\n2,乙市,,,,,\n11,鼓楼区,,1,,,\n21,鼓楼区,,2,,,\n", []),
])  # fmt: skip
def test_a_word_means_one_code_in_each_year(rows: str, says: list[str], tmp_path: Path) -> None:
    assert read(tmp_path, rows)[1] == [f"codes/degree.csv:3: {text}" for text in says]


def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "degree.csv").write_text("code;name\n1;男\n", encoding="utf-8")
    (tmp_path / "index.toml").write_text(INDEX, encoding="utf-8")
    problems: list[Problem] = []
    read_code_lists([tmp_path], problems)
    assert [str(one) for one in problems] == [
        "codes/degree.csv:1: 表头应为 code,name,aliases,parent,groups,from,to"
    ]


@pytest.mark.parametrize(("index", "says"), [
    ("", "codes/degree.csv: index.toml 里没有这个代码表"),
    ("degree = 1\n", "codes/index.toml:1: 代码表 degree 应写成一节：title、source、complete"),
    (INDEX + 'sorce = ""\n', "codes/index.toml:5: [degree] 不认识的键 sorce；是不是 source？"),
    (INDEX.replace("true", '"false"'), "codes/index.toml:4: [degree] complete 应为true 或 false"),
    (INDEX.replace('"学位"', "7"), "codes/index.toml:2: [degree] title 应为文字"),
    (INDEX.replace("complete = true\n", ""), "codes/index.toml:1: [degree] 缺少 complete"),
    (INDEX + INDEX.replace("degree", "sex"), "codes/index.toml:5: [sex] 没有文件 sex.csv"),
])  # fmt: skip
def test_a_wrong_index_is_told_with_its_line(index: str, says: str, tmp_path: Path) -> None:
    assert read(tmp_path, "1,博士,,,,,\n", index)[1] == [says]


def test_an_index_that_is_not_toml_is_told_with_its_line(tmp_path: Path) -> None:
    told = read(tmp_path, "", "[degree]\ntitle = 学位\n")[1]
    assert told[0].startswith("codes/index.toml:2: 不是有效的 TOML")
