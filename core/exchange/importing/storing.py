"""Storing a prepared import on confirmation, or forgetting it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core.access import Actor, require
from core.audit.mass_changes import MassChange
from core.audit.recording import Unit, audited, object_of, refusals_recorded
from core.audit.row_changes import Rows
from core.checks.issues import Issue, Scope, open_issues, store_issues
from core.database import reading, writing
from core.errors import NotFound, Refused
from core.events import Event
from core.exchange.importing.batch import (
    COLUMN_MISSING,
    DISCARDED,
    REPAIRED,
    STAGED,
    STORED,
    Batch,
    ImportBatch,
    ImportIssue,
    load,
)
from core.exchange.importing.comparing import Place, absent_rows, compare
from core.exchange.importing.issue_rows import with_row_ids
from core.exchange.importing.moving import clear_stage, move
from core.exchange.importing.preparing import Target, place_of, target
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.locking import keep_mass_changes, require_draft
from core.rounds.round import load_round

IMPORTED = "imported"
LOG = logging.getLogger("tianbao.import")
_BATCHES: Any = ImportBatch.__table__
_ISSUES: Any = ImportIssue.__table__


def load_batch(instance: Instance, actor: Actor, batch_id: str) -> Batch:
    """Return a batch; ``NotFound`` when there is none or the actor may not import there."""
    with reading(instance.engine) as connection:
        batch = load(connection, batch_id)
    if batch is None:
        raise NotFound("没有找到这次导入")
    table = instance.models.definitions.table(batch.table)
    require(actor, "import", batch.department, table)
    return batch


def store(
    instance: Instance,
    actor: Actor,
    batch_id: str,
    *,
    keep_good_rows: bool = False,
    replace: bool = False,
) -> Batch:
    """Move a staged batch into the table in one transaction, and check the table.

    One rejected row stops all unless ``keep_good_rows``; ``replace`` deletes the
    department's rows that the file lacks.  Raises ``Refused`` when the batch is no
    longer staged or rows are rejected.
    """
    batch = load_batch(instance, actor, batch_id)
    named = object_of(batch.round, batch.table, batch.department)
    with refusals_recorded(instance, actor, IMPORTED, named):
        with reading(instance.engine) as connection:
            round = load_round(connection, batch.round)
        goal = target(instance, actor, round, batch.table, batch.department)
    present = {name for sheet in batch.columns.values() for name in sheet}
    place = place_of(instance, goal, batch_id, present)
    now = utc(instance.clock())
    with audited(instance, actor, IMPORTED, named) as unit:
        connection = unit.connection
        _require_staged(connection, batch_id)
        counts = dict(batch.counts) | compare(connection, place)
        if counts["rejected"] and not keep_good_rows:
            raise Refused(
                f"有 {counts['rejected']} 行不能存入，整个文件都没有存；"
                "请下载标注后的工作簿改正，或只导入无误的行。"
            )
        issues = _issues_of_file(connection, place) if _all_seen(batch, place, counts) else None
        _moved(unit, place, counts, now, replace)
        instance.rows_changed(connection, goal.facts, goal.table.id)
        counts["stored"] = counts["new"] + counts["changed"]
        unit.detail |= {"batch": batch_id, "file": batch.file_name, "counts": counts}
        if batch.sha256:
            unit.detail["kept"] = {"path": batch.path, "sha256": batch.sha256}
        _set_stored(connection, batch_id, counts)
        _keep_issues(connection, instance, goal, issues, now)
    _tell(instance, actor, goal, counts)
    return load_batch(instance, actor, batch_id)


def _moved(
    unit: Unit, place: Place, counts: Mapping[str, int], now: datetime, replace: bool
) -> None:
    """Move the stage into the table, and write down the old and new values of what changes."""
    connection = unit.connection
    own = Rows(place.round, place.table.id, place.department)
    gone = counts["absent"] if replace else 0
    if counts["new"] or counts["changed"] or gone:
        require_draft(unit, own)
        changes = MassChange(unit, own)
        if counts["changed"] or gone:
            changes.remember(_touched(place, replace))
        move(connection, place, unit.actor.username, now, replace)
        keep_mass_changes(unit, own, changes, _new(place, counts))
    clear_stage(connection, place)


def _touched(place: Place, replace: bool) -> sa.ColumnElement[bool]:
    """Return the condition of the stored rows that will be changed or deleted."""
    rows, stage = place.rows, place.stage
    changed = sa.select(stage.c.row_id).where(place.staged, stage.c.stage_outcome == "changed")
    if not replace:
        return rows.c.row_id.in_(changed)
    absent = absent_rows(place).with_only_columns(rows.c.row_id)
    return sa.or_(rows.c.row_id.in_(changed), rows.c.row_id.in_(absent))


def _new(place: Place, counts: Mapping[str, int]) -> sa.ColumnElement[bool] | None:
    """Return the condition of the department's rows that were not there before the move."""
    if not counts["new"]:
        return None
    if not (counts["changed"] or counts["unchanged"] or counts["absent"]):
        return sa.true()
    stage = place.stage
    keys = sa.select(stage.c.row_key).where(place.staged, stage.c.stage_outcome == "new")
    return place.rows.c.row_key.in_(keys)


