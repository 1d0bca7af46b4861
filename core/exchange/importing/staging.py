"""Staging: rows read, checked one by one, and put into the stage table as they come."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from json.encoder import encode_basestring
from typing import Any

import sqlalchemy as sa

from core.category import Check, Computed
from core.checks.computing import RowComputer
from core.checks.facts import RoundFacts
from core.checks.field_checks import REJECTING, RowChecker, compile_row_checker
from core.checks.row_rules import KEY_BLANK, Found
from core.database import insert_rows, writing
from core.definition.field import Field
from core.definition.kinds.base import Reading
from core.definition.table import Table
from core.exchange.importing.batch import LineIssue
from core.exchange.importing.data_rows import RowSorter
from core.exchange.importing.findings import SheetFindings
from core.exchange.importing.labels import REMARK, ROW_ID
from core.exchange.importing.parsing import Block, BlockReader, Told
from core.exchange.importing.sheets import DataSheet, Readable
from core.exchange.reading import SheetRow
from core.generation.columns import STAGE_COLUMNS, key_text, row_key

BLOCK = 500
KEY_TWICE = "KEY-TWICE"
EXTRAS = {
    REMARK: Field(name=REMARK, label="备注", kind="longtext"),
    ROW_ID: Field(name=ROW_ID, label="row_id", kind="text"),
}


@dataclass(frozen=True)
class Rules:
    """What rows of one table are checked with."""

    table: Table
    checks: Sequence[Check]
    computed: Mapping[str, Computed]
    facts: RoundFacts
    reading: Reading


@dataclass
class Staged:
    """What staging a workbook came to."""

    rows: int = 0
    rejected: int = 0
    repaired: int = 0
    issues: list[LineIssue] = field(default_factory=list)
    repairs: list[LineIssue] = field(default_factory=list)
    notes: list[tuple[str, int, str]] = field(default_factory=list)
    hidden: list[tuple[str, int]] = field(default_factory=list)


def _only_present(table: Table, present: Collection[str]) -> Table:
    """Return the table as a file with only those columns can be held to."""
    fields = tuple(
        f if f.name in present else replace(f, required=False, when={}) for f in table.fields
    )
    return replace(table, fields=fields)


def blocks(rows: Iterable[SheetRow]) -> Iterator[list[SheetRow]]:
    """Yield the rows in blocks."""
    remaining = iter(rows)
    while block := list(islice(remaining, BLOCK)):
        yield block


class Keys:
    """The keys of the rows seen so far, and where each stood first."""

    def __init__(self, table: Table) -> None:
        self.positions = [i for n in table.key for i, f in enumerate(table.fields) if f.name == n]
        self.required = [i for i in self.positions if table.fields[i].required]
        self.seen: dict[str, tuple[str, int]] = {}
        self.twice: dict[str, list[tuple[str, int]]] = {}

    def of(self, values: Sequence[Any]) -> str:
        """Return the row's key as canonical JSON."""
        parts = [values[i] for i in self.positions]
        if all(type(part) is str for part in parts):
            return f"[{','.join(map(encode_basestring, parts))}]"
        return row_key(parts)

    def blank(self, values: Sequence[Any]) -> bool:
        """Whether nothing of the key, or not all that it needs, is filled."""
        if not self.positions:
            return False
        parts = [values[i] for i in self.positions]
        return all(p is None for p in parts) or any(values[i] is None for i in self.required)

    def note(self, key: str, sheet: str, line: int) -> None:
        """Remember a key; a second row of the same key makes both wrong."""
        first = self.seen.setdefault(key, (sheet, line))
        if first != (sheet, line):
            self.twice.setdefault(key, [first]).append((sheet, line))


