"""The history of a cell: who gave it which value when, as the trace has it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.access import Actor, require, visible_rows
from core.audit.key import audit_key
from core.audit.recording import ENTRIES, object_of
from core.audit.row_changes import CHANGES, JOINED, REMARK, Rows, image_query
from core.checks.facts import RoundFacts
from core.definition.field import Field
from core.errors import NotFound
from core.instance import Instance

MARK = "#"
"""What stands before the keyed mark of a masked value in the trace."""


class CellChange(NamedTuple):
    """One change of a cell: who made it when, from what to what, and by which entry.

    ``at`` is UTC without a zone; ``old`` and ``new`` read as people read them, blank is
    ``""``.  ``verb`` is that of the entry: ``saved``, ``imported`` …
    """

    seq: int
    at: datetime
    actor: str
    verb: str
    old: str
    new: str


class _Step(NamedTuple):
    """What became of a row by one act."""

    unit: str
    old: Mapping[str, Any]
    new: Mapping[str, Any]


def cell_history(
    instance: Instance, connection: sa.Connection, actor: Actor, facts: RoundFacts, rows: Rows,
    row_id: str, field: str,
) -> list[CellChange]:
    """Return how a cell came to its value, the oldest change first; empty if never filled.

    ``field`` is a field's name, or ``row_remark``.  Sensitive values are masked, for the
    trace holds them so.  Raises ``NotFound`` when the row is absent or foreign to the
    actor; a deleted row is told as long as the department's rows are the actor's to see.
    """
    table = facts.definitions.table(rows.table)
    require(actor, "see", rows.department, table)
    if field != REMARK and field not in table.by_name:
        raise NotFound(f"“{table.title}”没有 {field} 这一栏")
    now = _present(instance, connection, actor, rows, row_id)
    steps = list(_steps(connection, rows, row_id, now))
    if not steps and now is None:
        raise NotFound("没有找到这一行")
    entries = _entries(connection, rows, row_id)
    found = []
    for step in steps:
        was, then = step.old.get(field), step.new.get(field)
        if was != then and step.unit in entries:
            texts = (shown(facts, rows.table, field, value) for value in (was, then))
            found.append(CellChange(*entries[step.unit], *texts))
    return found


def shown(facts: RoundFacts, table_id: str, name: str, value: Any) -> str:
    """Return a value of the trace as people read it; blank is ``""``."""
    if value is None:
        return ""
    if name == REMARK:
        return str(value)
    field: Field = facts.definitions.table(table_id).field(name)
    if field.sensitive:
        return str(value).partition(MARK)[0]
    kind = facts.kinds[field.kind]
    loaded = tuple(value.split(JOINED)) if kind.multiple else kind.loaded(value)
    return kind.text(loaded, field, facts.reading)


def _present(
    instance: Instance, connection: sa.Connection, actor: Actor, rows: Rows, row_id: str
) -> Mapping[str, Any] | None:
    """Return the values of the row as it stands; None when it is gone."""
    stored = instance.models.rows(rows.table)
    there = sa.and_(
        stored.c.row_id == row_id, stored.c.row_round == rows.round,
        stored.c.row_department == rows.department,
    )
    if connection.scalar(sa.select(stored.c.row_id).where(there)) is None:
        return None
    seen = visible_rows(instance.models, rows.table, rows.round, actor)
    if connection.execute(seen.where(stored.c.row_id == row_id)).first() is None:
        raise NotFound("没有找到这一行")
    key = audit_key(instance.folder)
    query = image_query(connection, instance.models, rows.table, key).where(there)
    values: Mapping[str, Any] = json.loads(connection.execute(query).one()[2])
    return values


def _steps(
    connection: sa.Connection, rows: Rows, row_id: str, now: Mapping[str, Any] | None
) -> Iterator[_Step]:
    """Yield the changes of a row.

    A row that came with many others has no values of its own in the trace: they are
    what the next change found, or what stands there now.
    """
    query = (
        sa.select(CHANGES.c.unit, CHANGES.c.old, CHANGES.c.new)
        .where(
            CHANGES.c.round == rows.round, CHANGES.c.table_id == rows.table,
            CHANGES.c.department == rows.department, CHANGES.c.row_id == row_id,
        )
        .order_by(CHANGES.c.id)
    )
    changes: Sequence[Any] = connection.execute(query).all()
    for place, change in enumerate(changes):
        last = place + 1 == len(changes)
        new = _values(change.new)
        if change.old is None and change.new is None:
            new = (now or {}) if last else _values(changes[place + 1].old)
        yield _Step(change.unit, _values(change.old), new)


def _values(text: str | None) -> Mapping[str, Any]:
    values: Mapping[str, Any] = json.loads(text or "{}")
    return values


def _entries(
    connection: sa.Connection, rows: Rows, row_id: str
) -> dict[str, tuple[int, datetime, str, str]]:
    """Return number, time, actor and verb by unit of the acts on the row or all rows."""
    named = (object_of(*rows), object_of(*rows, row_id))
    query = sa.select(ENTRIES).where(
        ENTRIES.c.object.in_(named), ENTRIES.c.detail.contains('"changes"')
    )
    found = {}
    for entry in connection.execute(query):
        changes = json.loads(entry.detail).get("changes", {})
        found[str(changes.get("unit"))] = (entry.seq, entry.at, entry.actor, entry.verb)
    return found