def _require_staged(connection: sa.Connection, batch_id: str) -> None:
    query = sa.select(_BATCHES.c.state).where(_BATCHES.c.id == batch_id).with_for_update()
    if connection.scalar(query) != STAGED:
        raise Refused("这次导入已经处理过，请重新上传文件")


def _set_stored(connection: sa.Connection, batch_id: str, counts: Mapping[str, int]) -> None:
    facts = connection.scalar(sa.select(_BATCHES.c.facts).where(_BATCHES.c.id == batch_id))
    connection.execute(
        sa.update(_BATCHES)
        .where(_BATCHES.c.id == batch_id)
        .values(state=STORED, facts={**(facts or {}), "counts": dict(counts)})
    )


def _all_seen(batch: Batch, place: Place, counts: Mapping[str, int]) -> bool:
    """Whether the checks of the file saw all there is to see of its rows.

    Where it lacks columns, changed rows keep what is stored there, and new rows
    lack it: then the stored rows must be checked again.
    """
    whole = all(f.name in place.present or f.computed for f in place.table.fields)
    missing = any(issue.code == COLUMN_MISSING for issue in batch.issues)
    return whole or not (missing or counts["changed"] or counts["unchanged"])


def _issues_of_file(connection: sa.Connection, place: Place) -> list[Issue]:
    """Return what the import found of the rows that it stores, and what is known of the others."""
    query = sa.select(_ISSUES).where(
        _ISSUES.c.batch == place.batch_id, _ISSUES.c.severity != REPAIRED
    )
    found = connection.execute(query).all()
    keys = _keys_of_lines(connection, place, {(row.sheet_index, row.row) for row in found})
    issues = [
        Issue(
            table=place.table.id, department=place.department, code=row.code,
            severity=row.severity, message=row.message, field=row.field, value=row.value,
            row_key=keys.get((row.sheet_index, row.row), ""),
        )
        for row in found
        if row.row is None or (row.sheet_index, row.row) in keys
    ]
    return issues + _known_of_absent(connection, place)


def _keys_of_lines(
    connection: sa.Connection, place: Place, lines: set[tuple[int, int | None]]
) -> dict[tuple[int, int | None], str]:
    """Return the keys of those lines of the file that are stored, by sheet and line."""
    stage = place.stage
    query = sa.select(stage.c.stage_sheet, stage.c.stage_line, stage.c.row_key).where(place.staged)
    staged = connection.execute(query) if lines else ()
    return {(sheet, line): key for sheet, line, key in staged if (sheet, line) in lines}


def _known_of_absent(connection: sa.Connection, place: Place) -> list[Issue]:
    """Return the known issues of stored rows that the file does not have."""
    known = open_issues(connection, Scope(place.round, (place.table.id,), place.department))
    if not known:
        return []
    stage = place.stage
    keys = set(connection.scalars(sa.select(stage.c.row_key).where(place.staged)))
    return [issue for issue in known if issue.row_key and issue.row_key not in keys]


def _keep_issues(
    connection: sa.Connection, instance: Instance, goal: Target, issues: list[Issue] | None,
    now: datetime,
) -> None:
    """Refresh the issues of the department's rows of the table."""
    scope = Scope(goal.round.year, (goal.table.id,), goal.department)
    looked_at = (connection, goal.facts, scope.tables, goal.department)
    if issues is None:
        issues = instance.check_tables(*looked_at).issues
    else:
        rows = instance.models.rows(goal.table.id)
        issues = with_row_ids(connection, rows, goal.round.year, goal.department, issues)
        issues += instance.check_figures(*looked_at).issues
    store_issues(connection, scope, issues, now)


def _tell(instance: Instance, actor: Actor, goal: Target, counts: Mapping[str, int]) -> None:
    event = Event(
        "imported", actor.username, goal.round.year, goal.table.id, goal.department, dict(counts)
    )
    for plugin, result in instance.registry.call("tianbao_event", event=event):
        if isinstance(result, Exception):
            LOG.error("plugin %s: %s", plugin, result)


def discard(instance: Instance, actor: Actor, batch_id: str) -> None:
    """Forget a staged batch; nothing of it was stored."""
    batch = load_batch(instance, actor, batch_id)
    stage = instance.models.stage(batch.table)
    with writing(instance.engine) as connection:
        connection.execute(sa.delete(stage).where(stage.c.stage_import == batch_id))
        connection.execute(
            sa.update(_BATCHES)
            .where(_BATCHES.c.id == batch_id, _BATCHES.c.state == STAGED)
            .values(state=DISCARDED)
        )