class SheetStager:
    """Reads, checks and stages the rows of one sheet."""

    def __init__(
        self, sheet: DataSheet, rules: Rules, keys: Keys, batch_id: str, dialect: str
    ) -> None:
        self.sheet, self.rules, self.keys, self.batch_id = sheet, rules, keys, batch_id
        table, facts = rules.table, rules.facts
        present = set(sheet.columns.fields.values())
        checked = _only_present(table, present)
        self.position = {f.name: i for i, f in enumerate(table.fields)}
        self.check: RowChecker = compile_row_checker(checked, rules.checks, facts)
        self.compute = RowComputer(table, rules.computed, facts)
        self.reader = BlockReader(
            table, facts.kinds, rules.reading, sheet.columns.fields, EXTRAS, dialect
        )
        self.findings = SheetFindings(sheet.info.name, table.by_name, sheet.columns)
        place = {n: p for p, n in sheet.columns.fields.items()}
        required = [place[n] for n in table.key if n in place and table.field(n).required]
        self.sorter = RowSorter(required, list(sheet.columns.fields))
        self.staged = Staged()

    def _told(self, block: Block) -> dict[int, list[Told]]:
        by_row: dict[int, list[Told]] = {}
        for told in block.told:
            by_row.setdefault(told.at, []).append(told)
        return by_row

    def tuples(self, rows: Iterable[SheetRow]) -> Iterator[tuple[Any, ...]]:
        """Yield what is inserted into the stage table, row by row."""
        sheet, index = self.sheet.info.name, self.sheet.info.index
        blank = [None] * BLOCK
        for some in blocks(self.sorter.data(rows)):
            block = self.reader.read(some)
            told = self._told(block)
            remarks = block.extras.get(REMARK, blank)
            ids = block.extras.get(ROW_ID, blank)
            for at, (row, values, stored) in enumerate(
                zip(some, block.values, block.stored, strict=True)
            ):
                self.staged.rows += 1
                checked, kept, wrong = self._examined(row, values, stored, told.get(at))
                key = self.keys.of(checked)
                if not wrong:
                    self.keys.note(key, sheet, row.number)
                else:
                    self.staged.rejected += 1
                outcome = "rejected" if wrong else "new"
                yield (self.batch_id, row.number, index, key, ids[at], outcome, remarks[at],
                       *kept)  # fmt: skip

    def _examined(
        self, row: SheetRow, values: Sequence[Any], stored: Sequence[Any],
        told: list[Told] | None,
    ) -> tuple[Sequence[Any], Sequence[Any], bool]:
        """Check one row; return its values, what is stored, and whether it is rejected."""
        bad: set[int] = set()
        rejected = False
        for one in told or ():
            self.findings.cell(row.number, one.field, one.raw, one.parsed)
            rejected = rejected or one.parsed.rejected
            if any(f.severity == "error" for f in one.parsed.findings):
                bad.add(self.position.get(one.field, -1))
        found: list[Found] = []
        if self.compute.steps:
            values, stored, found = self._computed(values, stored)
        found += self.check(values, bad)
        if self.keys.blank(values) and not any(f.code == KEY_BLANK for f in found):
            found += self._no_key(values, bad)
        if found:
            self.findings.found(row.number, found, self._raws(row))
            rejected = rejected or any(f.code in REJECTING for f in found)
        return values, stored, rejected

    def _no_key(self, values: Sequence[Any], bad: set[int]) -> list[Found]:
        """Return the issue of a key that is blank (not one that could not be read)."""
        table = self.rules.table
        if not bad.isdisjoint(self.keys.positions):
            return []
        name = next(n for n in table.key if values[self.position[n]] is None)
        label = table.field(name).label
        text = f"“{label}”是本表的主键，不能为空；没有它无法识别这一行，请补填。"
        return [Found(name, KEY_BLANK, "error", text)]

    def _computed(
        self, values: Sequence[Any], stored: Sequence[Any]
    ) -> tuple[Sequence[Any], Sequence[Any], list[Found]]:
        filled, found = self.compute(values)
        changed = list(stored)
        for position, _ in self.compute.steps:
            kind = self.rules.facts.kinds[self.rules.table.fields[position].kind]
            changed[position] = kind.raw(filled[position], self.reader.dialect)
        return filled, changed, found

    def _raws(self, row: SheetRow) -> dict[str, Any]:
        cells = row.cells
        return {n: cells[p] for p, n in self.sheet.columns.fields.items() if p < len(cells)}

    def finish(self) -> Staged:
        """Return what the sheet came to, its columns included."""
        self._missing_columns()
        name = self.sheet.info.name
        self.staged.repaired = self.findings.repaired
        self.staged.issues = self.findings.issues
        self.staged.repairs = self.findings.repairs
        self.staged.notes = [(name, row, text) for row, text in self.sorter.notes]
        self.staged.hidden = [(name, row) for row in self.sorter.hidden]
        return self.staged

    def _missing_columns(self) -> None:
        present = set(self.sheet.columns.fields.values())
        last = self.sheet.header.last
        for one in self.rules.table.fields:
            needed = one.required and not one.computed and not one.when
            if needed and one.name not in present:
                text = f"工作表里没有必填栏目“{one.label}”：请补上这一列后再上传。"
                self.findings.header(last, "COLUMN-MISSING", "error", text)
        for letters, heading in self.sheet.columns.twice:
            text = f"栏目“{heading}”出现了两次，只读了前一列；请删去多余的一列。"
            self.findings.header(last, "COLUMN-TWICE", "warning", text, letters)


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
        while some := list(islice(tuples, 10 * BLOCK)):
            with writing(engine) as connection:
                insert_rows(connection, stage, columns, some)
        part = stager.finish()
        whole.rows += part.rows
        whole.rejected += part.rejected
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
    labels = "、".join(table.field(name).label for name in table.key)
    for key, places in keys.twice.items():
        for sheet, line in places:
            others = "、".join(
                f"第 {row} 行" if name == sheet else f"工作表“{name}”第 {row} 行"
                for name, row in places if (name, row) != (sheet, line)
            )
            text = (
                f"{labels}与{others}相同；同一主键只能有一行，请删去多余的或更正。"
                if table.key else f"本表每个部门只填一行，另有{others}；请只保留一行。"
            )
            name = table.key[0] if table.key else ""
            found = [Found(name, KEY_TWICE, "error", text)]
            value = _key_value(key, table)
            findings[sheet].found(line, found, {name: value})
        whole.rejected += len(places)
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


def _key_value(key: str, table: Table) -> str | None:
    """Return the first part of a canonical key, for showing."""
    parts = json.loads(key)
    return key_text(parts[0]) if table.key else None
