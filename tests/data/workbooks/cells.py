"""What a cell of a workbook can hold when people fill it in."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Serial(NamedTuple):
    """A day as Excel keeps it: a number that the cell's format shows as a date."""

    days: int
    format: str = "yyyy-mm-dd"


class Padded(NamedTuple):
    """A number that the cell's format shows with leading zeros."""

    number: int
    digits: int


class Formula(NamedTuple):
    """A formula with the result that Excel kept."""

    text: str
    result: str | int | float


class Uncalculated(NamedTuple):
    """A formula that no program has calculated: the file holds no result."""

    text: str


Raw: TypeAlias = str | int | float | Serial | Padded | Formula | Uncalculated | None


def letter(column: int) -> str:
    """Return the letters of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
