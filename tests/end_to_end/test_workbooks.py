"""From a college's messy workbook to stored rows, mended rows and figures.

The workbooks come with the list of what is wrong in them, known because it was planted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.exchange.importing import Batch, MappingQuestion
from tests.data.workbooks.case import Case
from tests.data.workbooks.income import income_case
from tests.data.workbooks.mending import mend
from tests.data.workbooks.teachers import teacher_case
from tests.data.workbooks.trainings import training_case
from tests.end_to_end.faults import found_in, marks_of, same_faults

TEACHER, PERSONNEL = "faculty.teacher", "人事处"
ROWS = {"sqlite": 2000, "postgresql": 1000}
"""How many teachers; what differs between the databases does not depend on their number."""


def counts(batch: Batch, *names: str) -> dict[str, int]:
    return {name: batch.counts[name] for name in names}


def assert_first_import(batch: Batch, case: Case) -> None:
    """Exactly what was planted is found, and nothing is lost sight of."""
    same_faults(found_in(batch), case.faults)
    assert counts(batch, "rows", "new", "rejected", "absent") == {
        "rows": case.rows, "new": case.rows - case.rejected, "rejected": case.rejected,
        "absent": 0,
    }  # fmt: skip
    assert {(sheet, row) for sheet, row, _ in batch.notes} == case.notes
    assert set(batch.hidden) == case.hidden
    assert {(sheet, column) for sheet, column, _ in batch.ignored} == case.own


def assert_marked(path: Path, case: Case, batch: Batch) -> None:
    """The marks stand on exactly the faulty cells, and the repaired ones in another colour."""
    faulty, repaired = marks_of(path)
    assert faulty == {(f.sheet, f"{f.column}{f.row}", f.code) for f in case.faults}
    mended = {(line.sheet, f"{line.column}{line.row}") for line in batch.repairs}
    assert repaired == mended - {(sheet, cell) for sheet, cell, _ in faulty}


def assert_only_mended_rows_move(batch: Batch, case: Case) -> None:
    """Of the mended workbook only the rows that were wrong are new or changed."""
    same_faults(found_in(batch), case.remaining)
    assert counts(batch, "new", "changed", "unchanged", "absent", "rejected") == {
        "new": case.rejected + case.moved, "changed": case.spoilt - case.moved,
        "unchanged": case.rows - case.rejected - case.spoilt, "absent": case.moved,
        "rejected": 0,
    }  # fmt: skip


def assert_story(college: Any, case: Case, table: str, department: str, folder: Path) -> None:
    """Import, mark, mend in the marked workbook, import the mended one, and once more."""
    college.answers = case.answers
    batch = college.batch(table, department, case.messy)
    assert_first_import(batch, case)
    marked = college.marked(batch, folder / "标注.xlsx")
    assert_marked(marked, case, batch)
    assert college.stored(batch, keep_good_rows=True).counts["stored"] == case.rows - case.rejected
    mend(marked, folder / "标注后更正.xlsx", case.mends)
    assert_only_mended_rows_move(
        college.batch(table, department, folder / "标注后更正.xlsx"), case
    )
    mended = college.batch(table, department, case.mended)
    assert_only_mended_rows_move(mended, case)
    stored = college.stored(mended, replace=True)
    assert stored.counts["stored"] == case.rejected + case.spoilt
    again = college.batch(table, department, case.mended)
    assert counts(again, "new", "changed", "unchanged", "absent") == {
        "new": 0, "changed": 0, "unchanged": case.rows, "absent": 0
    }  # fmt: skip
    assert college.stored(again).counts["stored"] == 0


def test_a_list_of_teachers(college: Any, tmp_path: Path) -> None:
    case, supporting = teacher_case(tmp_path, ROWS[college.instance.engine.dialect.name])
    college.supply(supporting)
    question = college.prepared(TEACHER, PERSONNEL, case.messy)
    assert isinstance(question, MappingQuestion)
    assert {column.label for column in question.columns} == set(case.answers)
    assert_story(college, case, TEACHER, PERSONNEL, tmp_path)


def test_a_register_of_trainings(college: Any, tmp_path: Path) -> None:
    teachers, supporting = teacher_case(tmp_path, 200)
    college.supply(supporting)
    college.answers = teachers.answers
    college.stored(college.batch(TEACHER, PERSONNEL, teachers.mended))
    staff = [f"J{number:06d}" for number in range(1, 100) if number % 10]
    case = training_case(tmp_path, staff)
    assert_story(college, case, "faculty.training", PERSONNEL, tmp_path)


def test_one_row_of_income(college: Any, tmp_path: Path) -> None:
    case = income_case(tmp_path)
    assert_story(college, case, "finance.income", "财务处", tmp_path)
