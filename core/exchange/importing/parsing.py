"""Reading blocks of rows through the kinds' parsers, column by column.

Columns repeat themselves, so every column remembers what its raw values became;
a whole block is then read at the speed of a dictionary lookup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, NamedTuple

from core.definition.field import Field
from core.definition.kinds.base import ColumnParser, Kind, Parsed, Parser, Reading
from core.definition.table import Table
from core.exchange.importing.heading_units import in_unit
from core.exchange.reading import SheetRow
from core.generation.columns import many_text

REMEMBERED = 16_000
"""How many raw values a column remembers before it starts afresh."""


class ColumnReader(dict[Any, Any]):
    """Raw value → parsed value; ``told`` holds those with findings or repairs."""

    def __init__(self, parse: Parser, parse_many: ColumnParser | None = None) -> None:
        super().__init__()
        self.parse = parse
        self.parse_many = parse_many
        self.told: dict[Any, Parsed] = {}
        self.distinct = False
        """Whether the column hardly repeats itself, so that remembering is idle."""

    def __missing__(self, raw: Any) -> Any:
        if len(self) > REMEMBERED:
            self.distinct = True
            self.clear()
        parsed = self.parse(raw)
        if parsed.findings or parsed.repair:
            self.told[raw] = parsed
        value = self[raw] = parsed.value
        return value

    def plain(self, raws: Sequence[Any]) -> list[Any] | None:
        """Return the values of a column if nothing is to be told of any of them."""
        if self.parse_many is None or None in self.told:
            return None
        filled = [raw for raw in raws if raw is not None]
        values = self.parse_many(filled) if filled else filled
        if values is None or len(filled) == len(raws):
            return None if values is None else list(values)
        remaining = iter(values)
        return [None if raw is None else next(remaining) for raw in raws]


class StoredColumn(dict[Any, Any]):
    """Parsed value → what the database driver is given."""

    def __init__(self, kind: Kind, dialect: str) -> None:
        super().__init__({None: None})
        self.kind = kind
        self.dialect = dialect

    def __missing__(self, value: Any) -> Any:
        if len(self) > REMEMBERED:
            self.clear()
        if self.kind.multiple:
            stored = many_text(value) if value else None
        else:
            stored = self.kind.raw(value, self.dialect)
        self[value] = stored
        return stored


class Told(NamedTuple):
    """One cell of a block that has findings or was repaired; ``at`` is its row's place."""

    at: int
    field: str
    raw: Any
    parsed: Parsed


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows read: each row's values by field position, and cells to tell about.

    ``stored`` holds what the driver gets, column by column; ``extras`` the
    engine's own columns (remark, row id) by name.
    """

    rows: Sequence[SheetRow]
    values: list[tuple[Any, ...]]
    stored: list[list[Any]]
    extras: Mapping[str, Sequence[Any]]
    told: list[Told]


class BlockReader:
    """Reads blocks of one sheet's rows for one table."""

    def __init__(
        self,
        table: Table,
        kinds: Mapping[str, Kind],
        reading: Reading,
        columns: Mapping[int, str],
        extras: Mapping[str, Field],
        dialect: str,
        units: Mapping[str, str] | None = None,
    ) -> None:
        """``units`` says of fields whose column is in another unit than the field in which."""
        self.dialect = dialect
        self.position = {name: position for position, name in columns.items()}
        self.fields = table.fields
        self.readers = {
            field.name: ColumnReader(
                kinds[field.kind].parser(field, reading),
                kinds[field.kind].column_parser(field, reading),
            )
            for field in (*table.fields, *extras.values())
            if field.name in self.position
        }
        for name, unit in (units or {}).items():
            self.readers[name] = ColumnReader(in_unit(self.readers[name].parse, unit))
        self.extras = [name for name in extras if name in self.position]
        self.stores = {
            f.name: StoredColumn(kinds[f.kind], dialect)
            for f in table.fields
            if f.name in self.readers and (kinds[f.kind].converts or kinds[f.kind].multiple)
        }

    def _column(
        self, name: str, raws: Sequence[tuple[Any, ...]], told: list[Told], size: int
    ) -> list[Any]:
        reader = self.readers.get(name)
        if reader is None or self.position[name] >= len(raws):
            if reader is not None and None in reader.told:
                told += [Told(i, name, None, reader.told[None]) for i in range(size)]
            return [None] * size
        column = raws[self.position[name]]
        if reader.distinct:
            plain = reader.plain(column)
            if plain is not None:
                return plain
            parsed = list(map(reader.parse, column))
            values, findings, repairs, _ = map(list, zip(*parsed, strict=True))
            if any(findings) or any(repairs):
                told += [
                    Told(at, name, raw, one)
                    for at, (raw, one) in enumerate(zip(column, parsed, strict=True))
                    if one.findings or one.repair
                ]
            return values
        values = list(map(reader.__getitem__, column))
        if reader.told:
            marked = reader.told
            told += [Told(i, name, r, marked[r]) for i, r in enumerate(column) if r in marked]
            if len(marked) > REMEMBERED:
                reader.clear()
                marked.clear()
        return values

    def read(self, rows: Sequence[SheetRow]) -> Block:
        """Read a block of rows; never raises for what the cells hold."""
        size = len(rows)
        raws = list(zip_longest(*(row.cells for row in rows)))
        told: list[Told] = []
        columns = [self._column(field.name, raws, told, size) for field in self.fields]
        extras = {name: self._column(name, raws, told, size) for name in self.extras}
        stored = [
            list(map(self.stores[f.name].__getitem__, column)) if f.name in self.stores else column
            for f, column in zip(self.fields, columns, strict=True)
        ]
        values = list(zip(*columns, strict=True))
        return Block(rows, values, stored, extras, told)
