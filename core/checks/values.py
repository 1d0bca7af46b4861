"""What the kinds say about values that are already stored, each different value read once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.checks.facts import RoundFacts
from core.checks.row_rules import Found, Row
from core.definition.field import Field
from core.definition.kinds.base import ERROR, Finding
from core.definition.table import Table

REMEMBERED = 50_000


class _Column(dict[Any, tuple[Finding, ...]]):
    """Value → findings of one field."""

    def __init__(self, field: Field, facts: RoundFacts) -> None:
        super().__init__({None: ()})
        self.field = field
        self.kind = facts.kinds[field.kind]
        self.parse = self.kind.parser(field, facts.reading)

    def __missing__(self, value: Any) -> tuple[Finding, ...]:
        if len(self) > REMEMBERED:
            self.clear()
        findings = self.parse(self.kind.typed(value, self.field)).findings
        self[value] = findings
        return findings


class ValueChecker:
    """Reads the values of rows again as if typed, and returns what their kinds find."""

    def __init__(self, table: Table, facts: RoundFacts) -> None:
        self.columns = [_Column(field, facts) for field in table.fields]

    def __call__(self, row: Row) -> tuple[list[Found], Sequence[int]]:
        """Return what is wrong, and the positions of fields that have an error."""
        found: list[Found] = []
        bad: list[int] = []
        for position, (column, value) in enumerate(zip(self.columns, row, strict=True)):
            for finding in column[value]:
                found.append(Found(column.field.name, finding.code, finding.severity, finding.text))
                if finding.severity == ERROR:
                    bad.append(position)
        return found, bad
