"""The order of the official forms, by their numbers: A2 before A10, A6-1-2 after A6-1."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.definition.table import Table

_PART = re.compile(r"\d+|[A-Za-z]+")


def number_order(number: str) -> tuple[tuple[int, str], ...]:
    """Return what a form's number sorts by: its words and figures, figures by their value.

    Of a table that takes the place of several forms the first counts.
    """
    first = number.partition("、")[0]
    return tuple(
        (int(part), "") if part.isdecimal() else (-1, part) for part in _PART.findall(first)
    )


def official_order(tables: Iterable[Table]) -> list[Table]:
    """Return tables in the order of the official forms."""
    return sorted(tables, key=lambda table: (number_order(table.number), table.number, table.id))
