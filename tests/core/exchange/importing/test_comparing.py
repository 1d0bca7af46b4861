"""The stage beside what is stored: new, changed, unchanged, absent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.core.exchange.importing.conftest import HEAD, counts

Save = Callable[..., str]
SAME = ("0012", "2020-09-01", "教师001", "红", "琴、画", "12.5", "320")
"""The row that ``save`` stores, as a sheet gives it."""


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (SAME, {"unchanged": 1}),
        (("0012", "2020年9月1日", " 教师001", "红", "画;琴", 12.5, "320"), {"unchanged": 1}),
        (("0012", "2020-09-01", "教师009", "红", "琴、画", "12.5", "320"), {"changed": 1}),
        (("0012", "2020-09-01", "教师001", "红", "琴", "12.5", "320"), {"changed": 1}),
        (("0012", "2020-09-01", "教师001", "红", None, "12.5", "320"), {"changed": 1}),
        (("0012", "2020-09-01", "教师001", None, "琴、画", "12.5", "320"), {"changed": 1}),
        (("0012", "2020-09-01", "教师001", "红", "琴、画", "12.5", 0), {"changed": 1}),
        (("0012", "2021-09-01", "教师001"), {"new": 1, "absent": 1}),
        (("12", "2020-09-01", "教师001"), {"new": 1, "absent": 1}),
    ],
    ids=["same", "typed otherwise", "text", "one less of many", "many blank", "blank", "zero",
         "other key", "zeros lost"],
)  # fmt: skip
def test_a_row_beside_the_stored_one(
    row: tuple[Any, ...], expected: dict[str, int], importing: Any, save: Save
) -> None:
    save()
    batch = importing.rows(row)
    assert {n: c for n, c in counts(batch).items() if n not in ("rows", "repaired")} == expected


def test_a_column_that_the_file_lacks_keeps_what_is_stored(importing: Any, save: Save) -> None:
    save(id_card="320000190001010013")
    head = ("教工号", "起始日期", "姓名", "课时")
    same = importing.rows(("0012", "2020-09-01", "教师001", "320"), head=head)
    assert counts(same) == {"rows": 1, "unchanged": 1}
    changed = importing.store(importing.rows(("0012", "2020-09-01", "教师001", 64), head=head))
    assert changed.counts["stored"] == 1
    assert importing.stored("colour", "id_card", "lessons") == [("红", "320000190001010013", 64)]
    again = importing.rows(("0012", "2020-09-01", "教师001", "红", "琴、画", "12.5", 64))
    assert counts(again) == {"rows": 1, "unchanged": 1}


def test_the_hidden_row_id_finds_a_row_whose_key_was_mended(importing: Any, save: Save) -> None:
    row_id = save()
    batch = importing.rows(
        ("0013", "2020-09-01", "教师001", row_id), head=("教工号", "起始日期", "姓名", "row_id")
    )
    assert counts(batch) == {"rows": 1, "changed": 1}


def test_rows_of_another_department_are_left_alone(importing: Any, save: Save) -> None:
    save(department="s2", staff_no="0099")
    assert counts(importing.rows(SAME)) == {"rows": 1, "new": 1}


def test_a_rejected_row_is_there_all_the_same(importing: Any, save: Save) -> None:
    save()
    batch = importing.rows(("0012", "2020-09-01", "教师001", "蓝"))
    assert counts(batch) == {"rows": 1, "rejected": 1}


def test_the_same_file_twice_changes_nothing(importing: Any) -> None:
    path = importing.write(人员=[HEAD, SAME, ("0013", None, "教师002")])
    importing.store(importing.file(path))
    before = importing.stored("row_id", "row_version", "row_changed")
    again = importing.store(importing.file(path))
    assert counts(again) == {"rows": 2, "unchanged": 2}
    assert importing.stored("row_id", "row_version", "row_changed") == before
