"""A new workbook with the filler's values, for when their own cannot be marked in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import xlsxwriter

from core.exchange.marking.marks import LAST_COLUMN, LAST_ROW, Grid
from core.exchange.marking.markup import shortened, visible

SheetRows = Iterable[tuple[str, Iterable[tuple[int, Sequence[str | None]]]]]
"""The sheets with their rows: each row's number (from 1) and its values from column A on."""

MAX_CHARACTERS = 32_000
_BAD_NAME = re.compile(r"[\[\]:*?/\\]")


def write_plain_workbook(
    target: Path, rows: Callable[[], SheetRows] | None, sheets: Iterable[str]
) -> dict[str, str]:
    """Write a workbook of texts, with an empty sheet for each named one that has no rows.

    Returns the sheets' names as written: Excel allows 31 characters and not all signs.
    """
    book = xlsxwriter.Workbook(
        str(target),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    names: dict[str, str] = {}
    text = book.add_format({"num_format": "@"})
    try:
        for sheet, lines in rows() if rows is not None else ():
            names[sheet] = _sheet_name(sheet, names.values())
            page = book.add_worksheet(names[sheet])
            for number, values in lines:
                for column, value in enumerate(values[:LAST_COLUMN]):
                    if value and number <= LAST_ROW:
                        said = shortened(visible(value), MAX_CHARACTERS)
                        page.write_string(number - 1, column, said, text)
        for sheet in sheets:
            if sheet not in names:
                names[sheet] = _sheet_name(sheet, names.values())
                book.add_worksheet(names[sheet])
        if not names:
            book.add_worksheet()
    finally:
        book.close()
    return names


def renamed(marks: dict[str, Grid], names: dict[str, str]) -> dict[str, Grid]:
    """Return the marks under the names that the sheets were given."""
    return {names[sheet]: grid for sheet, grid in marks.items()}


def _sheet_name(wanted: str, taken: Iterable[str]) -> str:
    base = _BAD_NAME.sub("_", visible(wanted)).strip("' ")[:31] or "数据"
    used = {name.lower() for name in taken}
    name, number = base, 2
    while name.lower() in used:
        ending = f" ({number})"
        name, number = base[: 31 - len(ending)] + ending, number + 1
    return name
