"""What an import finds, collected in the words of the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from core.checks.row_rules import Found
from core.definition.cells import Cell, ErrorValue, MissingResult, Number
from core.definition.field import Field
from core.definition.kinds.base import Parsed
from core.definition.kinds.findings import Unreadable
from core.definition.kinds.serials import day_of_serial
from core.definition.text import masked
from core.exchange.importing.batch import REPAIRED, LineIssue
from core.exchange.importing.columns import Columns, letter
from core.exchange.importing.labels import REMARK

MOST_REPAIRS = 20_000
"""Repairs are courtesy: beyond this many they are counted, not listed."""


def shown(raw: Cell, sensitive: bool, date1904: bool = False) -> str:
    """Return a raw cell as people see it, a date as a date; a sensitive value is masked."""
    if raw is None:
        return ""
    if isinstance(raw, MissingResult):
        return f"={raw.formula}"
    text = raw if isinstance(raw, str) else raw[0]
    if isinstance(raw, Number) and raw.format in ("date", "percent"):
        text = _formatted(raw, date1904)
    return masked(text) if sensitive and not isinstance(raw, ErrorValue) else text


def _formatted(number: Number, date1904: bool) -> str:
    """Return a date or a percentage as the sheet shows it; what is neither, as its digits."""
    try:
        amount = Decimal(number.text)
        if number.format == "date":
            return day_of_serial(amount, date1904).isoformat()
    except (InvalidOperation, Unreadable):
        return number.text
    return f"{(amount * 100).normalize():f}%"


@dataclass
class SheetFindings:
    """Collects what is found on one sheet; ``fields`` are all fields of the table by name."""

    sheet: str
    fields: Mapping[str, Field]
    columns: Columns
    date1904: bool = False
    issues: list[LineIssue] = field(default_factory=list)
    repairs: list[LineIssue] = field(default_factory=list)
    repaired: int = 0

    def __post_init__(self) -> None:
        self.place = {name: position for position, name in self.columns.fields.items()}

    def _line(
        self, row: int | None, name: str, value: str, severity: str, code: str, text: str
    ) -> LineIssue:
        column = letter(self.place[name]) if name in self.place else ""
        field = self.fields.get(name)
        label = field.label if field is not None else "备注" if name == REMARK else ""
        return LineIssue(self.sheet, row, column, name, label, code, severity, value, text)

    def _sensitive(self, name: str) -> bool:
        return name in self.fields and self.fields[name].sensitive

    def cell(self, row: int, name: str, raw: Cell, parsed: Parsed) -> None:
        """Note what the kind said of one cell."""
        value = shown(raw, self._sensitive(name), self.date1904)
        for finding in parsed.findings:
            self.issues.append(self._line(row, name, value, finding.severity, finding.code,
                                          finding.text))  # fmt: skip
        if parsed.repair:
            self.repaired += 1
            if len(self.repairs) < MOST_REPAIRS:
                line = self._line(row, name, value, REPAIRED, "REPAIRED", parsed.repair)
                self.repairs.append(line)

    def found(self, row: int, found: Iterable[Found], raws: Mapping[str, Any]) -> None:
        """Note what the row's checks said."""
        for wrong in found:
            value = shown(
                raws.get(wrong.field), self._sensitive(wrong.field), self.date1904
            )
            self.issues.append(
                self._line(row, wrong.field, value, wrong.severity, wrong.code, wrong.message)
            )

    def header(self, row: int, code: str, severity: str, text: str, column: str = "") -> None:
        """Note something about a whole column, at the header."""
        self.issues.append(LineIssue(self.sheet, row, column, "", "", code, severity, "", text))
