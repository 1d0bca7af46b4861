"""What a list would do if it were stored: line by line, with what is wrong in which cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, NamedTuple, TypeVar, get_args

from core.rounds.people.directory import AccountEntry, DepartmentEntry
from core.rounds.people.rules import Fault

Entry = TypeVar("Entry", DepartmentEntry, AccountEntry)
Outcome = Literal["new", "changed", "unchanged", "wrong"]


class CellFault(NamedTuple):
    """What is wrong in a cell; ``column`` is blank when the column is missing."""

    row: int
    column: str
    label: str
    message: str


class Raw(NamedTuple):
    """One row of a list: where it stands, its values by field, and the column of each field.

    A field whose column is missing has no value; one whose cell is blank has None.
    """

    number: int
    values: Mapping[str, Any]
    columns: Mapping[str, str]
    faults: Sequence[CellFault]

    def text(self, name: str, former: str) -> str:
        """Return a cell's text, the former value where the column is missing."""
        return str(self.values[name] or "") if name in self.values else former

    def fault(self, field: str, label: str, text: str) -> CellFault:
        """Return what is wrong with a field as what is wrong in its cell."""
        return CellFault(self.number, self.columns.get(field, ""), label, text)


@dataclass(frozen=True)
class Line(Generic[Entry]):
    """One row of a list: what would be stored and what it replaces."""

    number: int
    entry: Entry
    former: Entry | None
    faults: tuple[CellFault, ...]

    @property
    def outcome(self) -> Outcome:
        """What storing the line would do."""
        if self.faults:
            return "wrong"
        if self.former is None:
            return "new"
        return "unchanged" if self.former == self.entry else "changed"

    @property
    def differences(self) -> Sequence[str]:
        """The fields in which the line differs from what is stored."""
        if self.former is None:
            return ()
        was, now = self.former._asdict(), self.entry._asdict()
        return [name for name in now if was[name] != now[name]]


@dataclass(frozen=True)
class Planned(Generic[Entry]):
    """All lines of a list."""

    lines: tuple[Line[Entry], ...]
    passed_over: tuple[tuple[int, str], ...]
    """Rows below or between that hold no line: totals, notes."""
    ignored: tuple[tuple[str, str], ...] = ()
    """Columns (letter, heading) that mean nothing here."""

    @property
    def faults(self) -> list[CellFault]:
        """Everything that is wrong, cell by cell; while there is something, nothing is stored."""
        every = [fault for line in self.lines for fault in line.faults]
        return sorted(every, key=lambda fault: (fault.row, len(fault.column), fault.column))

    @property
    def counts(self) -> Mapping[str, int]:
        """How many lines there are of each outcome."""
        found = Counter(line.outcome for line in self.lines)
        return {outcome: found[outcome] for outcome in get_args(Outcome)}

    @property
    def entries(self) -> list[Entry]:
        """What is to be stored."""
        return [line.entry for line in self.lines if line.outcome in ("new", "changed")]

    @property
    def new(self) -> list[Entry]:
        """What does not exist yet."""
        return [line.entry for line in self.lines if line.outcome == "new"]


def cell_faults(raw: Raw, labels: Mapping[str, str], faults: Iterable[Fault]) -> list[CellFault]:
    """Return what is wrong with an entry as what is wrong in the cells of its row."""
    return [raw.fault(one.field, labels.get(one.field, ""), one.text) for one in faults]


def beside(known: Iterable[CellFault], more: Iterable[CellFault]) -> list[CellFault]:
    """Return the faults of other cells than those of which something is said already."""
    said = {fault.label for fault in known}
    return [fault for fault in more if fault.label not in said]
