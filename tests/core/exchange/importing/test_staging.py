"""Rows on their way into the stage: what is found, and which rows cannot be stored."""

from __future__ import annotations

from typing import Any

import pytest

from core.exchange.importing import Batch
from tests.core.exchange.importing.conftest import HEAD, counts

GOOD = ("T1", "2020-09-01", "教师001", "红", "琴、画", "12.5", "320")


@pytest.fixture
def engine_url(sqlite_url: str) -> str:
    """What a file holds does not depend on the database."""
    return sqlite_url


def found(batch: Batch) -> list[tuple[int | None, str, str]]:
    return [(issue.row, issue.column, issue.code) for issue in batch.issues]


@pytest.mark.parametrize(
    ("row", "issues", "rejected"),
    [
        (GOOD, [], 0),
        (("T1", "2020-09-01", None, "红"), [(2, "C", "REQUIRED")], 0),
        ((None, "2020-09-01", "教师001"), [(2, "A", "KEY-BLANK")], 1),
        (("T1", "九月", "教师001"), [(2, "B", "KIND-DATE")], 1),
        (("T1", None, "教师001", "蓝"), [(2, "D", "KIND-CODE")], 1),
        (("T1", None, "教师001", None, None, -1), [(2, "F", "KIND-MIN")], 0),
        (("T1", None, "教师001", None, "琴、笛"), [(2, "E", "KIND-CODE")], 1),
        (("T1", None, None, "蓝"), [(2, "C", "REQUIRED"), (2, "D", "KIND-CODE")], 1),
    ],
    ids=["good", "required", "no key", "date", "code", "bound", "one of many", "two in a row"],
)
def test_what_is_found_stands_at_its_cell(
    row: tuple[Any, ...], issues: list[tuple[int, str, str]], rejected: int, importing: Any
) -> None:
    batch = importing.rows(row)
    assert sorted(found(batch)) == issues
    assert batch.counts["rejected"] == rejected


def test_a_key_that_stands_twice_rejects_every_row_of_it(importing: Any) -> None:
    batch = importing.rows(GOOD, ("T2", None, "教师002"), ("T1", "2020.9.1", "教师003"))
    assert found(batch) == [(2, "A", "KEY-TWICE"), (4, "A", "KEY-TWICE")]
    assert "与第 4 行相同" in batch.issues[0].message
    assert counts(batch) == {"rows": 3, "new": 1, "rejected": 2, "repaired": 1}


def test_a_key_on_two_sheets_names_the_other_sheet(importing: Any) -> None:
    batch = importing.file(importing.write(校内=[HEAD, GOOD], 校外=[["名册"], HEAD, GOOD]))
    assert [(i.sheet, i.row, i.code) for i in batch.issues] == [
        ("校内", 2, "KEY-TWICE"), ("校外", 3, "KEY-TWICE")
    ]  # fmt: skip
    assert "工作表“校外”第 3 行" in batch.issues[0].message


def test_repairs_are_told_but_are_no_issues(importing: Any) -> None:
    batch = importing.rows(("T1 ", "2020年9月1日", "教师001", "红", "琴，画", "12.5万元", "３２０"))
    assert batch.issues == []
    assert [(line.column, line.value) for line in batch.repairs] == [
        ("A", "T1 "), ("B", "2020年9月1日"), ("F", "12.5万元"), ("G", "３２０")
    ]  # fmt: skip
    assert batch.counts["repaired"] == 4


def test_a_sensitive_value_is_masked(importing: Any) -> None:
    head = ("教工号", "姓名", "身份证件号")
    batch = importing.rows(("T1", "教师001", "110105\u200b19491231002X"), head=head)
    (issue,) = batch.issues
    assert issue.code == "KIND-INVISIBLE"
    assert "19491231" not in issue.value + issue.message


def test_a_missing_required_column_is_one_issue_at_the_header(importing: Any) -> None:
    batch = importing.rows(("T1", "红"), ("T2", "绿"), head=("教工号", "颜色"))
    assert found(batch) == [(1, "", "COLUMN-MISSING")]
    assert counts(batch) == {"rows": 2, "new": 2}


def test_of_a_heading_that_stands_twice_the_second_is_told(importing: Any) -> None:
    batch = importing.rows(("T1", "教师001", "T9"), head=("教工号", "姓名", "staff_no"))
    assert found(batch) == [(1, "C", "COLUMN-TWICE")]
