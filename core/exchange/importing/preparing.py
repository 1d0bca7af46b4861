"""Preparing an import: read, checked, staged and compared, so that it can be shown first."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.access import Actor, require
from core.checks.facts import RoundFacts
from core.checks.running import run_data_checks
from core.checks.view import Staged as StagedView
from core.database import insert_rows, reading, writing
from core.definition.table import Table
from core.errors import NotFound, Refused
from core.exchange.importing.batch import (
    COUNTS,
    ISSUE_COLUMNS,
    STAGED,
    Batch,
    ImportBatch,
    ImportIssue,
    LineIssue,
    load,
    remember,
    remembered,
)
from core.exchange.importing.columns import letter
from core.exchange.importing.comparing import Place, compare
from core.exchange.importing.opening import open_sent
from core.exchange.importing.sheet_staging import Rules, Staged
from core.exchange.importing.sheets import Choice, MappingQuestion, choose_sheets
from core.exchange.importing.staging import stage_workbook
from core.exchange.importing.whole_table import line_issues
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.assignment import require_assigned, require_filler
from core.rounds.facts import round_facts
from core.rounds.round import Round, require_writable

_BATCHES: Any = ImportBatch.__table__
_ISSUES: Any = ImportIssue.__table__
UPLOADS = "uploads"


@dataclass(frozen=True, slots=True)
class Target:
    """Where an import goes: a department's rows of a table in a round."""

    round: Round
    table: Table
    department: str
    facts: RoundFacts


def target(
    instance: Instance, actor: Actor, round: Round, table_id: str, department: str
) -> Target:
    """Return where an import goes; raises unless the actor may import there now."""
    with reading(instance.engine) as connection:
        facts = round_facts(connection, instance.registry, round)
        table = facts.definitions.table(table_id)
        require(actor, "import", department, table)
        require_writable(round)
        require_assigned(connection, round.year, table, department)
        require_filler(connection, actor, round.year, table, department)
    if not instance.registry.writable(table_id):
        raise Refused(f"{table.category} 的插件不能用，“{table.title}”暂时只能查看")
    return Target(round, table, department, facts)


def prepare(
    instance: Instance,
    actor: Actor,
    round: Round,
    table_id: str,
    department: str,
    path: Path,
    file_name: str,
    mapping: Mapping[str, str] | None = None,
) -> Batch | MappingQuestion:
    """Read, check, stage and compare a workbook; nothing of it is stored in the table yet.

    ``mapping`` says what headings mean (a field name, or blank for "not
    imported") and is remembered for the department.  Returns a question instead
    when a heading is only near to a field.  Raises ``FileRefused`` or ``Refused``.
    """
    goal = target(instance, actor, round, table_id, department)
    answers = _answers(instance, goal, mapping or {})
    batch_id = secrets.token_hex(16)
    with open_sent(path, file_name) as workbook:
        choice = choose_sheets(workbook, goal.table, answers)
        if choice.doubtful:
            return MappingQuestion(choice.doubtful)
        rules = Rules(
            goal.table,
            instance.registry.checks(table_id, round.year),
            instance.registry.computed(table_id, round.year),
            goal.facts,
            goal.facts.definitions.reading(round.calendar, workbook.date1904),
        )
        stage = instance.models.stage(table_id)
        try:
            staged = stage_workbook(
                instance.engine, stage, workbook, choice.sheets, rules, batch_id
            )
        except BaseException:
            _clear(instance, stage, batch_id)
            raise
    kept = _keep(instance, path, batch_id)
    return _record(instance, actor, goal, choice, staged, batch_id, kept, file_name)


def _answers(instance: Instance, goal: Target, mapping: Mapping[str, str]) -> dict[str, str]:
    """Return what headings mean by what was told now and earlier; remember what is told now."""
    for label, name in mapping.items():
        if name and name not in goal.table.by_name:
            raise Refused(f"列“{label}”对应的字段 {name} 不在“{goal.table.title}”中")
    with reading(instance.engine) as connection:
        known = remembered(connection, goal.department, goal.table.id)
    if mapping:
        with writing(instance.engine) as connection:
            remember(connection, goal.department, goal.table.id, mapping)
    return {n: f for n, f in known.items() if not f or f in goal.table.by_name} | dict(mapping)


def _clear(instance: Instance, stage: sa.Table, batch_id: str) -> None:
    with writing(instance.engine) as connection:
        connection.execute(sa.delete(stage).where(stage.c.stage_import == batch_id))


def _keep(instance: Instance, path: Path, batch_id: str) -> Path:
    """Keep a copy of the file under a name of ours; its own name is only text."""
    folder = instance.folder / UPLOADS
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{batch_id}{'.csv' if path.suffix.lower() == '.csv' else '.xlsx'}"
    shutil.copyfile(path, kept)
    kept.chmod(0o600)
    return kept


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def place_of(instance: Instance, goal: Target, batch_id: str, present: Iterable[str]) -> Place:
    """Return what is compared and moved for a batch."""
    return Place(
        instance.models, goal.table, goal.round.year, goal.department, batch_id, frozenset(present)
    )


def _record(
    instance: Instance, actor: Actor, goal: Target, choice: Choice, staged: Staged,
    batch_id: str, kept: Path, file_name: str,
) -> Batch:
    """Compare the stage, check it as a whole, and keep the batch with all it found."""
    columns = {
        sheet.info.name: {name: letter(p) for p, name in sheet.columns.fields.items()}
        for sheet in choice.sheets
    }
    present = {name for sheet in columns.values() for name in sheet}
    place = place_of(instance, goal, batch_id, present)
    names = {sheet.info.index: sheet.info.name for sheet in choice.sheets}
    with writing(instance.engine) as connection:
        counts = compare(connection, place)
        view = StagedView(batch_id, goal.table.id, goal.department)
        run = run_data_checks(
            connection, instance.registry, instance.models, goal.facts, goal.table.id, view,
            goal.department,
        )
        issues = staged.issues + line_issues(connection, place, run.issues, names, columns)
        counts |= {"rows": staged.rows, "repaired": staged.repaired, "stored": 0}
        _insert_batch(connection, instance, actor, goal, batch_id, kept, file_name, {
            "counts": {name: counts[name] for name in COUNTS},
            "columns": columns,
            "ignored": [(s.info.name, c, t) for s in choice.sheets for c, t in s.columns.ignored],
            "notes": staged.notes,
            "hidden": staged.hidden,
            "skipped": list(choice.skipped),
            "sha256": _sha256(kept),
        })  # fmt: skip
        index = {name: place for place, name in names.items()}
        _insert_issues(connection, batch_id, index, [*issues, *staged.repairs])
        batch = load(connection, batch_id)
    if batch is None:
        raise NotFound("没有找到这次导入")
    return batch


def _insert_batch(
    connection: sa.Connection, instance: Instance, actor: Actor, goal: Target, batch_id: str,
    kept: Path, file_name: str, facts: Mapping[str, Any],
) -> None:
    connection.execute(
        sa.insert(_BATCHES).values(
            id=batch_id, round=goal.round.year, table_id=goal.table.id,
            department_id=goal.department, username=actor.username, file_name=file_name,
            path=str(kept.relative_to(instance.folder)), state=STAGED,
            created=utc(instance.clock()), facts=facts,
        )
    )


def _insert_issues(
    connection: sa.Connection, batch_id: str, index: Mapping[str, int], lines: Iterable[LineIssue]
) -> None:
    rows = ((batch_id, index[line.sheet], *line) for line in lines)
    insert_rows(connection, _ISSUES, ("batch", "sheet_index", *ISSUE_COLUMNS), rows)
