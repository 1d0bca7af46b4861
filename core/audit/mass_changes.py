"""Writing down what becomes of very many rows, by statements for all of them at once.

Changed and deleted rows leave their old and new values.  Of new rows only the digest
of their values is kept, for the values themselves stand in the table, and in the trace
as soon as a row is changed: so the first ones can always be followed back and proved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from core.audit.json_text import array, array_text
from core.audit.recording import Unit
from core.audit.row_changes import Rows, image_query, named_values
from core.audit.sealing import CHANGES, begin, seal

DIGEST = "tianbao_digest"
DIGEST_LENGTH = 32
_PLACE = ("unit", "round", "table_id", "department")


class MassChange:
    """What becomes of many rows in one unit: remember, change the rows, then write down.

    To be used once in a unit.
    """

    def __init__(self, unit: Unit, rows: Rows) -> None:
        self.unit, self.rows = unit, rows
        self._sqlite = unit.connection.dialect.name == "sqlite"
        self._before: sa.Table | None = None
        begin(unit)

    def remember(self, where: sa.ColumnElement[bool]) -> None:
        """Keep the values of the rows that may be changed or deleted, until they are."""
        connection = self.unit.connection
        self._before = sa.Table(
            "row_before", sa.MetaData(), sa.Column("row_id", sa.Text, primary_key=True),
            sa.Column("row_key", sa.Text), sa.Column("old", sa.Text),
            prefixes=["TEMPORARY"], postgresql_on_commit="DROP",
        )  # fmt: skip
        self._before.drop(connection, checkfirst=True)
        self._before.create(connection, checkfirst=False)
        query = self._images().where(self._own(), where).order_by(None)
        connection.execute(sa.insert(self._before).from_select(list(self._before.c), query))

    def write(self, new: sa.ColumnElement[bool] | None) -> int:
        """Write down what became of the rows remembered and of the ``new`` ones; return how many.

        The digest goes into the unit's entry.
        """
        if self._before is not None:
            self._write_changed(self._before)
            self._before.drop(self.unit.connection)
        if new is not None:
            self._write_new(new)
        return seal(self.unit)

    def _own(self) -> sa.ColumnElement[bool]:
        stored = self.unit.instance.models.rows(self.rows.table)
        return sa.and_(
            stored.c.row_round == self.rows.round, stored.c.row_department == self.rows.department
        )

    def _images(self) -> sa.Select[Any]:
        unit = self.unit
        return image_query(unit.connection, unit.instance.models, self.rows.table, unit.key)

    def _place(self) -> list[sa.ColumnElement[Any]]:
        return [sa.literal(value) for value in (self.unit.id, *self.rows)]

    def _write_changed(self, before: sa.Table) -> None:
        there = self._images().where(self._own()).order_by(None).subquery("there")
        row_id, row_key, new = there.c
        differs = sa.or_(row_id.is_(None), row_key != before.c.row_key, new != before.c.old)
        query = (
            sa.select(
                *self._place(), before.c.row_id, sa.func.coalesce(row_key, before.c.row_key),
                before.c.old, sa.case((row_id.is_not(None), new)),
            )
            .select_from(before.outerjoin(there, row_id == before.c.row_id))
            .where(differs)
            .order_by(before.c.row_id)
        )
        columns = [*_PLACE, "row_id", "row_key", "old", "new"]
        self.unit.connection.execute(sa.insert(CHANGES).from_select(columns, query))

    def _write_new(self, new: sa.ColumnElement[bool]) -> None:
        unit = self.unit
        models, table = unit.instance.models, self.rows.table
        values = dict(sorted(named_values(unit.connection, models, table, unit.key)))
        stored = models.rows(table)
        query = sa.select(
            *self._place(), stored.c.row_id, stored.c.row_key, self._digest([*values.values()])
        ).where(self._own(), new)
        columns = [*_PLACE, "row_id", "row_key", "digest"]
        unit.connection.execute(sa.insert(CHANGES).from_select(columns, query))
        unit.detail["changes"] = {"fields": [*values]}

    def _digest(self, columns: list[sa.ColumnElement[Any]]) -> sa.ColumnElement[str]:
        text = array_text(columns, self._sqlite)
        if self._sqlite:
            driver: Any = self.unit.connection.connection.driver_connection
            driver.create_function(DIGEST, 1, _digest_of, deterministic=True)
            return sa.func.tianbao_digest(text)
        digest = sa.func.encode(sa.func.sha256(sa.func.convert_to(text, "UTF8")), "hex")
        return sa.func.left(digest, DIGEST_LENGTH)


def digest_of(values: Mapping[str, Any], fields: Sequence[str]) -> str:
    """Return the digest of a row that came with ``fields``, from its values by name."""
    return _digest_of(array(values.get(name) for name in fields))


def _digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]
