"""What is to be marked in a workbook: plain values, and how several on one cell become one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

ISSUE_SHEET = "问题清单"
ISSUE_SHEET_SIGN = "填报问题清单"
"""How cell A1 of our sheet begins: the name alone may be the filler's own sheet."""

COMMENT_SIGN = "【填报校验"
"""How our part of a comment begins. LibreOffice drops the authors of comments, never the text."""

COMMENT_AUTHOR = "填报"

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384


class Look(NamedTuple):
    """How a severity is shown: its word and its two colours as RRGGBB."""

    word: str
    soft: str
    dark: str


LOOKS: dict[str, Look] = {
    "error": Look("错误", "FBE9E7", "B3261E"),
    "warning": Look("警告", "FDF3DC", "8A5A00"),
    "hint": Look("提示", "E6F0F6", "14567D"),
    "repaired": Look("已更正", "E5F4EC", "1C7A4B"),
}
"""The severities, worst first."""

_RANK = {severity: rank for rank, severity in enumerate(LOOKS)}


class Mark(NamedTuple):
    """One remark on one cell; row and column count from 1."""

    sheet: str
    row: int
    column: int
    severity: str
    text: str


class IssueLine(NamedTuple):
    """One line of the list of issues; no row or column (from 1) means the whole row or sheet."""

    sheet: str
    row: int | None
    column: int | None
    label: str
    value: str
    severity: str
    code: str
    message: str


class MarkResult(NamedTuple):
    """Whether the filler's own workbook could be kept; if not, why a new one was written."""

    patched: bool
    reason: str


class CellMark(NamedTuple):
    """Everything to be said on one cell: the severity that colours it, and each remark."""

    severity: str
    remarks: tuple[tuple[str, str], ...]


Grid = dict[int, dict[int, CellMark]]
"""The marks of one sheet: row, then column."""


def is_issue_sheet(name: str, first_cell: str) -> bool:
    """Tell whether a sheet, by its name and the text of A1, is a list of issues that we wrote."""
    return name.startswith(ISSUE_SHEET) and first_cell.startswith(ISSUE_SHEET_SIGN)


def by_sheet(marks: Iterable[Mark]) -> dict[str, Grid]:
    """Gather marks by sheet, row and column; the worst remark of a cell comes first.

    Raises ValueError for a severity or an address that does not exist.
    """
    sheets: dict[str, Grid] = {}
    for mark in marks:
        if mark.severity not in LOOKS:
            raise ValueError(f"unknown severity {mark.severity!r}")
        if not (1 <= mark.row <= LAST_ROW and 1 <= mark.column <= LAST_COLUMN):
            raise ValueError(f"no such cell: row {mark.row}, column {mark.column}")
        row = sheets.setdefault(mark.sheet, {}).setdefault(mark.row, {})
        row[mark.column] = joined(
            row.get(mark.column), CellMark(mark.severity, ((mark.severity, mark.text),))
        )
    return sheets


def joined(one: CellMark | None, other: CellMark) -> CellMark:
    """Join the remarks on a cell; saying the same thing twice helps nobody."""
    if one is None:
        return other
    remarks = sorted(dict.fromkeys(one.remarks + other.remarks), key=lambda said: _RANK[said[0]])
    return CellMark(remarks[0][0], tuple(remarks))
