"""What changed since a decision: rows and cells, as the second look of a reviewer shows them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.access import Actor, require, visible_rows
from core.audit.key import audit_key
from core.audit.row_changes import CHANGES, JOINED, REMARK, image_query
from core.definition.field import Field
from core.definition.kinds.base import Reading
from core.instance import Instance
from core.rounds.round import frozen_definitions
from core.rounds.rows import Place

NEW, CHANGED, GONE = "new", "changed", "gone"
MARK = "#"
"""What stands before the keyed mark of a masked value in the trace."""


class CellDifference(NamedTuple):
    """One field whose value differs, with both as people read them; blank is ``""``.

    ``field`` is ``row_remark`` for the remark of the row.
    """

    field: str
    old: str
    new: str


class RowDifference(NamedTuple):
    """A row that is new, changed or gone; ``cells`` holds what differs, by the table's order."""

    row_id: str
    key: str
    what: str
    cells: tuple[CellDifference, ...]

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields that differ."""
        return frozenset(cell.field for cell in self.cells)


def differences(
    instance: Instance, connection: sa.Connection, actor: Actor, place: Place, mark: int
) -> list[RowDifference]:
    """Return by key the rows that are not as they were when a review of that ``mark`` was made.

    What was changed and changed back is no difference.  Sensitive values are masked
    for everybody, for the trace holds them masked only.  Raises ``NotFound`` when the
    rows are foreign to the actor.
    """
    require(actor, "see", place.department, place.table)
    before = _values_at(connection, place, mark)
    after = _values_now(instance, connection, actor, place, mark) if before else {}
    shown = _Shown(instance, place)
    found = [
        _difference(row_id, key, old, after.get(row_id), shown)
        for row_id, (key, old) in before.items()
    ]
    return sorted((one for one in found if one is not None), key=lambda one: one.key)


def _values_at(
    connection: sa.Connection, place: Place, mark: int
) -> dict[str, tuple[str, str | None]]:
    """Return by id the key and values that rows had which changed later; None if not there yet."""
    query = sa.select(CHANGES.c.row_id, CHANGES.c.row_key, CHANGES.c.old)
    query = query.where(_changes_since(place, mark)).order_by(CHANGES.c.id)
    before: dict[str, tuple[str, str | None]] = {}
    for row_id, key, old in connection.execute(query):
        before.setdefault(row_id, (key, old))
    return before


def _changes_since(place: Place, mark: int) -> sa.ColumnElement[bool]:
    return sa.and_(
        CHANGES.c.round == place.round.year, CHANGES.c.table_id == place.table.id,
        CHANGES.c.department == place.department, CHANGES.c.id > mark,
    )


def _values_now(
    instance: Instance, connection: sa.Connection, actor: Actor, place: Place, mark: int
) -> dict[str, tuple[str, str]]:
    """Return by id the key and values of those rows that are there and the actor's to see."""
    rows = instance.models.rows(place.table.id)
    seen = visible_rows(instance.models, place.table.id, place.round.year, actor)
    changed = sa.select(CHANGES.c.row_id).where(_changes_since(place, mark))
    query = image_query(
        connection, instance.models, place.table.id, audit_key(instance.folder)
    ).where(
        rows.c.row_id.in_(changed),
        rows.c.row_id.in_(seen.with_only_columns(rows.c.row_id)),
        rows.c.row_department == place.department,
    )
    return {row_id: (row_key, values) for row_id, row_key, values in connection.execute(query)}


def _difference(
    row_id: str, key: str, old: str | None, now: tuple[str, str] | None, shown: _Shown
) -> RowDifference | None:
    """Return how a row differs; None when it came and went, or is as it was."""
    if now is None:
        return None if old is None else RowDifference(row_id, key, GONE, shown.pairs(old, None))
    if old is None:
        return RowDifference(row_id, now[0], NEW, shown.pairs(None, now[1]))
    cells = shown.pairs(old, now[1])
    return RowDifference(row_id, now[0], CHANGED, cells) if cells else None


class _Shown:
    """Turns values of the trace into texts that people read."""

    def __init__(self, instance: Instance, place: Place) -> None:
        self.fields = place.table.fields
        self.kinds = instance.registry.kinds
        self.reading: Reading = frozen_definitions(place.round).reading(place.round.calendar)

    def pairs(self, old: str | None, new: str | None) -> tuple[CellDifference, ...]:
        """Return the values that differ; all that are not blank where one side is missing."""
        return tuple(self._pairs(json.loads(old or "{}"), json.loads(new or "{}")))

    def _pairs(
        self, was: Mapping[str, Any], now: Mapping[str, Any]
    ) -> Iterator[CellDifference]:
        for field in self.fields:
            before, after = was.get(field.name), now.get(field.name)
            if before != after:
                yield CellDifference(
                    field.name, self.text(field, before), self.text(field, after)
                )
        if was.get(REMARK) != now.get(REMARK):
            yield CellDifference(REMARK, was.get(REMARK) or "", now.get(REMARK) or "")

    def text(self, field: Field, value: Any) -> str:
        """Return one value of the trace as people read it."""
        if value is None:
            return ""
        if field.sensitive:
            return str(value).partition(MARK)[0]
        kind = self.kinds[field.kind]
        loaded = tuple(value.split(JOINED)) if kind.multiple else kind.loaded(value)
        return kind.text(loaded, field, self.reading)
