"""When a workbook would get too many comments, the grave marks keep theirs."""

from __future__ import annotations

import pytest

from core.exchange.marking.marks import CellMark, Grid
from core.exchange.marking.patching import allowance


def column(*severities: str) -> Grid:
    return {row: {1: CellMark(one, ((one, "请核对。"),))} for row, one in enumerate(severities, 1)}


@pytest.mark.parametrize(
    ("most", "allowed"),
    [
        (9, {"error": 2, "warning": 1, "hint": 0, "repaired": 3}),
        (4, {"error": 2, "warning": 1, "hint": 0, "repaired": 1}),
        (3, {"error": 2, "warning": 1, "hint": 0, "repaired": 0}),
        (1, {"error": 1, "warning": 0, "hint": 0, "repaired": 0}),
    ],
)
def test_the_worst_come_first_whatever_sheet_they_stand_on(
    most: int, allowed: dict[str, int]
) -> None:
    sheets = {
        "校内教师": column("repaired", "repaired", "error"),
        "校外教师": column("repaired", "warning", "error"),
    }
    assert allowance(sheets, most) == allowed
