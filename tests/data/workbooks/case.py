"""A workbook with all that is known about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class Fault(NamedTuple):
    """One fault that was planted: where it stands, the code that names it, how grave it is.

    ``row`` counts from 1, ``column`` is its letters; both are blank for a whole table.
    """

    sheet: str
    row: int | None
    column: str
    code: str
    severity: str


@dataclass(frozen=True)
class Case:
    """A messy workbook, the same workbook mended, and what must be found in them."""

    messy: Path
    mended: Path
    rows: int
    """Rows of data, hidden ones and faulty ones included."""
    rejected: int
    """Rows that cannot be stored, all of them mended in the other workbook."""
    spoilt: int
    """Rows that are stored although a cell is wrong, and differ in the mended workbook."""
    moved: int
    """Those of them whose key was wrong: mended they are new, and the wrong ones are absent."""
    faults: frozenset[Fault]
    remaining: frozenset[Fault]
    """What is still to be said of the mended workbook: true, and to be explained."""
    answers: Mapping[str, str]
    """What the doubtful headings mean."""
    mends: Mapping[tuple[str, str], str]
    """By sheet and address, what must be typed into a faulty cell."""
    hidden: frozenset[tuple[str, int]] = frozenset()
    notes: frozenset[tuple[str, int]] = frozenset()
    own: frozenset[tuple[str, str]] = frozenset()
    """Columns of the filler's own by sheet and letters."""
