"""Carrying last year's rows over: to begin with them, row by row confirmed by who answers.

A carried row counts as unconfirmed until somebody changes it or confirms it: it has
the origin ``carried`` and its first version.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.access import Actor, own_rows_only, require, visible_rows
from core.audit.recording import Unit, audited
from core.audit.row_changes import images
from core.checks.computing import RowComputer
from core.errors import NotFound, Refused
from core.generation.columns import row_key, utc
from core.generation.models import Models
from core.instance import Instance
from core.rounds.assignment import require_assigned
from core.rounds.facts import round_facts
from core.rounds.former import former_round, former_rows
from core.rounds.locking import keep_changes, require_draft
from core.rounds.round import require_writable
from core.rounds.rows import ID_BYTES, Place
from core.rounds.stored_rows import StoredRow, load_rows

CARRIED = "carried"
UNCHANGED, CHANGED, NEW, GONE = "unchanged", "changed", "new", "gone"


class Compared(NamedTuple):
    """One row beside last year's of the same key; ``row_id`` is None where it is gone."""

    key: str
    what: str
    row_id: str | None
    confirmed: bool


def carry_over(instance: Instance, actor: Actor, place: Place) -> int:
    """Bring the department's rows of last year that are not there yet into the draft.

    Returns how many.  Raises ``Refused`` when there was no round the year before or
    nothing is left to carry, ``Locked`` when the table is not open for new rows.
    """
    with audited(instance, actor, CARRIED, place.named()) as unit:
        _require(unit, actor, place)
        require_draft(unit, place.rows)
        if former_round(unit.connection, place.round) is None:
            raise Refused(f"没有 {place.round.year - 1} 年的批次，没有可沿用的数据")
        there = set(unit.connection.scalars(_own(instance.models, place, "row_key")))
        before = former_rows(instance, unit.connection, actor, place)
        moved = [row for key, row in before.items() if key not in there]
        if not moved:
            raise Refused("去年的数据都已在表中，没有可沿用的")
        now = utc(instance.clock())
        _insert(unit, actor, place, moved, now)
        rows = instance.models.rows(place.table.id)
        fresh = sa.and_(_unconfirmed(rows), rows.c.row_changed == now)
        keep_changes(unit, place.rows, {}, [*images(unit, place.rows, fresh)])
        facts = round_facts(unit.connection, instance.registry, place.round)
        instance.rows_changed(unit.connection, facts, place.table.id)
        unit.detail["rows"] = len(moved)
    return len(moved)


def confirm(
    instance: Instance, actor: Actor, place: Place, row_ids: Collection[str] | None = None
) -> int:
    """Confirm that carried rows still hold this year: those named, by default all; return how many.

    Raises ``NotFound`` when one of them is not there, foreign or confirmed already.
    """
    with audited(instance, actor, "confirmed", place.named()) as unit:
        _require(unit, actor, place)
        require_draft(unit, place.rows)
        rows = instance.models.rows(place.table.id)
        query = _own(instance.models, place, "row_id").where(_unconfirmed(rows))
        found = set(unit.connection.scalars(query))
        if row_ids is not None and not found.issuperset(row_ids):
            raise NotFound("没有找到要确认的行")
        chosen = found if row_ids is None else set(row_ids)
        if chosen:
            one = sa.update(rows).where(rows.c.row_id == sa.bindparam("id"))
            now = utc(instance.clock())
            unit.connection.execute(
                one.values(row_version=2, row_author=actor.username, row_changed=now),
                [{"id": id} for id in sorted(chosen)],
            )
        unit.detail["rows"] = len(chosen)
    return len(chosen)


def unconfirmed(connection: sa.Connection, models: Models, place: Place) -> int:
    """Return how many carried rows nobody has changed or confirmed yet."""
    query = _own(models, place, "row_id").where(_unconfirmed(models.rows(place.table.id)))
    return connection.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0


def compared(
    instance: Instance, connection: sa.Connection, actor: Actor, place: Place
) -> list[Compared]:
    """Return by key how the department's rows stand to those of last year.

    Computed fields and remarks are left out.  Only rows that the actor may see.
    """
    rows = instance.models.rows(place.table.id)
    query = visible_rows(instance.models, place.table.id, place.round.year, actor)
    query = query.where(rows.c.row_department == place.department)
    now = {row.key: row for row in load_rows(connection, instance.models, place.table, query)}
    before = former_rows(instance, connection, actor, place)
    names = [field.name for field in place.table.fields if not field.computed]
    found = [_compared(row, before.get(key), names) for key, row in now.items()]
    found += [Compared(key, GONE, None, True) for key in before.keys() - now.keys()]
    return sorted(found, key=lambda one: one.key)


def counts(rows: Iterable[Compared]) -> Mapping[str, int]:
    """Return how many rows are unchanged, changed, new and gone."""
    return Counter(one.what for one in rows)


def _compared(row: StoredRow, before: StoredRow | None, names: Iterable[str]) -> Compared:
    confirmed = row.origin != CARRIED or row.version > 1
    if before is None:
        return Compared(row.key, NEW, row.row_id, confirmed)
    same = all(row.values.get(name) == before.values.get(name) for name in names)
    return Compared(row.key, UNCHANGED if same else CHANGED, row.row_id, confirmed)


def _require(unit: Unit, actor: Actor, place: Place) -> None:
    require(actor, "fill", place.department, place.table)
    if own_rows_only(actor, place.table, place.department):
        raise Refused("您在这张表中只填写本人的行，沿用去年的数据由本部门的其他填报人办理")
    require_writable(place.round)
    require_assigned(unit.connection, place.round.year, place.table, place.department)
    if not unit.instance.registry.writable(place.table.id):
        raise Refused(f"{place.table.category} 的插件不能用，“{place.table.title}”暂时只能查看")


def _own(models: Models, place: Place, column: str) -> sa.Select[Any]:
    rows = models.rows(place.table.id)
    return sa.select(rows.c[column]).where(
        rows.c.row_round == place.round.year, rows.c.row_department == place.department
    )


def _unconfirmed(rows: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(rows.c.row_origin == CARRIED, rows.c.row_version == 1)


def _insert(
    unit: Unit, actor: Actor, place: Place, moved: Iterable[StoredRow], now: datetime
) -> None:
    instance, fields = unit.instance, place.table.fields
    facts = round_facts(unit.connection, instance.registry, place.round)
    rules = instance.registry.computed(place.table.id, place.round.year)
    compute = RowComputer(place.table, rules, facts) if rules else None
    links: dict[str, list[dict[str, Any]]] = {}
    records = []
    for row in moved:
        values = [None if field.computed else row.values.get(field.name) for field in fields]
        filled = compute(values)[0] if compute else values
        named = dict(zip(place.table.by_name, filled, strict=True))
        id = secrets.token_hex(ID_BYTES)
        for name in instance.models.links(place.table.id):
            links.setdefault(name, []).extend(
                {"row_id": id, "position": at, "value": value}
                for at, value in enumerate(named.pop(name, None) or ())
            )
        records.append({
            "row_id": id, "row_round": place.round.year, "row_department": place.department,
            "row_key": row_key(row.values.get(name) for name in place.table.key),
            "row_version": 1, "row_author": actor.username, "row_changed": now,
            "row_origin": CARRIED, "row_remark": None, **named,
        })  # fmt: skip
    unit.connection.execute(sa.insert(instance.models.rows(place.table.id)), records)
    for name, linked in links.items():
        if linked:
            unit.connection.execute(
                sa.insert(instance.models.links(place.table.id)[name]), linked
            )
