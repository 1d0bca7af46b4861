"""A sheet of the invented college: what one department fills in for one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from admin.demonstration.college import SCHOOL_NAMES

Row = Mapping[str, object]


class Sheet(NamedTuple):
    """Rows as typed, by field name; ``department`` is a name."""

    table: str
    department: str
    rows: list[Row]


def sheet(table: str, department: str, rows: Iterable[Row]) -> Sheet:
    """Return the rows as one sheet."""
    return Sheet(table, department, list(rows))


def together(sheets: Iterable[Sheet]) -> list[Sheet]:
    """Return one sheet per table and department, with all their rows, in the order they came."""
    found: dict[tuple[str, str], Sheet] = {}
    for one in sheets:
        known = found.setdefault((one.table, one.department), Sheet(one.table, one.department, []))
        known.rows.extend(one.rows)
    return [*found.values()]


def by_school(table: str, rows: Iterable[tuple[str, Row]]) -> Iterator[Sheet]:
    """Yield a sheet per school; each row comes with the code of its school."""
    found: dict[str, list[Row]] = {}
    for code, row in rows:
        found.setdefault(code, []).append(row)
    for code, own in found.items():
        yield Sheet(table, SCHOOL_NAMES[code], own)
