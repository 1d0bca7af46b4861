"""Cell addresses as workbooks write them: ``B5``, ``A1:C3``, ``'a sheet'!B5``."""

from __future__ import annotations

import re
from functools import lru_cache

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@lru_cache(maxsize=2048)
def letters(column: int) -> str:
    """Name a column: 1 is ``A``, 28 is ``AB``."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """Name a cell by row and column, both from 1."""
    return f"{letters(column)}{row}"


def position(text: str) -> tuple[int, int]:
    """Read ``B5`` (or ``$B$5``) as (row, column). Raises ValueError for anything else."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise ValueError(f"not a cell address: {text!r}")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def corners(text: str) -> tuple[int, int, int, int]:
    """Read ``B5:C7`` or ``B5`` as (first row, first column, last row, last column)."""
    first, _, last = text.partition(":")
    top, left = position(first)
    bottom, right = position(last or first)
    return top, left, bottom, right


def quoted(sheet: str) -> str:
    """Write a sheet's name as formulas and links need it."""
    return "'" + sheet.replace("'", "''") + "'"
