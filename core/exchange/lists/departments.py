"""A list of departments: each line to the department that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from core.definition.kinds.base import Kind
from core.exchange.lists.forms import DEPARTMENTS, SEVERAL, SHUT
from core.exchange.lists.planned import CellFault, Line, Planned, Raw, beside, cell_faults
from core.exchange.lists.reading import read_list
from core.exchange.lists.words import several
from core.rounds.people.directory import DepartmentEntry, Directory
from core.rounds.people.rules import Fault, department_faults

LABELS = {field.name: field.label for field in DEPARTMENTS.fields} | {"closed": "状态"}


def read_departments(
    path: Path, file_name: str, kinds: Mapping[str, Kind], there: Directory, year: int
) -> Planned[DepartmentEntry]:
    """Return what storing the list would do; raises as ``read_list`` does."""
    read = read_list(path, file_name, DEPARTMENTS, kinds, year)
    ids = _ids(read.rows, there)
    named = [_entry(raw, id, there) for raw, id in zip(read.rows, ids, strict=True)]
    would = there.with_departments(named)
    entries = [
        entry._replace(parent=would.department_id(entry.parent) or entry.parent)
        for entry in named
    ]
    would = there.with_departments(entries)
    lines = []
    for raw, entry in zip(read.rows, entries, strict=True):
        faults = [*raw.faults, *_twice(raw, entry.id, ids)]
        faults += beside(faults, cell_faults(raw, LABELS, department_faults(entry, would)))
        lines.append(Line(raw.number, entry, there.departments.get(entry.id), tuple(faults)))
    return Planned(tuple(lines), read.passed_over, read.ignored)


def _ids(rows: tuple[Raw, ...], there: Directory) -> list[str]:
    """Return the id of each line: its own, that of its name, or a fresh one."""
    taken = {*there.departments, *(raw.text("id", "") for raw in rows)}
    found = []
    for raw in rows:
        id = raw.text("id", "") or there.department_id(raw.text("name", "")) or ""
        found.append(id or fresh_id(taken))
        taken.add(found[-1])
    return found


def fresh_id(taken: set[str]) -> str:
    """Return a short id that no department has: d01, d02 …"""
    number = 1
    while f"d{number:02d}" in taken:
        number += 1
    return f"d{number:02d}"


def _entry(raw: Raw, id: str, there: Directory) -> DepartmentEntry:
    former = there.departments.get(id, DepartmentEntry(id, ""))
    state = raw.values.get("state")
    name = raw.text("name", former.name)
    if not raw.text("id", "") and name in former.words:
        name = former.name  # found by an alias: that is no new name
    return DepartmentEntry(
        id, name, raw.text("kind", "") or former.kind, raw.text("parent", former.parent),
        raw.text("unit_code", former.unit_code),
        several(raw.text("aliases", SEVERAL.join(former.aliases))),
        raw.text("vice_president", former.vice_president),
        former.closed if state is None else state == SHUT,
    )


def _twice(raw: Raw, id: str, ids: list[str]) -> list[CellFault]:
    if ids.count(id) == 1:
        return []
    return cell_faults(raw, LABELS, [Fault("name", "文件里有几行说的是这个部门，请只留一行")])
