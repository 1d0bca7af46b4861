"""Comparing the stage with what is stored: new, changed, unchanged, absent."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.definition.table import Table
from core.generation.columns import many_text
from core.generation.models import Models

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Place:
    """What is compared: the rows of one batch with those of a department in a round."""

    models: Models
    table: Table
    round: int
    department: str
    batch_id: str
    present: frozenset[str]
    """The fields that the file has columns for; the others keep what is stored."""

    @property
    def rows(self) -> sa.Table:
        """The stored rows' SQL table."""
        return self.models.rows(self.table.id)

    @property
    def stage(self) -> sa.Table:
        """The stage's SQL table."""
        return self.models.stage(self.table.id)

    @property
    def own(self) -> sa.ColumnElement[bool]:
        """Stored rows of this department and round."""
        rows = self.rows
        return sa.and_(rows.c.row_round == self.round, rows.c.row_department == self.department)

    @property
    def staged(self) -> sa.ColumnElement[bool]:
        """Rows of this batch that are not rejected."""
        stage = self.stage
        return sa.and_(
            stage.c.stage_import == self.batch_id, stage.c.stage_outcome != "rejected"
        )


def compare(connection: sa.Connection, place: Place) -> dict[str, int]:
    """Give every staged row its outcome; return how many of each, and how many are absent."""
    stored = connection.scalar(
        sa.select(sa.func.count()).select_from(place.rows).where(place.own)
    )
    if stored:
        _forget_copied_ids(connection, place)
        _match(connection, place)
        _keep_absent_columns(connection, place)
        _unchanged(connection, place)
        _unchanged_many(connection, place)
    return _counts(connection, place, stored or 0)


def _forget_copied_ids(connection: sa.Connection, place: Place) -> None:
    """Take the id from staged rows that only have it because a row was copied in the workbook.

    A row copied in a prefilled template carries the hidden id of its original.  The
    original, known by its key, is the stored row; of several rows of one id and
    unknown keys none can be told to be it.
    """
    rows, stage = place.rows, place.stage
    by_key = sa.exists().where(place.own, rows.c.row_key == stage.c.row_key).correlate(stage)
    other = stage.alias("other")
    original = (
        sa.exists()
        .where(
            place.own, rows.c.row_id == stage.c.row_id, other.c.row_key == rows.c.row_key,
            other.c.stage_import == place.batch_id, other.c.stage_outcome != "rejected",
        )
        .correlate(stage)
    )  # fmt: skip
    keyless = sa.and_(place.staged, stage.c.row_id.is_not(None), ~by_key)
    claimed = sa.select(stage.c.row_id).where(keyless, original)
    repeated = (
        sa.select(stage.c.row_id).where(keyless)
        .group_by(stage.c.row_id).having(sa.func.count() > 1)
    )  # fmt: skip
    copied = sorted({*connection.scalars(claimed), *connection.scalars(repeated)})
    for start in range(0, len(copied), AT_ONCE):
        some = stage.c.row_id.in_(copied[start : start + AT_ONCE])
        connection.execute(sa.update(stage).where(keyless, some).values(row_id=None))


def _match(connection: sa.Connection, place: Place) -> None:
    """Find the stored row of each staged one: by its id if the template carried it, else by key."""
    rows, stage = place.rows, place.stage
    known = sa.select(rows.c.row_id).where(place.own, rows.c.row_id == stage.c.row_id)
    by_id = known.correlate(stage).scalar_subquery()
    by_key = (
        sa.select(rows.c.row_id)
        .where(place.own, rows.c.row_key == stage.c.row_key)
        .correlate(stage)
        .scalar_subquery()
    )
    connection.execute(
        sa.update(stage).where(place.staged).values(row_id=sa.func.coalesce(by_key, by_id))
    )
    connection.execute(
        sa.update(stage)
        .where(place.staged)
        .values(stage_outcome=sa.case((stage.c.row_id.is_(None), "new"), else_="changed"))
    )


def _single(place: Place, present: bool) -> list[str]:
    return [
        f.name
        for f in place.table.fields
        if f.name in place.rows.c and (f.name in place.present or f.computed) is present
    ]


def _keep_absent_columns(connection: sa.Connection, place: Place) -> None:
    """Let columns that the file lacks keep their stored values."""
    rows, stage = place.rows, place.stage
    names = _single(place, present=False)
    if names:
        connection.execute(
            sa.update(stage)
            .where(place.staged, stage.c.row_id == rows.c.row_id)
            .values({name: rows.c[name] for name in names})
        )


