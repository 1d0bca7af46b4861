"""Finding the header of a sheet wherever it is: below titles, in one row or two."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.definition.cells import Cell
from core.exchange.importing.labels import REMARK, ROW_ID, Labels
from core.exchange.reading import SheetRow

SEARCHED = 60
"""How many rows from the top of a sheet may come before the data."""
_NUMBERING = re.compile(r"[(（]?(\d{1,3}|[A-Z]{1,2}|[甲乙丙丁戊己庚辛])[)）]?")


@dataclass(frozen=True, slots=True)
class Header:
    """The headings found: the last header row and the heading of each column from 0."""

    first: int
    last: int
    headings: Mapping[int, str]


def text_of(cell: Cell) -> str:
    """Return a cell's text, whatever its type; an empty string for a blank."""
    if cell is None:
        return ""
    return cell.strip() if isinstance(cell, str) else str(cell[0]).strip()


def _single(row: SheetRow) -> dict[int, str]:
    return {i: text for i, cell in enumerate(row.cells) if (text := text_of(cell))}


def _double(top: SheetRow, bottom: SheetRow) -> dict[int, str]:
    """Return the headings of two rows read as one: the lower text, else the upper.

    A cell merged over both rows has its text in the upper one, a heading under a
    group in the lower one: so merged ranges need not be known.
    """
    return {**_single(top), **_single(bottom)}


def _score(headings: Mapping[int, str], labels: Labels) -> int:
    fields = {labels.field(text) for text in headings.values()}
    return len(fields - {"", REMARK, ROW_ID})


def _numbered(row: SheetRow) -> bool:
    """Whether the row only numbers the columns (1 2 3 … or 甲 乙 1 2 …)."""
    texts = [text for cell in row.cells if (text := text_of(cell))]
    if len(texts) < 3 or not all(_NUMBERING.fullmatch(text) for text in texts):
        return False
    bare = [text.strip("(（)）") for text in texts]
    digits = [int(text) for text in bare if text.isdigit()]
    return len(digits) >= 2 and all(b - a == 1 for a, b in itertools.pairwise(digits))


def find_header(rows: Sequence[SheetRow], labels: Labels) -> Header | None:
    """Return the best header among the first rows of a sheet, or None.

    A header names at least the required part of the key, or half of the fields
    people must fill; of equals the first and simplest wins.  A row above that adds
    no field is a title.
    """
    best: tuple[int, Header] | None = None
    alone = [_score(_single(row), labels) for row in rows]
    for position, row in enumerate(rows):
        found = [(row.number, _single(row), position)]
        following = rows[position + 1] if position + 1 < len(rows) else None
        if following is not None and following.number == row.number + 1:
            found.append((following.number, _double(row, following), position + 1))
        for last, headings, at in found:
            score = _score(headings, labels)
            title = at > position and score <= alone[at]
            if not title and (best is None or score > best[0]):
                after = rows[at + 1] if at + 1 < len(rows) else None
                end = after.number if after is not None and _numbered(after) else last
                best = (score, Header(row.number, end, headings))
    if best is None or best[0] < _enough(labels):
        return None
    return best[1]


def _enough(labels: Labels) -> int:
    table = labels.table
    required = [field for field in table.fields if field.required]
    return max(1, min(len(table.key) or 2, len(table.fields)), len(required) // 4)
