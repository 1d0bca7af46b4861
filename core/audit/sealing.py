"""The digest of an act's changes, which stands in its entry.

SHA-256 over lines: the unit, then each change in the order of its number as compact
JSON.  The database makes the lines, for an import writes a hundred thousand of them.
"""

from __future__ import annotations

import hashlib
from typing import Any, cast

import sqlalchemy as sa

from core.audit.entry import RowChange
from core.audit.json_text import array, array_text
from core.audit.recording import Unit

CHANGES = cast(sa.Table, RowChange.__table__)
COLUMNS = ("round", "table_id", "department", "row_id", "row_key", "old", "new", "digest")
"""What the digest covers of each change, besides the unit that they have in common."""
LINES_AT_ONCE = 2_000


class Digest:
    """The digest of the changes of one unit, as they come."""

    def __init__(self, unit: str) -> None:
        self.count = 0
        self._sum = hashlib.sha256(f"{unit}\n".encode())

    def add(self, change: Any) -> None:
        """Add a change, given as it was read with all ``COLUMNS``."""
        self.add_lines(1, array(getattr(change, name) for name in COLUMNS))

    def add_lines(self, count: int, lines: str) -> None:
        """Add the lines of changes that follow."""
        self._sum.update(f"{lines}\n".encode())
        self.count += count

    def text(self) -> str:
        """Return the digest in hexadecimal."""
        return self._sum.hexdigest()


def begin(unit: Unit) -> None:
    """Note where the unit's changes begin, before it writes any."""
    if unit.since is None:
        unit.since = unit.connection.scalar(sa.select(sa.func.max(CHANGES.c.id))) or 0


def own_changes(unit: Unit) -> sa.ColumnElement[bool]:
    """Return the condition of the changes that the unit has written."""
    return sa.and_(CHANGES.c.unit == unit.id, CHANGES.c.id > (unit.since or 0))


def seal(unit: Unit) -> int:
    """Write into the unit's entry how many changes it made and their digest; return how many."""
    digest = Digest(unit.id)
    own, since = own_changes(unit), unit.since or 0
    last = unit.connection.scalar(sa.select(sa.func.max(CHANGES.c.id)).where(own)) or since
    for start in range(since, last, LINES_AT_ONCE):
        # One lower bound only: of two, SQLite may begin at the lesser one each time.
        portion = sa.and_(CHANGES.c.id > start, CHANGES.c.id <= start + LINES_AT_ONCE)
        some = sa.and_(CHANGES.c.unit == unit.id, portion)
        count, lines = unit.connection.execute(_lines(unit.connection, some)).one()
        if count:
            digest.add_lines(count, lines)
    if digest.count:
        changes = {"unit": unit.id, "rows": digest.count, "sha256": digest.text()}
        unit.detail["changes"] = unit.detail.get("changes", {}) | changes
    return digest.count


def _lines(connection: sa.Connection, some: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Return the query of how many changes these are, and of their lines in their order."""
    sqlite = connection.dialect.name == "sqlite"
    line = array_text([CHANGES.c[name] for name in COLUMNS], sqlite).label("line")
    ordered = sa.select(line).where(some).order_by(CHANGES.c.id).subquery()
    join = sa.func.group_concat if sqlite else sa.func.string_agg
    between = sa.literal("\n", sa.Text)
    return sa.select(sa.func.count(), join(ordered.c.line, between))
