"""Writing the two lists as workbooks: empty ones to fill in, or what there is to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from core.definition.kinds.base import Kind
from core.definition.table import Table
from core.exchange.layout import Column, Layout
from core.exchange.lists.forms import ACCOUNTS, DEPARTMENTS, IN_USE, SEVERAL, SHUT, lists_reading
from core.exchange.templates.book import write_book
from core.exchange.templates.choices import listed_choices
from core.rounds.people.directory import AccountEntry, DepartmentEntry, Directory


class ListLayout(Layout):
    """A list on a sheet: without the columns and lines that belong to collected data."""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the list, and nothing of the engine's."""
        return tuple(self._column(field) for field in self.table.fields)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """What stands above the header."""
        first, *rest = self.table.guidance.split("\n")
        return (self.table.title, first, "".join(rest), "带 * 的栏目必填。")


def write_departments(
    target: Path, kinds: Mapping[str, Kind], there: Directory, at: datetime, *, empty: bool
) -> int:
    """Write the departments, or an empty list; return how many lines it holds."""
    rows = [] if empty else [_department(one, there) for one in there.departments.values()]
    return _write(target, DEPARTMENTS, kinds, rows, at)


def write_accounts(
    target: Path, kinds: Mapping[str, Kind], there: Directory, at: datetime, *, empty: bool
) -> int:
    """Write the accounts (never a password), or an empty list; return how many lines it holds."""
    rows = [] if empty else [_account(one, there) for one in there.accounts.values()]
    return _write(target, ACCOUNTS, kinds, rows, at)


def _write(
    target: Path, table: Table, kinds: Mapping[str, Kind], rows: Sequence[Mapping[str, str]],
    at: datetime,
) -> int:
    layout = ListLayout(table, kinds, lists_reading(at.year))
    cells: list[list[Any]] = []
    for row in rows:
        fields = ((field, row[field.name]) for field in table.fields)
        cells.append([
            kinds[field.kind].cell(value, field, layout.reading) if value else None
            for field, value in fields
        ])
    return write_book(target, layout, listed_choices(layout), cells, at)


def _department(entry: DepartmentEntry, there: Directory) -> Mapping[str, str]:
    above = there.departments.get(entry.parent)
    return {
        "id": entry.id, "name": entry.name, "kind": entry.kind,
        "parent": above.name if above else "", "unit_code": entry.unit_code,
        "aliases": SEVERAL.join(entry.aliases), "vice_president": entry.vice_president,
        "state": SHUT if entry.closed else IN_USE,
    }


def _account(entry: AccountEntry, there: Directory) -> Mapping[str, str]:
    places = there.departments
    return {
        "username": entry.username, "name": entry.name, "role": entry.role,
        "department": places[entry.department].name if entry.department in places else "",
        "staff_no": entry.staff_no, "state": IN_USE if entry.active else SHUT,
        "in_charge": SEVERAL.join(places[id].name for id in entry.in_charge),
    }
