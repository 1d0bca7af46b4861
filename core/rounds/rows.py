"""Saving the rows that people type: one service for the form, the grid and the interface.

Values are read by the same parsers that read workbooks.  A value that cannot be
read, or a key that is missing or taken, rejects the row: nothing is stored.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.access import Actor, own_rows_only, require, visible_rows
from core.audit.recording import Unit, audited, object_of, refusals_recorded
from core.audit.row_changes import Image, Rows, images
from core.checks.row_rules import KEY_BLANK, Found
from core.definition.table import Table
from core.errors import Conflict, NotFound, Refused
from core.generation.columns import row_key, utc
from core.generation.models import Models
from core.instance import Instance
from core.rounds.assignment import require_assigned, require_filler
from core.rounds.facts import round_facts
from core.rounds.locking import keep_changes, require_draft
from core.rounds.round import Round, frozen_definitions, require_writable

KEY_TAKEN = "KEY-TWICE"
SAVED, DELETED = "saved", "deleted"
ID_BYTES = 16

Values = Mapping[str, Any]
Compute = Callable[[Sequence[Any]], tuple[Sequence[Any], Sequence[Found]]]
"""Fills in computed fields, by position; see ``core.checks.computing.RowComputer``."""


@dataclass(frozen=True, slots=True)
class SavedRow:
    """What became of a save: no ``row_id`` when the row was rejected."""

    row_id: str | None
    version: int
    findings: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row belongs: the round, the table as frozen in it, the department's id."""

    round: Round
    table: Table
    department: str

    @property
    def rows(self) -> Rows:
        """Whose rows are meant, as the trace names them."""
        return Rows(self.round.year, self.table.id, self.department)

    def named(self, row_id: str | None = None) -> str:
        """Return how the trace names the rows, or one of them."""
        return object_of(*self.rows, row_id or "")


def save_row(
    instance: Instance,
    actor: Actor,
    place: Place,
    values: Values,
    *,
    version: int | None = None,
    row_id: str | None = None,
    remark: str = "",
    origin: str = "typed",
    compute: Compute | None = None,
) -> SavedRow:
    """Store a new row, or change the one of ``row_id`` as it stood at ``version``.

    ``values`` are raw, by field name; fields that are left out become blank.
    Raises ``Conflict`` when someone changed the row since, ``NotFound`` when it is
    absent or foreign, ``Refused`` when rows cannot be changed now.
    """
    with refusals_recorded(instance, actor, SAVED, place.named(row_id)):
        _require_change(instance, actor, place)
        parsed, findings, rejected = _parsed(instance, place, values)
    if compute is not None:
        filled, found = compute([parsed[field.name] for field in place.table.fields])
        parsed = dict(zip(place.table.by_name, filled, strict=True))
        findings = [*findings, *found]
    if place.table.key and all(parsed[name] is None for name in place.table.key):
        findings, rejected = [*findings, _key_blank(place.table)], True
    if rejected:
        return SavedRow(None, 0, tuple(findings))
    own = {
        "row_key": row_key(parsed[name] for name in place.table.key),
        "row_author": actor.username, "row_changed": utc(instance.clock()),
        "row_origin": origin, "row_remark": remark or None,
    }
    with audited(instance, actor, SAVED, place.named(row_id)) as unit:
        require_filler(unit.connection, actor, place.round.year, place.table, place.department)
        _require_own(unit, actor, place, row_id, parsed)
        stored = _store(unit, place, row_id, version, own, parsed)
        unit.silent = stored is None
    if stored is None:
        return SavedRow(None, 0, (*findings, _key_taken(place.table)))
    return SavedRow(*stored, tuple(findings))


def _store(
    unit: Unit, place: Place, row_id: str | None, version: int | None, own: Values, parsed: Values
) -> tuple[str, int] | None:
    """Insert or update the row; return its id and version, None when its key is taken."""
    connection, models = unit.connection, unit.instance.models
    require_assigned(connection, place.round.year, place.table, place.department)
    require_draft(unit, place.rows)
    if _taken(connection, models, place, own["row_key"], row_id):
        return None
    before = _image(unit, place, row_id) if row_id else {}
    if row_id is None:
        stored = _insert(connection, models, place, own, parsed)
    else:
        stored = row_id, _update(connection, models, place, row_id, version, own, parsed)
    _changed(unit, place, before, _image(unit, place, stored[0]))
    return stored


def _image(unit: Unit, place: Place, row_id: str) -> dict[str, Image]:
    stored = unit.instance.models.rows(place.table.id)
    found = images(unit, place.rows, stored.c.row_id == row_id)
    return {image.row_id: image for image in found}


def _changed(
    unit: Unit, place: Place, before: Mapping[str, Image], after: Mapping[str, Image]
) -> None:
    """Write down what changed, and compute anew what follows from it."""
    keep_changes(unit, place.rows, before, after.values())
    facts = round_facts(unit.connection, unit.instance.registry, place.round)
    unit.instance.rows_changed(unit.connection, facts, place.table.id)


def delete_row(
    instance: Instance, actor: Actor, place: Place, row_id: str, version: int | None
) -> None:
    """Delete a row as it stood at ``version``; raises as ``save_row`` does."""
    with audited(instance, actor, DELETED, place.named(row_id)) as unit:
        _require_change(instance, actor, place)
        require_assigned(unit.connection, place.round.year, place.table, place.department)
        require_filler(unit.connection, actor, place.round.year, place.table, place.department)
        _require_own(unit, actor, place, row_id)
        require_draft(unit, place.rows)
        rows = instance.models.rows(place.table.id)
        _require_version(unit.connection, rows, place, row_id, version)
        before = _image(unit, place, row_id)
        unit.connection.execute(sa.delete(rows).where(rows.c.row_id == row_id))
        _changed(unit, place, before, {})


