"""``tianbao template`` and ``export``: what is written can be filled in and imported again."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

TO = ("--department", "人事处")


def test_a_template_has_the_headings_of_its_table(tianbao: Any, tmp_path: Path) -> None:
    target = tmp_path / "模板.xlsx"
    result = tianbao("template", "faculty.award", *TO, "-o", target)
    assert result.exit_code == 0, result.output
    book = openpyxl.load_workbook(target)
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    book.close()
    assert any("教工号" in str(value) for value in cells)


def test_a_departments_templates_are_one_file_each(tianbao: Any, tmp_path: Path) -> None:
    result = tianbao("template", "--all", *TO, "-o", tmp_path / "模板")
    assert result.exit_code == 0, result.output
    names = [path.name for path in (tmp_path / "模板").iterdir()]
    assert any("教师获奖与社会兼职" in name for name in names)
    assert not any("学校收入" in name for name in names)


def test_what_is_exported_is_imported_unchanged(
    tianbao: Any, awards: Any, good: str, tmp_path: Path
) -> None:
    tianbao("import", "faculty.award", awards(good), *TO)
    for name in ("导出.xlsx", "导出.csv"):
        target = tmp_path / name
        format = target.suffix.removeprefix(".")
        result = tianbao("export", "faculty.award", *TO, "--format", format, "-o", target)
        assert result.exit_code == 0, result.output
        again = tianbao.json("import", "faculty.award", target, *TO, code=1)
        assert (again["unchanged"], again["new"], again["changed"]) == (1, 0, 0)


def test_all_tables_go_into_a_data_package(
    tianbao: Any, awards: Any, good: str, tmp_path: Path
) -> None:
    tianbao("import", "faculty.award", awards(good), *TO)
    result = tianbao("export", "--all", "--format", "package", "-o", tmp_path / "数据包")
    assert result.exit_code == 0, result.output
    package = json.loads((tmp_path / "数据包" / "datapackage.json").read_text(encoding="utf-8"))
    path = next(r["path"] for r in package["resources"] if r["name"] == "faculty_award")
    with (tmp_path / "数据包" / path).open(encoding="utf-8") as file:
        assert [row["staff_no"] for row in csv.DictReader(file)] == ["T001"]


@pytest.mark.parametrize("command", ["template", "export"])
def test_one_table_or_all_must_be_asked_for(command: str, tianbao: Any, tmp_path: Path) -> None:
    target = ("-o", tmp_path / "out.xlsx")
    assert tianbao(command, *target).exit_code == 2
    assert tianbao(command, "faculty.award", "--all", *target).exit_code == 2
