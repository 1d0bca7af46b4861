"""A sheet of the invented college: what one department fills in for one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

Row = Mapping[str, object]


class Sheet(NamedTuple):
    """Rows as typed, by field name; ``department`` is a name."""

    table: str
    department: str
    rows: list[Row]


def sheet(table: str, department: str, rows: Iterable[Row]) -> Sheet:
    """Return the rows as one sheet."""
    return Sheet(table, department, list(rows))
