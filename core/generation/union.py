"""The union of the definitions of all rounds: what the SQL tables must be able to hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.definition.definitions import Definitions
from core.definition.field import Field
from core.definition.kinds.base import Kind
from core.definition.table import Table

WIDENINGS = frozenset({("text", "longtext"), ("choice", "text"), ("mobile", "phone")})
"""Changes of kind (old, new) under which every stored value keeps its meaning."""


def united(every: Iterable[Definitions], kinds: Mapping[str, Kind]) -> Definitions:
    """Return one definition per table with the fields of all; earlier ones win.

    Give the files' definitions first, then the frozen ones.  Fields of a kind
    that no plugin brings any more are left out: their columns stay untouched.
    """
    tables: dict[str, Table] = {}
    first: Definitions | None = None
    for definitions in every:
        first = first or definitions
        for table in definitions.tables.values():
            known = tables.get(table.id)
            tables[table.id] = _joined(known, table, kinds) if known else _usable(table, kinds)
    return Definitions(tables, first.codes if first else {})


def _usable(table: Table, kinds: Mapping[str, Kind]) -> Table:
    if all(field.kind in kinds for field in table.fields):
        return table
    return replace(table, fields=tuple(f for f in table.fields if f.kind in kinds))


def _joined(known: Table, other: Table, kinds: Mapping[str, Kind]) -> Table:
    more = [f for f in _usable(other, kinds).fields if f.name not in known.by_name]
    return replace(known, fields=(*known.fields, *more)) if more else known


def changed_meanings(files: Definitions, frozen: Iterable[Definitions]) -> list[str]:
    """Return, in Chinese, each field whose kind or unit changed under its name."""
    texts: dict[str, None] = {}
    for definitions in frozen:
        for table in definitions.tables.values():
            now = files.tables.get(table.id)
            if now is None:
                continue
            for old in table.fields:
                new = now.by_name.get(old.name)
                if new is not None and (text := _changed(now, old, new)):
                    texts[text] = None
    return list(texts)


def _changed(table: Table, old: Field, new: Field) -> str:
    advice = f'请另立新字段并写 replaces = "{old.name}"，旧字段写 until'
    if old.kind != new.kind and (old.kind, new.kind) not in WIDENINGS:
        return f"{table.id}.{old.name} 的类型由 {old.kind} 变为 {new.kind}：{advice}"
    if old.unit != new.unit:
        before, after = old.unit or "无", new.unit or "无"
        return f"{table.id}.{old.name} 的单位由 {before} 变为 {after}：{advice}"
    return ""
