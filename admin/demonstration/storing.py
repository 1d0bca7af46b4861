"""Storing the sheets of the invented college in bulk, read by the parsers of every import."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from admin.demonstration.sheet import Sheet
from core.checks.computing import RowComputer
from core.checks.facts import RoundFacts
from core.database import insert_rows
from core.definition.table import Table
from core.errors import Refused
from core.exchange.importing.keys import NO_KEY, Keys
from core.exchange.importing.parsing import Block, BlockReader
from core.exchange.reading import SheetRow
from core.generation.columns import ROW_COLUMNS, driver_moment
from core.instance import Instance

ID_BYTES = 16
DECIMALS = 4
_LINKED = ("row_id", "position", "value")


class Shelf:
    """Puts sheets into the tables of one round, inside a transaction that the caller holds.

    With ``faulty`` values stay as they are typed, even those that no form would take.
    """

    def __init__(
        self, connection: sa.Connection, instance: Instance, facts: RoundFacts,
        author: str, now: datetime, *, faulty: bool = False,
    ) -> None:
        self.connection, self.instance, self.facts = connection, instance, facts
        self.author, self.faulty = author, faulty
        self.now = driver_moment(now)

    def put(self, sheet: Sheet, department: str) -> int:
        """Store the rows of one sheet for a department's id and return how many.

        Raises ``Refused`` where one is wrong.
        """
        table = self.facts.definitions.table(sheet.table)
        names = [field.name for field in table.fields]
        rows = list(self._read(table, names, sheet))
        sql = self.instance.models.rows(table.id)
        links = self.instance.models.links(table.id)
        single = [place for place, name in enumerate(names) if name in sql.c]
        own = self._own(department)
        insert_rows(
            self.connection, sql, [*ROW_COLUMNS, *(names[place] for place in single)],
            ((row.id, *own[:2], row.key, *own[2:], *(row.stored[place] for place in single))
             for row in rows),
        )  # fmt: skip
        for name, link in links.items():
            if name in names:
                place = names.index(name)
                insert_rows(self.connection, link, _LINKED, _links(rows, place))
        return len(rows)

    def _own(self, department: str) -> Sequence[Any]:
        """Return the engine's own values of a row but for its id and key, in their order."""
        return (self.facts.year, department, 1, self.author, self.now, "imported", None)

    def _read(self, table: Table, names: Sequence[str], sheet: Sheet) -> Iterator[_Read]:
        columns = dict(enumerate(names))
        dialect = self.connection.dialect.name
        reader = BlockReader(table, self.facts.kinds, self.facts.reading, columns, {}, dialect)
        rules = self.instance.registry.computed(table.id, self.facts.year)
        compute = RowComputer(table, rules, self.facts)
        raws = [
            SheetRow(number, [_raw(row.get(name)) for name in names], False)
            for number, row in enumerate(sheet.rows, 1)
        ]
        block = reader.read(raws)
        refused = self._refused(sheet, names, block)
        kinds = [self.facts.kinds[field.kind] for field in table.fields]
        keys = Keys(table)
        for number, values in enumerate(block.values):
            key = keys.of(values)
            keys.note(key, "", number)
            if key == NO_KEY or keys.twice:
                raise _wrong(sheet, "", key, "主键为空或重复")
            filled, differing = compute(values)
            if self.faulty:
                kept = {names.index(one.field) for one in differing}
                filled = [values[p] if p in kept else value for p, value in enumerate(filled)]
            for position, raw in refused.get(number, ()):
                filled[position] = raw
            stored = [
                kind.raw(value, dialect) if kind.converts and value is not None else value
                for kind, value in zip(kinds, filled, strict=True)
            ]
            yield _Read(secrets.token_hex(ID_BYTES), key, filled, stored)

    def _refused(
        self, sheet: Sheet, names: Sequence[str], block: Block
    ) -> Mapping[int, list[tuple[int, Any]]]:
        """Return by row the places and texts that no parser takes; none are taken unasked."""
        found: dict[int, list[tuple[int, Any]]] = {}
        for told in block.told:
            if told.parsed.findings and not self.faulty:
                raise _wrong(sheet, told.field, told.raw, told.parsed.findings[0].text)
            if told.parsed.rejected:
                found.setdefault(told.at, []).append((names.index(told.field), told.raw))
        return found


class _Read(NamedTuple):
    """A row as it goes into the table: values by position, and what the driver gets."""

    id: str
    key: str
    values: Sequence[Any]
    stored: Sequence[Any]


def _raw(value: object) -> str | None:
    """Return a value as people type it."""
    if isinstance(value, float):
        value = round(value, DECIMALS)
    return None if value in (None, "") else str(value)


def _links(rows: Sequence[_Read], place: int) -> Iterator[tuple[str, int, Any]]:
    for row in rows:
        for position, value in enumerate(row.values[place] or ()):
            yield row.id, position, value


def _wrong(sheet: Sheet, field: str, value: object, why: str) -> Refused:
    return Refused(f"示例数据 {sheet.table}（{sheet.department}）{field} {value!r}：{why}")