def _require_change(instance: Instance, actor: Actor, place: Place) -> None:
    require(actor, "fill", place.department, place.table)
    require_writable(place.round)
    if not instance.registry.writable(place.table.id):
        raise Refused(f"{place.table.category} 的插件不能用，“{place.table.title}”暂时只能查看")


def _require_own(
    unit: Unit, actor: Actor, place: Place, row_id: str | None, parsed: Values | None = None
) -> None:
    """Raise unless the row is the actor's own, where he works only with his own.

    ``NotFound`` for somebody else's stored row, ``Refused`` to write one for somebody else.
    """
    if not own_rows_only(actor, place.table, place.department):
        return
    if row_id is not None:
        rows = unit.instance.models.rows(place.table.id)
        seen = visible_rows(unit.instance.models, place.table.id, place.round.year, actor)
        if unit.connection.execute(seen.where(rows.c.row_id == row_id)).first() is None:
            raise NotFound("没有找到这一行")
    person = place.table.by_name.get(place.table.person)
    if parsed is not None and (person is None or parsed[person.name] != actor.staff_no):
        label = person.label if person else "教工号"
        raise Refused(f"您在这张表中只填写本人的行：{label}应为 {actor.staff_no or '您的教工号'}")


def _parsed(
    instance: Instance, place: Place, values: Values
) -> tuple[dict[str, Any], list[Found], bool]:
    """Read the raw values; return them by field, what was found, and whether it rejects."""
    unknown = [name for name in values if name not in place.table.by_name]
    if unknown:
        raise Refused(f"表中没有这些栏目：{'、'.join(unknown)}")
    reading = frozen_definitions(place.round).reading(place.round.calendar)
    read: dict[str, Any] = {}
    findings: list[Found] = []
    rejected = False
    for field in place.table.fields:
        parsed = instance.registry.kinds[field.kind].parser(field, reading)(values.get(field.name))
        read[field.name] = parsed.value
        findings += [Found(field.name, f.code, f.severity, f.text) for f in parsed.findings]
        rejected = rejected or parsed.rejected
    return read, findings, rejected


def _key_blank(table: Table) -> Found:
    labels = "、".join(table.field(name).label for name in table.key)
    return Found(table.key[0], KEY_BLANK, "error", f"请填写{labels}：没有它们，这一行无法识别")


def _key_taken(table: Table) -> Found:
    if table.single:
        return Found("", KEY_TAKEN, "error", "本表每个部门只填一行，已经填过：请修改那一行")
    labels = "、".join(table.field(name).label for name in table.key)
    text = f"本部门已有{labels}相同的一行：请修改那一行，或更正{labels}"
    return Found(table.key[0], KEY_TAKEN, "error", text)


def _taken(
    connection: sa.Connection, models: Models, place: Place, key: str, row_id: str | None
) -> bool:
    rows = models.rows(place.table.id)
    query = sa.select(rows.c.row_id).where(
        rows.c.row_round == place.round.year,
        rows.c.row_department == place.department,
        rows.c.row_key == key,
    )
    return any(found != row_id for found in connection.scalars(query))


def _insert(
    connection: sa.Connection, models: Models, place: Place, own: Values, parsed: Values
) -> tuple[str, int]:
    rows = models.rows(place.table.id)
    row_id = secrets.token_hex(ID_BYTES)
    connection.execute(
        sa.insert(rows).values(
            row_id=row_id, row_round=place.round.year, row_department=place.department,
            row_version=1, **own, **_single(rows, parsed),
        )
    )
    _link(connection, models, place.table, row_id, parsed)
    return row_id, 1


def _update(
    connection: sa.Connection, models: Models, place: Place, row_id: str, version: int | None,
    own: Values, parsed: Values,
) -> int:
    rows = models.rows(place.table.id)
    now = _require_version(connection, rows, place, row_id, version) + 1
    connection.execute(
        sa.update(rows)
        .where(rows.c.row_id == row_id)
        .values(row_version=now, **own, **_single(rows, parsed))
    )
    for link in models.links(place.table.id).values():
        connection.execute(sa.delete(link).where(link.c.row_id == row_id))
    _link(connection, models, place.table, row_id, parsed)
    return now


def _require_version(
    connection: sa.Connection, rows: sa.Table, place: Place, row_id: str, version: int | None
) -> int:
    """Lock the row and return its version; raise unless it is the one expected."""
    stored = connection.execute(
        sa.select(rows.c.row_version, rows.c.row_author)
        .where(
            rows.c.row_id == row_id,
            rows.c.row_round == place.round.year,
            rows.c.row_department == place.department,
        )
        .with_for_update()
    ).one_or_none()
    if stored is None:
        raise NotFound("没有找到这一行")
    if stored.row_version != version:
        raise Conflict(f"这一行刚被 {stored.row_author} 修改过（第 {stored.row_version} 版）")
    return int(stored.row_version)


def _single(rows: sa.Table, parsed: Values) -> dict[str, Any]:
    return {name: value for name, value in parsed.items() if name in rows.c}


def _link(
    connection: sa.Connection, models: Models, table: Table, row_id: str, parsed: Values
) -> None:
    for name, link in models.links(table.id).items():
        linked = [
            {"row_id": row_id, "position": position, "value": value}
            for position, value in enumerate(parsed.get(name) or ())
        ]
        if linked:
            connection.execute(sa.insert(link), linked)
