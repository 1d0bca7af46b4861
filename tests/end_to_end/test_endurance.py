"""The list of teachers of a hundred thousand: the same faults at the same cells, however many rows.

Run by ``make endurance``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.data.workbooks.teachers import teacher_case
from tests.end_to_end.test_workbooks import (
    PERSONNEL,
    TEACHER,
    assert_first_import,
    assert_only_mended_rows_move,
    counts,
)

ROWS, EACH = 100_000, 20


@pytest.mark.endurance
def test_a_hundred_thousand_teachers(college: Any, tmp_path: Path) -> None:
    case, supporting = teacher_case(tmp_path, ROWS, each=EACH)
    college.supply(supporting)
    college.answers = case.answers
    batch = college.batch(TEACHER, PERSONNEL, case.messy)
    assert_first_import(batch, case)
    college.marked(batch, tmp_path / "标注.xlsx")
    stored = college.stored(batch, keep_good_rows=True)
    assert stored.counts["stored"] == case.rows - case.rejected
    mended = college.batch(TEACHER, PERSONNEL, case.mended)
    assert_only_mended_rows_move(mended, case)
    assert college.stored(mended).counts["stored"] == case.rejected + case.spoilt
    again = college.batch(TEACHER, PERSONNEL, case.mended)
    assert counts(again, "new", "changed", "unchanged") == {
        "new": 0, "changed": 0, "unchanged": case.rows
    }  # fmt: skip
