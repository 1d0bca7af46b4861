"""The keys of a file's rows: what they are, and which stand there twice."""

from __future__ import annotations

from collections.abc import Sequence
from json.encoder import encode_basestring
from typing import Any

from core.definition.table import Table
from core.generation.columns import row_key

NO_KEY = ""


class Keys:
    """The keys of the rows seen so far, and where each stood first."""

    def __init__(self, table: Table) -> None:
        self.positions = [i for n in table.key for i, f in enumerate(table.fields) if f.name == n]
        self.required = [i for i in self.positions if table.fields[i].required]
        self.seen: dict[str, tuple[str, int]] = {}
        self.twice: dict[str, list[tuple[str, int]]] = {}

    def of(self, values: Sequence[Any]) -> str:
        """Return the row's key as canonical JSON, or ``""`` when it is not filled as it must be."""
        parts = [values[i] for i in self.positions]
        if None not in parts:
            if all(type(part) is str for part in parts):
                return f"[{','.join(map(encode_basestring, parts))}]"
            return row_key(parts)
        filled = any(part is not None for part in parts)
        whole = all(values[i] is not None for i in self.required)
        return row_key(parts) if filled and whole else NO_KEY

    def note(self, key: str, sheet: str, line: int) -> None:
        """Remember a key; a second row of the same key makes both wrong."""
        first = self.seen.setdefault(key, (sheet, line))
        if first != (sheet, line):
            self.twice.setdefault(key, [first]).append((sheet, line))