def _unchanged(connection: sa.Connection, place: Place) -> None:
    rows, stage = place.rows, place.stage
    same = [rows.c[n].is_not_distinct_from(stage.c[n]) for n in _single(place, present=True)]
    remark = sa.or_(stage.c.row_remark.is_(None), stage.c.row_remark == rows.c.row_remark)
    equal = sa.exists().where(
        rows.c.row_id == stage.c.row_id, rows.c.row_key == stage.c.row_key, remark, *same
    )
    connection.execute(
        sa.update(stage)
        .where(place.staged, stage.c.stage_outcome == "changed", equal)
        .values(stage_outcome="unchanged")
    )


def _stored_many(connection: sa.Connection, place: Place, name: str) -> dict[str, str]:
    """Return the values of a multi-valued field by row id, as the stage writes them."""
    rows, link = place.rows, place.models.links(place.table.id)[name]
    query = (
        sa.select(link.c.row_id, link.c.value)
        .join(rows, rows.c.row_id == link.c.row_id)
        .where(place.own)
        .order_by(link.c.row_id, link.c.position)
    )
    lists: dict[str, list[Any]] = {}
    for row_id, value in connection.execute(query):
        lists.setdefault(row_id, []).append(value)
    return {row_id: many_text(values) for row_id, values in lists.items()}


def _unchanged_many(connection: sa.Connection, place: Place) -> None:
    """Compare multi-valued fields; a row that differs in one of them is changed after all."""
    stage = place.stage
    for name in place.models.links(place.table.id):
        stored = _stored_many(connection, place, name)
        matched = sa.and_(place.staged, stage.c.row_id.is_not(None))
        if name not in place.present:
            _keep_many(connection, place, name, stored)
            continue
        query = sa.select(stage.c.row_id, stage.c[name]).where(
            matched, stage.c.stage_outcome == "unchanged"
        )
        differ = [id for id, text in connection.execute(query) if stored.get(id) != text]
        _set_changed(connection, place, differ)


def _keep_many(
    connection: sa.Connection, place: Place, name: str, stored: Mapping[str, str]
) -> None:
    """Let a multi-valued field that the file lacks keep its stored values."""
    stage = place.stage
    matched = sa.select(stage.c.row_id, stage.c.row_key).where(place.staged)
    keep = [
        {"id": id, "key": key, "text": stored[id]}
        for id, key in connection.execute(matched) if id in stored
    ]  # fmt: skip
    if keep:
        # The key is there to be looked up: the stage has no index of ids.
        here = (stage.c.row_key == sa.bindparam("key"), stage.c.row_id == sa.bindparam("id"))
        connection.execute(
            sa.update(stage).where(place.staged, *here).values({name: sa.bindparam("text")}), keep
        )


def _set_changed(connection: sa.Connection, place: Place, ids: Collection[str]) -> None:
    every = list(ids)
    for start in range(0, len(every), AT_ONCE):
        some = every[start : start + AT_ONCE]
        connection.execute(
            sa.update(place.stage)
            .where(place.staged, place.stage.c.row_id.in_(some))
            .values(stage_outcome="changed")
        )


def absent_rows(place: Place) -> sa.Select[Any]:
    """Return the query of the stored rows that the file does not have.

    Two joins, by key and by id, for each can be looked up; an ``OR`` of the two would
    compare every stored row with every staged one.
    """
    rows, stage = place.rows, place.stage
    batch = stage.c.stage_import == place.batch_id
    keys = sa.select(stage.c.row_key).where(batch).distinct().subquery("keyed")
    ids = sa.select(stage.c.row_id).where(batch).distinct().subquery("known")
    joined = rows.outerjoin(keys, keys.c.row_key == rows.c.row_key)
    joined = joined.outerjoin(ids, ids.c.row_id == rows.c.row_id)
    return (
        sa.select(rows)
        .select_from(joined)
        .where(place.own, keys.c.row_key.is_(None), ids.c.row_id.is_(None))
    )


def _counts(connection: sa.Connection, place: Place, stored: int) -> dict[str, int]:
    stage = place.stage
    query = (
        sa.select(stage.c.stage_outcome, sa.func.count())
        .where(stage.c.stage_import == place.batch_id)
        .group_by(stage.c.stage_outcome)
    )
    counts = dict.fromkeys(("new", "changed", "unchanged", "rejected"), 0)
    counts.update(dict(connection.execute(query).all()))
    absent = absent_rows(place).subquery()
    counts["absent"] = (
        connection.scalar(sa.select(sa.func.count()).select_from(absent)) or 0 if stored else 0
    )
    return counts


def many_values(text: str | None) -> list[Any]:
    """Return the values that the stage holds for a multi-valued field."""
    return list(json.loads(text)) if text else []
