"""Showing a prepared import: what differs from what is stored, and the marked workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.access import Actor
from core.checks.messages import readable
from core.database import reading
from core.definition.field import Field
from core.definition.text import masked
from core.exchange.importing.batch import Batch, LineIssue
from core.exchange.importing.comparing import Place, absent_rows, many_values
from core.exchange.importing.findings import shown
from core.exchange.importing.opening import open_sent
from core.exchange.importing.preparing import Target, place_of
from core.exchange.importing.storing import load_batch
from core.exchange.marking import IssueLine, Mark, MarkResult, SheetRows, mark_workbook
from core.instance import Instance
from core.rounds.facts import round_facts
from core.rounds.round import load_round

MARKED = "exports"
SEVERITIES = {"error": "错误", "warning": "需说明", "hint": "提示", "repaired": "已自动修正"}


class CellDifference(NamedTuple):
    """One cell of a changed row: the field's label, what is stored, what the file says."""

    field: str
    label: str
    old: str
    new: str


class RowDifference(NamedTuple):
    """One row that is new, changed or absent; an absent one has no line."""

    outcome: str
    line: int | None
    key: str
    cells: list[CellDifference]


def _goal(instance: Instance, batch: Batch) -> Target:
    with reading(instance.engine) as connection:
        round = load_round(connection, batch.round)
        facts = round_facts(connection, instance.registry, round)
    return Target(round, facts.definitions.table(batch.table), batch.department, facts)


def _place(instance: Instance, goal: Target, batch: Batch) -> Place:
    present = {name for sheet in batch.columns.values() for name in sheet}
    return place_of(instance, goal, batch.id, present)


def differences(
    instance: Instance, actor: Actor, batch_id: str, outcome: str, offset: int, limit: int
) -> list[RowDifference]:
    """Return some of the rows of an outcome (new, changed or absent), in the file's order."""
    batch = load_batch(instance, actor, batch_id)
    goal = _goal(instance, batch)
    place = _place(instance, goal, batch)
    with reading(instance.engine) as connection:
        if outcome == "absent":
            query = absent_rows(place).order_by(place.rows.c.row_key)
            rows = connection.execute(query.offset(offset).limit(limit)).mappings()
            return [_absent(goal, row) for row in rows]
        stage, stored = place.stage, place.rows
        pairs = (
            sa.select(stage, *(c.label(f"stored_{c.name}") for c in stored.c))
            .select_from(stage.outerjoin(stored, stored.c.row_id == stage.c.row_id))
            .where(place.staged, stage.c.stage_outcome == outcome)
            .order_by(stage.c.stage_sheet, stage.c.stage_line)
        )
        found = list(connection.execute(pairs.offset(offset).limit(limit)).mappings())
        links = _links(connection, place, [row["row_id"] for row in found if row["row_id"]])
        return [_different(goal, outcome, row, links) for row in found]


def _links(
    connection: sa.Connection, place: Place, ids: Sequence[str]
) -> dict[tuple[str, str], list[Any]]:
    """Return the stored values of multi-valued fields by row id and field."""
    values: dict[tuple[str, str], list[Any]] = {}
    for name, link in place.models.links(place.table.id).items():
        query = sa.select(link.c.row_id, link.c.value).where(link.c.row_id.in_(ids))
        for row_id, value in connection.execute(query.order_by(link.c.row_id, link.c.position)):
            values.setdefault((row_id, name), []).append(value)
    return values


def _text(goal: Target, field: Field, value: Any) -> str:
    if value is None or value == ():
        return ""
    text = readable(value, field, goal.facts.kinds[field.kind], goal.facts.reading)
    return masked(text) if field.sensitive else text


def _absent(goal: Target, row: Any) -> RowDifference:
    names = dict.fromkeys([*goal.table.key, *goal.table.display])
    fields = [goal.table.field(name) for name in names if name in row]
    cells = [CellDifference(f.name, f.label, _text(goal, f, row[f.name]), "") for f in fields]
    return RowDifference("absent", None, row["row_key"], cells)


def _different(
    goal: Target, outcome: str, row: Any, links: dict[tuple[str, str], list[Any]]
) -> RowDifference:
    cells = []
    for field in goal.table.fields:
        new, old = row[field.name], row.get(f"stored_{field.name}")
        if goal.facts.kinds[field.kind].multiple:
            new = tuple(many_values(new))
            old = tuple(links.get((row["row_id"], field.name), ()))
        named = outcome == "new" and field.name in goal.table.display
        if named or (new or None) != (old or None):
            texts = (_text(goal, field, old), _text(goal, field, new))
            if any(texts):
                cells.append(CellDifference(field.name, field.label, *texts))
    return RowDifference(outcome, row["stage_line"], row["row_key"], cells)


def mark(
    instance: Instance, actor: Actor, batch_id: str, target: Path | None = None
) -> tuple[Path, MarkResult]:
    """Write the filler's own workbook with its cells marked; return where and how."""
    batch = load_batch(instance, actor, batch_id)
    goal = _goal(instance, batch)
    source = instance.folder / batch.path
    if target is None:
        target = instance.folder / MARKED / f"{batch_id}-marked.xlsx"
        target.parent.mkdir(parents=True, exist_ok=True)
    errors = batch.errors
    facts = [
        ("数据表", f"{goal.table.title}（{goal.table.number}）"),
        ("采集批次", f"{batch.round} 年，{goal.facts.calendar.caption(goal.table.period)}"),
        ("文件", batch.file_name),
        ("数据行", f"{batch.counts['rows']} 行，其中 {batch.counts['rejected']} 行不能存入"),
        ("问题", f"错误 {errors} 处，需说明或提示 {len(batch.issues) - errors} 处，"
                 f"已自动修正 {batch.counts['repaired']} 处"),
    ]  # fmt: skip
    found = [*batch.issues, *batch.repairs]
    result = mark_workbook(
        source, target, [m for line in found for m in _marks(line)], _lines(batch.issues),
        title=goal.table.title, facts=facts, rows=lambda: _values(source, batch.file_name),
    )
    return target, result


def _number(letters: str) -> int:
    number = 0
    for character in letters:
        number = number * 26 + ord(character) - 64
    return number


def _marks(line: LineIssue) -> Iterator[Mark]:
    if line.row is not None and line.column:
        value = f"填写值：{line.value}\n" if line.value else ""
        code = "" if line.severity == "repaired" else f"（{line.code}）"
        text = f"{SEVERITIES[line.severity]}{code}\n{value}{line.message}"
        yield Mark(line.sheet, line.row, _number(line.column), line.severity, text)


def _lines(issues: Sequence[LineIssue]) -> list[IssueLine]:
    return [
        IssueLine(i.sheet, i.row, _number(i.column) or None, i.label, i.value, i.severity, i.code,
                  i.message)
        for i in issues
    ]  # fmt: skip


def _values(source: Path, file_name: str) -> SheetRows:
    """Yield the values of every visible sheet, for a workbook that cannot be patched."""
    with open_sent(source, file_name) as workbook:
        for info in workbook.sheets:
            if info.state == "visible":
                rows = (
                    (row.number, [shown(cell, False) or None for cell in row.cells])
                    for row in workbook.rows(info.index)
                )
                yield info.name, rows
