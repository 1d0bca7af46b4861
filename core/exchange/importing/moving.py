"""Moving the stage into the table, inside one transaction that the caller holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core.database import insert_rows
from core.exchange.importing.comparing import Place, absent_rows, many_values


def _random_id(dialect: str) -> sa.ColumnElement[str]:
    """Return SQL that makes a random public id of 32 hexadecimal digits."""
    if dialect == "sqlite":
        return sa.func.lower(sa.func.hex(sa.func.randomblob(16)))
    return sa.func.replace(sa.cast(sa.func.gen_random_uuid(), sa.Text), "-", "")


def _single(place: Place) -> list[str]:
    return [f.name for f in place.table.fields if f.name in place.rows.c]


def move(
    connection: sa.Connection, place: Place, author: str, now: datetime, replace: bool
) -> None:
    """Store the new and changed rows (with ``replace`` delete the absent ones).

    ``now`` is UTC without a zone.
    """
    if replace:
        absent = absent_rows(place).with_only_columns(place.rows.c.row_id)
        connection.execute(sa.delete(place.rows).where(place.rows.c.row_id.in_(absent)))
    _change(connection, place, author, now)
    _insert(connection, place, author, now)
    _link(connection, place)


def clear_stage(connection: sa.Connection, place: Place) -> None:
    """Forget the staged rows, which have been moved."""
    connection.execute(
        sa.delete(place.stage).where(place.stage.c.stage_import == place.batch_id)
    )


def _change(connection: sa.Connection, place: Place, author: str, now: datetime) -> None:
    rows, stage = place.rows, place.stage
    connection.execute(
        sa.update(rows)
        .where(place.staged, stage.c.stage_outcome == "changed", rows.c.row_id == stage.c.row_id)
        .values(
            {
                "row_key": stage.c.row_key,
                "row_version": rows.c.row_version + 1,
                "row_author": author,
                "row_changed": now,
                "row_origin": "imported",
                "row_remark": sa.func.coalesce(stage.c.row_remark, rows.c.row_remark),
                **{name: stage.c[name] for name in _single(place)},
            }
        )
    )


def _insert(connection: sa.Connection, place: Place, author: str, now: datetime) -> None:
    rows, stage = place.rows, place.stage
    names = _single(place)
    engine_values: dict[str, Any] = {
        "row_id": _random_id(connection.dialect.name),
        "row_round": sa.literal(place.round),
        "row_department": sa.literal(place.department),
        "row_key": stage.c.row_key,
        "row_version": sa.literal(1),
        "row_author": sa.literal(author),
        "row_changed": sa.literal(now, sa.DateTime),
        "row_origin": sa.literal("imported"),
        "row_remark": stage.c.row_remark,
    }
    query = sa.select(*engine_values.values(), *(stage.c[name] for name in names)).where(
        place.staged, stage.c.stage_outcome == "new"
    )
    connection.execute(sa.insert(rows).from_select([*engine_values, *names], query))


def _link(connection: sa.Connection, place: Place) -> None:
    """Write the values of the multi-valued fields of new and changed rows."""
    rows, stage = place.rows, place.stage
    written = sa.and_(
        place.staged, stage.c.stage_outcome.in_(("new", "changed")), place.own,
        rows.c.row_key == stage.c.row_key,
    )  # fmt: skip
    for name, link in place.models.links(place.table.id).items():
        ids = sa.select(rows.c.row_id).where(written)
        connection.execute(sa.delete(link).where(link.c.row_id.in_(ids)))
        query = sa.select(rows.c.row_id, stage.c[name]).where(written, stage.c[name].is_not(None))
        pairs = connection.execute(query).all()
        insert_rows(connection, link, ("row_id", "position", "value"), _linked(pairs))


def _linked(pairs: Any) -> Iterator[tuple[str, int, Any]]:
    for row_id, text in pairs:
        for position, value in enumerate(many_values(text)):
            yield row_id, position, value
