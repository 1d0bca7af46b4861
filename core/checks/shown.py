"""When a field is shown: its conditions with texts turned into values of the fields named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from core.definition.field import FILLED, Field
from core.definition.kinds.base import Kind, Reading
from core.definition.table import Table


class Condition(NamedTuple):
    """One field must hold one of the values; ``values`` None means: any value at all."""

    position: int
    multiple: bool
    values: frozenset[Any] | None

    def holds(self, row: Sequence[Any]) -> bool:
        """Tell whether the row fulfils the condition."""
        value = row[self.position]
        if value is None or value == ():
            return False
        if self.values is None:
            return True
        return not self.values.isdisjoint(value) if self.multiple else value in self.values


def _texts(listed: tuple[str, ...] | str, named: Field, reading: Reading) -> list[str]:
    texts: list[str] = []
    for text in (listed,) if isinstance(listed, str) else listed:
        if text.startswith("@") and named.codes:
            texts += reading.codes[named.codes].group(text[1:])
        else:
            texts.append(text)
    return texts


def _values(texts: Sequence[str], named: Field, kind: Kind, reading: Reading) -> frozenset[Any]:
    parse = kind.parser(named, reading)
    values: set[Any] = set()
    for text in texts:
        value = parse(text).value
        values.update(value if isinstance(value, tuple) else (text if value is None else value,))
    return frozenset(values)


def conditions(
    table: Table, field: Field, kinds: Mapping[str, Kind], reading: Reading
) -> list[Condition]:
    """Return the conditions that must all hold for the field to be shown."""
    positions = {f.name: position for position, f in enumerate(table.fields)}
    found = []
    for name, listed in field.when.items():
        if name not in positions:
            continue
        named = table.field(name)
        kind = kinds[named.kind]
        values = None
        if listed != FILLED:
            values = _values(_texts(listed, named, reading), named, kind, reading)
        found.append(Condition(positions[name], kind.multiple, values))
    return found
