"""The old and new values of changed rows, taken and written many at once.

Values are taken as the database holds them, by one statement for however many
rows; computed fields follow from the others and are left out.  Of a sensitive
value only its masked form is kept, with a keyed mark that tells two apart.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.audit.json_text import object_text
from core.audit.recording import Unit
from core.audit.sealing import CHANGES as CHANGES
from core.audit.sealing import begin, seal
from core.database import insert_rows
from core.definition.field import Field
from core.generation.models import Models

WRITTEN = ("unit", "round", "table_id", "department", "row_id", "row_key", "old", "new")
MARK = "tianbao_mark"
MARK_LENGTH = 8
JOINED = "；"
REMARK = "row_remark"


class Image(NamedTuple):
    """A row as it stands: its id, its key, its values as JSON."""

    row_id: str
    row_key: str
    values: str


class Rows(NamedTuple):
    """Whose rows are changed: of a round, a table, a department."""

    round: int
    table: str
    department: str


def images(
    unit: Unit, rows: Rows, where: sa.ColumnElement[bool] | None = None
) -> Iterator[Image]:
    """Yield the department's rows of the table, or those of them that a condition picks."""
    models = unit.instance.models
    stored = models.rows(rows.table)
    query = image_query(unit.connection, models, rows.table, unit.key).where(
        stored.c.row_round == rows.round, stored.c.row_department == rows.department
    )
    if where is not None:
        query = query.where(where)
    for row in unit.connection.execute(query):
        yield Image(*row)


def image_query(
    connection: sa.Connection, models: Models, table_id: str, key: bytes
) -> sa.Select[Any]:
    """Return the query of id, key and values of a table's rows."""
    stored = models.rows(table_id)
    values = object_text(
        named_values(connection, models, table_id, key), connection.dialect.name == "sqlite"
    )
    return sa.select(stored.c.row_id, stored.c.row_key, values).order_by(stored.c.row_id)


def write_changes(
    unit: Unit, rows: Rows, before: Mapping[str, Image], after: Iterable[Image]
) -> int:
    """Write what became of rows, and their digest into the unit's entry; return how many.

    ``before`` holds by id the rows that may change or go; ``after`` gives those
    that are there now, new ones among them.
    """
    begin(unit)
    # Read to the end first: nothing can be asked of a connection that is being copied to.
    changes = list(_differences(unit, rows, before, after))
    if not changes:
        return 0
    insert_rows(unit.connection, CHANGES, WRITTEN, changes)
    return seal(unit)


def _differences(
    unit: Unit, rows: Rows, before: Mapping[str, Image], after: Iterable[Image]
) -> Iterator[tuple[Any, ...]]:
    place = (unit.id, *rows)
    gone = dict(before)
    for image in after:
        old = gone.pop(image.row_id, None)
        if old is None or old[1:] != image[1:]:
            yield (*place, image.row_id, image.row_key, old and old.values, image.values)
    for image in gone.values():
        yield (*place, image.row_id, image.row_key, image.values, None)


def named_values(
    connection: sa.Connection, models: Models, table_id: str, key: bytes
) -> list[tuple[str, sa.ColumnElement[Any]]]:
    """Return by name SQL for what the trace keeps of a row: the remark, and what was entered."""
    stored, links = models.rows(table_id), models.links(table_id)
    secret = hmac.new(key, MARK.encode(), hashlib.sha256).hexdigest()
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        _teach_marks(connection, secret)
    named: list[tuple[str, sa.ColumnElement[Any]]] = [(REMARK, stored.c[REMARK])]
    for field in models.definitions.table(table_id).fields:
        if not field.computed:
            link = links.get(field.name)
            column = stored.c[field.name] if link is None else _several(link, stored, sqlite)
            named.append((field.name, _shown(field, column, secret, sqlite)))
    return named


def _several(link: sa.Table, stored: sa.Table, sqlite: bool) -> sa.ColumnElement[Any]:
    """Return the values of a multi-valued field as one text, in their order."""
    own = sa.select(link.c.value, link.c.position).where(link.c.row_id == stored.c.row_id)
    inner = own.correlate(stored).order_by(link.c.position).subquery()
    text = sa.cast(inner.c.value, sa.Text)
    joined: sa.ColumnElement[Any]
    if sqlite:
        joined = sa.func.group_concat(text, JOINED)
    else:
        joined = sa.func.string_agg(text, sa.literal(JOINED))
    return sa.select(joined).select_from(inner).scalar_subquery()


def _shown(
    field: Field, column: sa.ColumnElement[Any], secret: str, sqlite: bool
) -> sa.ColumnElement[Any]:
    if not field.sensitive:
        return column
    text = sa.cast(column, sa.Text)
    if sqlite:
        return sa.func.tianbao_mark(text)
    salted = sa.func.convert_to(sa.literal(secret).concat(text), "UTF8")
    mark = sa.func.left(sa.func.encode(sa.func.sha256(salted), "hex"), MARK_LENGTH)
    parts = sa.func.left(text, 3).concat("…").concat(sa.func.right(text, 2))
    form = sa.case((sa.func.length(text) > 7, parts), else_="…")
    return sa.case((text.is_not(None), form.concat("#").concat(mark)))


def _teach_marks(connection: sa.Connection, secret: str) -> None:
    """Give SQLite the function that PostgreSQL writes out in SQL."""

    def marked(text: str | None) -> str | None:
        if text is None:
            return None
        mark = hashlib.sha256(f"{secret}{text}".encode()).hexdigest()[:MARK_LENGTH]
        return f"{text[:3]}…{text[-2:]}#{mark}" if len(text) > 7 else f"…#{mark}"

    driver: Any = connection.connection.driver_connection
    driver.create_function(MARK, 1, marked, deterministic=True)
