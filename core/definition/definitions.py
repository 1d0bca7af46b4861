"""All tables and code lists together, and their canonical form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

from core.definition.codes import Code, CodeList
from core.definition.field import Field
from core.definition.kinds.base import Reading
from core.definition.period import Calendar
from core.definition.table import Table
from core.errors import NotFound, did_you_mean


@dataclass(frozen=True)
class Definitions:
    """The tables by id and the code lists by name."""

    tables: Mapping[str, Table]
    codes: Mapping[str, CodeList]

    def table(self, id: str) -> Table:
        """Return the table of that id; ``NotFound`` names the nearest one."""
        if id not in self.tables:
            raise NotFound(f"没有数据表 {id}{did_you_mean(id, self.tables)}")
        return self.tables[id]

    def for_year(self, year: int) -> Definitions:
        """Return what is in force in the collection of that year."""
        tables = {t.id: t.for_year(year) for t in self.tables.values() if t.in_force(year)}
        return Definitions(tables, {n: c.for_year(year) for n, c in self.codes.items()})

    def reading(self, calendar: Calendar, date1904: bool = False) -> Reading:
        """Return what the parsers of a round's fields depend on."""
        return Reading(self.codes, calendar, date1904)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


def _record(thing: Any) -> dict[str, Any]:
    """Return the attributes of a dataclass that are not blank, as plain data."""
    record = {f.name: getattr(thing, f.name) for f in fields(thing)}
    return {name: _plain(value) for name, value in record.items() if not _absent(value)}


def _absent(value: Any) -> bool:
    """Tell whether a value is that of a key nobody wrote; 0 decimals are written, not absent."""
    return value is False or value in ("", None, ()) or value == {}


def table_record(table: Table) -> dict[str, Any]:
    """Return a table as plain data: what is frozen, compared and shown as JSON."""
    return {**_record(table), "fields": [_record(field) for field in table.fields]}


def canonical(definitions: Definitions) -> str:
    """Return the definitions as canonical JSON: the same content, the same text."""
    data = {
        "tables": {id: table_record(table) for id, table in definitions.tables.items()},
        "codes": {
            name: {**_record(codes), "entries": [_record(entry) for entry in codes.entries]}
            for name, codes in definitions.codes.items()
        },
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the SHA-256 of a canonical text in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(item) for key, item in value.items()})
    return value


def _made(cls: type[Any], record: Mapping[str, Any], **more: Any) -> Any:
    return cls(**{name: _frozen(value) for name, value in record.items()} | more)


def from_canonical(text: str) -> Definitions:
    """Return the definitions that were frozen as that canonical JSON."""
    data = json.loads(text)
    tables = {
        id: _made(Table, record, fields=tuple(_made(Field, field) for field in record["fields"]))
        for id, record in data["tables"].items()
    }
    codes = {}
    for name, record in data["codes"].items():
        entries = tuple(_made(Code, entry) for entry in record["entries"])
        codes[name] = CodeList(
            name, record.get("title", ""), record.get("source", ""),
            record.get("complete", False), entries,
        )
    return Definitions(tables, codes)
