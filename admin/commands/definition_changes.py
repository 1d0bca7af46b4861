"""What changed between two states of the definitions, key by key."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from core.definition.definitions import Definitions, canonical

VERBS = {"added": "新增", "removed": "删去", "changed": "修改"}


class Change(NamedTuple):
    """One difference: of a table, a field, a code list or a code, or of one of its keys."""

    verb: str
    thing: str
    key: str = ""
    old: Any = None
    new: Any = None

    def __str__(self) -> str:
        words = f"{VERBS[self.verb]} {self.thing}"
        detail = f" 的 {self.key}：{_text(self.old)} → {_text(self.new)}" if self.key else ""
        return words + detail


def _text(value: Any) -> str:
    return "（无）" if value is None else json.dumps(value, ensure_ascii=False)


def changes(old: Definitions, new: Definitions) -> list[Change]:
    """Return what is different in ``new``: tables with their fields first, then code lists."""
    before, after = json.loads(canonical(old)), json.loads(canonical(new))
    return [
        *_things(_parts(before["tables"], "fields"), _parts(after["tables"], "fields")),
        *_things(_parts(before["codes"], "entries"), _parts(after["codes"], "entries")),
    ]


def _parts(records: Mapping[str, Any], inner: str) -> dict[str, Any]:
    """Return the records and their inner ones, each under its full name."""
    parts: dict[str, Any] = {}
    for name, record in records.items():
        parts[name] = {key: value for key, value in record.items() if key != inner}
        for one in record[inner]:
            parts[f"{name}.{one.get('name') if inner == 'fields' else one['code']}"] = one
    return parts


def _things(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for name in dict.fromkeys([*before, *after]):
        if name not in before:
            yield Change("added", name)
        elif name not in after:
            yield Change("removed", name)
        else:
            old, new = before[name], after[name]
            for key in dict.fromkeys([*old, *new]):
                if old.get(key) != new.get(key):
                    yield Change("changed", name, key, old.get(key), new.get(key))
