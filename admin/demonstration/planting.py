"""Planting known faults in the sheets of a year, before they are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from admin.demonstration.faults import Fault, Planted, canonical_key
from admin.demonstration.sheet import Row, Sheet
from core.errors import NotFound

Keys = Mapping[str, Sequence[str]]
"""The names of the key's fields by table."""


class Planting:
    """The sheets of the year while faults are planted in them."""

    def __init__(self, sheets: Iterable[Sheet], last: Iterable[Sheet], keys: Keys) -> None:
        self._sheets = [Sheet(one.table, one.department, list(one.rows)) for one in sheets]
        self._last = list(last)
        self._keys = keys

    def sheets(self) -> list[Sheet]:
        """Return the sheets as they are now."""
        return self._sheets

    def plant(self, fault: Fault) -> list[Planted]:
        """Change the rows that the fault is about, and return all that must be found of it.

        Raises ``NotFound`` when there are none.
        """
        if fault.last_year:
            self._take_over_last_year(fault.table)
            return [*fault.finds]
        places = list(self._meant(fault))
        if not places:
            raise NotFound(f"示例数据中没有规则 {fault.rule} 的错误所在的行：{fault.table}")
        for sheet, at in reversed(places):
            if fault.drop:
                del sheet.rows[at]
            elif fault.copy:
                goal = self._sheet(fault.table, fault.department) if fault.department else sheet
                goal.rows.append(changed(sheet.rows[at], fault))
            else:
                sheet.rows[at] = changed(sheet.rows[at], fault)
        keys = [self._key(fault.table, sheet.rows[at]) for sheet, at in places if fault.each]
        each = [Planted(fault.table, key, *found) for found in fault.each for key in keys]
        return [*fault.finds, *each]

    def _key(self, table: str, row: Row) -> str:
        return canonical_key(_typed(row, name) for name in self._keys[table])

    def _take_over_last_year(self, table: str) -> None:
        self._sheets = [one for one in self._sheets if one.table != table]
        self._sheets += [one for one in self._last if one.table == table]

    def _meant(self, fault: Fault) -> Iterator[tuple[Sheet, int]]:
        names = self._keys[fault.table]
        wanted = dict(zip(names, fault.key, strict=True)) if fault.key else fault.where
        for sheet in self._sheets:
            if sheet.table == fault.table:
                for at, row in enumerate(sheet.rows):
                    if all(_typed(row, name) == value for name, value in wanted.items()):
                        yield sheet, at

    def _sheet(self, table: str, department: str) -> Sheet:
        for one in self._sheets:
            if (one.table, one.department) == (table, department):
                return one
        new = Sheet(table, department, [])
        self._sheets.append(new)
        return new


def changed(row: Row, fault: Fault) -> Row:
    """Return the row with what the fault makes of it."""
    new = dict(row) | dict(fault.set)
    for name, more in fault.add.items():
        new[name] = Decimal(_typed(row, name) or 0) + Decimal(str(more))
    return new


def _typed(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)
