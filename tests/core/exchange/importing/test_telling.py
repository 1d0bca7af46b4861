"""What people read about an import is in their words: dates, rows, rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from core.checks.issues import StoredIssue
from core.database import reading
from core.definition.cells import Cell, Number
from core.exchange.importing.data_rows import RowSorter
from core.exchange.importing.findings import shown
from core.exchange.reading import SheetRow


@pytest.mark.parametrize(
    ("raw", "date1904", "text"),
    [
        (Number("26317", "date"), False, "1972-01-19"),
        (Number("24855", "date"), True, "1972-01-19"),
        (Number("26317.5", "date"), False, "1972-01-19"),
        (Number("60", "date"), False, "60"),
        (Number("0.125", "percent"), False, "12.5%"),
        (Number("26317"), False, "26317"),
        ("1972.1", False, "1972.1"),
        (None, False, ""),
    ],
    ids=str,
)
def test_a_value_is_shown_as_the_sheet_shows_it(raw: Cell, date1904: bool, text: str) -> None:
    assert shown(raw, False, date1904) == text


@pytest.mark.parametrize(
    ("row", "is_data"),
    [
        (["合计", Number("23")], False),
        (["本页小计：", Number("23")], False),
        (["总　计", "23", "教师001"], False),
        ([Number("1"), "T001", "教师001"], True),
        (["合计研究室", "T001", "教师001"], True),
        ([None, "T001", "教师001"], True),
    ],
    ids=str,
)
def test_a_total_in_a_column_of_the_fillers_own(row: Sequence[Cell], is_data: bool) -> None:
    sorter = RowSorter([1], range(1, 5))
    assert len(list(sorter.data([SheetRow(1, list(row), False)]))) == is_data
    assert len(sorter.notes) == (not is_data)


def test_a_column_filled_down_is_told_at_once(importing: Any) -> None:
    batch = importing.rows(*[("T1", "2020-09-01", f"教师{n:03}") for n in range(3000)])
    assert batch.counts["rejected"] == 3000
    assert {issue.code for issue in batch.issues} == {"KEY-TWICE"}
    assert max(len(issue.message) for issue in batch.issues) < 100
    assert "、第 7 行等 2999 行" in batch.issues[0].message


def test_stored_issues_lead_to_their_rows(importing: Any) -> None:
    """A page that shows a row shows its issues: it finds them by the row's id."""
    stored = importing.store(importing.rows(("T1", date(2020, 9, 1), None, "红", *[None] * 3)))
    assert stored.counts["stored"] == 1
    issue: Any = StoredIssue.__table__
    with reading(importing.instance.engine) as connection:
        found = connection.execute(sa.select(issue.c.code, issue.c.row_id)).all()
    assert ("REQUIRED", importing.stored("row_id")[0][0]) in found
