"""Staging a workbook: its sheets' rows into the stage table, keys that stand twice rejected."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

import sqlalchemy as sa

from core.checks.row_rules import Found
from core.database import insert_rows, writing
from core.definition.table import Table
from core.exchange.importing.findings import SheetFindings
from core.exchange.importing.keys import Keys
from core.exchange.importing.sheet_staging import BLOCK, Rules, SheetStager, Staged
from core.exchange.importing.sheets import DataSheet, Readable
from core.generation.columns import STAGE_COLUMNS, key_text

KEY_TWICE = "KEY-TWICE"
MOST_NAMED = 5
"""How many other rows of one key are named: a column filled down has thousands of them."""


@contextmanager
def rare_collection() -> Iterator[None]:
    """Let the cycle collector run rarely: millions of small tuples come, and none in a cycle."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def stage_workbook(
    engine: sa.Engine, stage: sa.Table, workbook: Readable, sheets: Sequence[DataSheet],
    rules: Rules, batch_id: str,
) -> Staged:
    """Read the sheets into the stage table under the batch's id, in small transactions."""
    keys = Keys(rules.table)
    whole = Staged()
    columns = [*STAGE_COLUMNS, *(f.name for f in rules.table.fields)]
    for sheet in sheets:
        stager = SheetStager(sheet, rules, keys, batch_id, engine.dialect.name)
        rows = workbook.rows(sheet.info.index, sheet.header.last + 1)
        tuples = stager.tuples(rows)
        with rare_collection():
            while some := list(islice(tuples, 10 * BLOCK)):
                with writing(engine) as connection:
                    insert_rows(connection, stage, columns, some)
        part = stager.finish()
        whole.rows += part.rows
        whole.repaired += part.repaired
        for name in ("issues", "repairs", "notes", "hidden"):
            getattr(whole, name).extend(getattr(part, name))
    _reject_twice(engine, stage, rules.table, keys, sheets, whole, batch_id)
    return whole


def _reject_twice(
    engine: sa.Engine, stage: sa.Table, table: Table, keys: Keys, sheets: Sequence[DataSheet],
    whole: Staged, batch_id: str,
) -> None:
    """Mark every row of a key that stands twice in the file as rejected."""
    if not keys.twice:
        return
    findings = {s.info.name: SheetFindings(s.info.name, table.by_name, s.columns) for s in sheets}
    name = table.key[0] if table.key else ""
    for key, places in keys.twice.items():
        for sheet, line in places:
            found = [Found(name, KEY_TWICE, "error", _twice(table, places, sheet, line))]
            value = _key_value(key, table)
            findings[sheet].found(line, found, {name: value})
    for sheet_findings in findings.values():
        whole.issues += sheet_findings.issues
    twice = list(keys.twice)
    with writing(engine) as connection:
        for start in range(0, len(twice), BLOCK):
            connection.execute(
                sa.update(stage)
                .where(stage.c.stage_import == batch_id,
                       stage.c.row_key.in_(twice[start : start + BLOCK]))
                .values(stage_outcome="rejected")
            )  # fmt: skip


def _twice(table: Table, places: Sequence[tuple[str, int]], sheet: str, line: int) -> str:
    """Return what is told at one of the rows that have one key."""
    some = [place for place in places[: MOST_NAMED + 1] if place != (sheet, line)][:MOST_NAMED]
    others = "、".join(
        f"第 {row} 行" if name == sheet else f"工作表“{name}”第 {row} 行" for name, row in some
    )
    if len(places) - 1 > len(some):
        others += f"等 {len(places) - 1} 行"
    labels = [table.field(name).label for name in table.key]
    if not labels:
        return f"本表每个部门只填一行，另有{others}；请只保留一行。"
    if len(labels) == 1:
        return (
            f"{labels[0]}与{others}相同；同一个{labels[0]}只能有一行，请删去多余的或更正。"
        )
    return f"{'、'.join(labels)}都与{others}相同；这样的行只能有一行，请删去多余的或更正。"


def _key_value(key: str, table: Table) -> str | None:
    """Return the first part of a canonical key, for showing."""
    parts = json.loads(key)
    return key_text(parts[0]) if table.key else None
