"""Reading and checking the rows of one sheet, on their way into the stage table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, repeat
from typing import Any

from core.category import Check, Computed
from core.checks.computing import RowComputer
from core.checks.facts import RoundFacts
from core.checks.field_checks import REJECTING, RowChecker, compile_row_checker
from core.checks.row_rules import KEY_BLANK, Found
from core.definition.field import Field
from core.definition.kinds.base import Reading
from core.definition.table import Table
from core.exchange.importing.batch import COLUMN_MISSING, LineIssue
from core.exchange.importing.data_rows import RowSorter
from core.exchange.importing.findings import SheetFindings
from core.exchange.importing.heading_units import heading_units
from core.exchange.importing.keys import NO_KEY, Keys
from core.exchange.importing.labels import REMARK, ROW_ID
from core.exchange.importing.parsing import Block, BlockReader, Told
from core.exchange.importing.sheets import DataSheet
from core.exchange.reading import SheetRow

BLOCK = 500
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
        units = heading_units(
            sheet.header.headings, sheet.columns.fields, sheet.unit, table, facts.kinds
        )
        self.reader = BlockReader(
            table, facts.kinds, rules.reading, sheet.columns.fields, EXTRAS, dialect, units
        )
        self.findings = SheetFindings(
            sheet.info.name, table.by_name, sheet.columns, rules.reading.date1904
        )
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
        blank, name, note = [None] * BLOCK, self.sheet.info.name, self.keys.note
        for some in blocks(self.sorter.data(rows)):
            block = self.reader.read(some)
            numbers = [row.number for row in some]
            keys = list(map(self.keys.of, block.values))
            for key, number in zip(keys, numbers, strict=True):
                if key != NO_KEY:
                    note(key, name, number)
            outcomes = ["new"] * len(some)
            for at in self._rejected(block, keys):
                outcomes[at] = "rejected"
            self.staged.rows += len(some)
            # Columns become rows once, here: a tuple per row and step is what costs time.
            yield from zip(
                repeat(self.batch_id), numbers, repeat(self.sheet.info.index), keys,
                block.extras.get(ROW_ID, blank), outcomes, block.extras.get(REMARK, blank),
                *block.stored, strict=False,
            )  # fmt: skip

    def _rejected(self, block: Block, keys: Sequence[str]) -> list[int]:
        """Check the rows of a block, each closely that is not plainly right; return the rejected.

        Computed values are filled in where they are stored.
        """
        told, check = self._told(block), self.check
        suspects: Iterable[int] = range(len(keys))
        if not self.compute.steps:
            suspects = [
                at
                for at, (values, key) in enumerate(zip(block.values, keys, strict=True))
                if check(values) or at in told or key == NO_KEY
            ]
        return [
            at for at in suspects if self._examined(block, at, keys[at], told.get(at, ()))
        ]

    def _examined(self, block: Block, at: int, key: str, told: Iterable[Told]) -> bool:
        """Check one row; return whether it is rejected."""
        row = block.rows[at]
        values: Sequence[Any] = block.values[at]
        found: list[Found] = []
        bad: set[int] = set()
        rejected = key == NO_KEY
        for one in told:
            self.findings.cell(row.number, one.field, one.raw, one.parsed)
            rejected = rejected or one.parsed.rejected
            if any(f.severity == "error" for f in one.parsed.findings):
                bad.add(self.position.get(one.field, -1))
        if self.compute.steps:
            values, found = self._computed(block, at)
        found += self.check(values, bad)
        if key == NO_KEY and not any(f.code == KEY_BLANK for f in found):
            found += self._no_key(values, bad)
        if found:
            self.findings.found(row.number, found, self._raws(row))
            rejected = rejected or any(f.code in REJECTING for f in found)
        return rejected

    def _no_key(self, values: Sequence[Any], bad: set[int]) -> list[Found]:
        """Return the issue of a key that is blank (not one that could not be read)."""
        table = self.rules.table
        if not bad.isdisjoint(self.keys.positions):
            return []
        name = next(n for n in table.key if values[self.position[n]] is None)
        label = table.field(name).label
        text = f"“{label}”不能为空：系统靠它认出每一行，请补填。"
        return [Found(name, KEY_BLANK, "error", text)]

    def _computed(self, block: Block, at: int) -> tuple[Sequence[Any], list[Found]]:
        """Return the row's values with the computed ones, which are stored too."""
        filled, found = self.compute(block.values[at])
        for position, _ in self.compute.steps:
            kind = self.rules.facts.kinds[self.rules.table.fields[position].kind]
            block.stored[position][at] = kind.raw(filled[position], self.reader.dialect)
        return filled, found

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
                self.findings.header(last, COLUMN_MISSING, "error", text)
        for letters, heading in self.sheet.columns.twice:
            text = f"栏目“{heading}”出现了两次，只读了前一列；请删去多余的一列。"
            self.findings.header(last, "COLUMN-TWICE", "warning", text, letters)
