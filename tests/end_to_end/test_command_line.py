"""The same workbook on the command line, and its figures computed anew from an export."""

from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.admin.commands.conftest import Command
from tests.data.workbooks.case import Case, Fault
from tests.data.workbooks.teachers import teacher_case
from tests.data.workbooks.trainings import training_case
from tests.end_to_end import figures
from tests.end_to_end.faults import marks_of, same_faults

TO = ("--department", "人事处")
TESTS = Path(__file__).parents[1]


def _faults(found: dict[str, Any]) -> set[Fault]:
    names = ("sheet", "row", "column", "code", "severity")
    return {Fault(*(issue[name] or "" for name in names)) for issue in found["issues"]}


def _answers(case: Case) -> list[str]:
    return [text for pair in case.answers.items() for text in ("--map", "=".join(pair))]


def _figures(tianbao: Command, folder: Path) -> dict[str, Decimal | None]:
    exported = {}
    for table in ("faculty.teacher", "faculty.teaching", "faculty.training"):
        exported[table] = folder / f"{table}.csv"
        result = tianbao("export", table, "--format", "csv", "-o", exported[table])
        assert result.exit_code == 0, result.output
    return figures.indicators(*(figures.records(path) for path in exported.values()))


def test_faults_marks_and_figures(tmp_path: Path) -> None:
    tianbao = Command(tmp_path / "instance")
    assert tianbao("init").exit_code == 0
    case, supporting = teacher_case(tmp_path, 1000, seed=7)
    for table, (department, path) in supporting.items():
        tianbao.json("import", table, path, "--department", department, code=1)
    marked = tmp_path / "标注.xlsx"
    found = tianbao.json(
        "import", "faculty.teacher", case.messy, *TO, *_answers(case), "--keep-good-rows",
        "--marked", marked, code=1,
    )  # fmt: skip
    same_faults(_faults(found), case.faults)
    assert (found["rows"], found["rejected"], found["stored"]) == (
        case.rows, case.rejected, case.rows - case.rejected
    )  # fmt: skip
    assert {(s, a) for s, a, _ in marks_of(marked)[0]} == {
        (fault.sheet, f"{fault.column}{fault.row}") for fault in case.faults
    }
    mended = tianbao.json("import", "faculty.teacher", case.mended, *TO)
    same_faults(_faults(mended), case.remaining)
    staff = [f"J{number:06d}" for number in range(1, 800) if number % 10]
    trainings = training_case(tmp_path, staff)
    assert tianbao.json("import", "faculty.training", trainings.mended, *TO)["issues"] == []
    listed = tianbao.json("indicators")
    computed = {one["code"]: one["value"] for one in listed if one["value"] is not None}
    anew = _figures(tianbao, tmp_path)
    assert {code: Decimal(str(computed[code])) for code in anew} == {
        code: pytest.approx(value, rel=Decimal("1e-12")) for code, value in anew.items()
    }


@pytest.mark.parametrize(
    "path",
    [Path(figures.__file__), *sorted((TESTS / "data").rglob("*.py"))],
    ids=lambda path: path.stem,
)
def test_what_judges_the_project_imports_nothing_of_it(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
    assert {name.split(".")[0] for name in imported}.isdisjoint({"core", "plugins", "admin"})
