"""Reading definition files: what is refused, where, and in which words."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from core.definition.definitions import Definitions
from core.definition.kinds import BUILT_IN, by_name
from core.definition.loading import read_definitions
from core.errors import DefinitionError

CASES = Path(__file__).parents[2] / "cases" / "definitions.toml"
HEAD = """
title = "人员"
number = "1"
owner = "人事处"
period = "academic_year"
source = "示例"
guidance = "示例"
key = ["staff_no"]
"""
FIELDS = """
staff_no = { label = "教工号", kind = "text", required = true }
name = { label = "姓名", kind = "text" }
sex = { label = "性别", kind = "choice", codes = "sex" }
roles = { label = "角色", kind = "multichoice", choices = ["教师", "班主任"] }
"""
UNIT = HEAD.replace("staff_no", "code") + """
[fields]
code = { label = "代码", kind = "text" }
"""
SEX = "code,name,aliases,parent,groups,from,to\n1,男,男性,,,,\n2,女,女性,,,,\n"
INDEX = '[sex]\ntitle = "性别"\nsource = "GB/T 2261.1"\ncomplete = true\n'
MARK = "# ←"


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write a tables folder: a sound one, except for the files given."""
    sound = {
        "sample/person.toml": f"{HEAD}[fields]{FIELDS}", "sample/unit.toml": UNIT,
        "codes/sex.csv": SEX, "codes/index.toml": INDEX,
    }  # fmt: skip
    for name, text in (sound | files).items():
        path = folder / "tables" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "tables"


def read(*folders: Path) -> Definitions:
    return read_definitions(list(folders), by_name(BUILT_IN))


def problems(*folders: Path) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        read(*folders)
    return [str(problem) for problem in caught.value.problems]


def without(text: str, line: str) -> str:
    """Return the lines but the one that sets the same key as ``line``."""
    key = line.split("=")[0]
    return "".join(other for other in text.splitlines(True) if other.split("=")[0] != key)


def text_of(case: dict[str, Any]) -> str:
    """Return the table file of a case."""
    head, more = case.get("head", HEAD), case.get("with", "")
    for line in more.splitlines():
        head = without(head, line)
    fields = case.get("fields", FIELDS)
    return f"{head}{more}\n" + (f"[fields]{fields}{case.get('with_field', '')}\n" if fields else "")


def marked_line(text: str) -> int | None:
    lines = (number for number, line in enumerate(text.splitlines(), 1) if MARK in line)
    return next(lines, None)


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.get("name") or case["says"])
def test_a_mistake_is_told_with_file_line_and_guess(case: dict[str, Any], tmp_path: Path) -> None:
    text = text_of(case)
    line = marked_line(text)
    place = "tables/sample/person.toml" + (f":{line}" if line else "")
    told = problems(write(tmp_path, {"sample/person.toml": text}))
    assert [one for one in told if one.startswith(f"{place}: ") and case["says"] in one], told
    assert len(told) == 1, "one mistake is told once, and causes no others"


def test_the_sound_files_of_the_cases_are_sound(tmp_path: Path) -> None:
    definitions = read(write(tmp_path, {}))
    assert list(definitions.tables) == ["sample.person", "sample.unit"]
    assert definitions.codes["sex"].find("女性") is definitions.codes["sex"].by_code["2"]


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = write(tmp_path, {
        "sample/person.toml": f'{HEAD}ownr = "x"\n[fields]{FIELDS}age = {{ label = "年龄" }}\n',
        "sample/unit.toml": UNIT.replace("text", "txet"),
        "codes/sex.csv": SEX + "2,女,,,,,\n",
    })
    assert problems(folder) == [
        "codes/sex.csv:4: 代码 2 出现了两次",
        "tables/sample/person.toml:9: 不认识的键 ownr；是不是 owner？",
        "tables/sample/person.toml:15: 缺少 kind",
        "tables/sample/unit.toml:11: 没有字段类型 txet；是不是 text？",
    ]


def test_the_message_counts_the_mistakes(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"^数据表定义有 1 处错误：\ntables/sample/unit"):
        read(write(tmp_path, {"sample/unit.toml": UNIT.replace("text", "txet")}))


@pytest.mark.parametrize(("file", "says"), [
    ("Sample/person.toml", "应为小写字母开头的 snake_case：Sample"),
    ("sample/per-son.toml", "应为小写字母开头的 snake_case：per-son"),
    ("sample/a__b.toml", "应为小写字母开头的 snake_case：a__b"),
    ("stage/person.toml", "类别名 stage 是保留名，请换一个"),
])  # fmt: skip
def test_names_of_folders_and_files_become_ids(file: str, says: str, tmp_path: Path) -> None:
    assert problems(write(tmp_path, {file: UNIT})) == [f"tables/{file}: {_name(says)}"]


def _name(says: str) -> str:
    return says if says.startswith("类别名") else f"文件夹名和文件名{says}"


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, {})
    (folder / "sample/unit.toml").write_bytes(UNIT.encode("gb18030"))
    (folder / "codes/sex.csv").write_bytes(SEX.encode("gb18030"))
    assert {one for one in problems(folder) if "UTF-8" in one} == {
        "tables/sample/unit.toml: 文件不是 UTF-8 编码，请另存为 UTF-8",
        "codes/sex.csv: 文件不是 UTF-8 编码，请另存为 UTF-8",
    }


def test_a_table_that_two_folders_define_is_told(tmp_path: Path) -> None:
    ours, theirs = write(tmp_path / "ours", {}), write(tmp_path / "theirs", {})
    assert problems(ours, theirs) == [
        "codes/sex.csv: 代码表 sex 定义了两次",
        "tables/sample/person.toml: 数据表 sample.person 定义了两次",
        "tables/sample/unit.toml: 数据表 sample.unit 定义了两次",
    ]


def test_a_field_and_its_successor_may_share_a_label(tmp_path: Path) -> None:
    fields = (
        'unit = { label = "单位", kind = "text", until = 2025 }\n'
        'unit_code = { label = "单位", kind = "integer", since = 2026, replaces = "unit" }\n'
    )
    folder = write(tmp_path, {"sample/person.toml": f"{HEAD}[fields]{FIELDS}{fields}"})
    last = [
        [f.name for f in read(folder).for_year(year).table("sample.person").fields][-1]
        for year in (2025, 2026)
    ]
    assert last == ["unit", "unit_code"]
