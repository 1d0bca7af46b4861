"""Known faults in the invented college: what is changed where, and which rules must say so."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from core.errors import Refused

SOURCE = Path(__file__).with_name("faults.toml")
WHOLE = ""
"""The key of an issue that is about no row: a table as a whole."""


class Planted(NamedTuple):
    """An issue that must be found: ``key`` is that of its row as canonical JSON."""

    table: str
    key: str
    field: str
    code: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the last year, that breaks one rule.

    The rows meant have the ``key``, or hold all values of ``where``, or are those
    of the whole table.  ``set`` gives values as typed, ``add`` what is added to
    numbers.  ``drop`` leaves the rows out, ``copy`` adds changed copies of them
    (in the table of ``department`` when one is named), ``last_year`` puts the
    rows of the year before in the place of this year's.
    """

    rule: str
    table: str
    finds: tuple[Planted, ...]
    each: tuple[tuple[str, str], ...] = ()
    """Field and code of what is found in every row that is changed."""
    key: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    set: Mapping[str, str] = field(default_factory=dict)
    add: Mapping[str, Any] = field(default_factory=dict)
    drop: bool = False
    copy: bool = False
    last_year: bool = False
    department: str = ""


def known_faults() -> list[Fault]:
    """Return all faults, first those that together break every rule once."""
    every = [_fault(entry) for entry in tomllib.loads(SOURCE.read_text("utf-8"))["fault"]]
    broken: set[str] = set()
    first: list[Fault] = []
    more: list[Fault] = []
    for one in every:
        (more if one.rule in broken else first).append(one)
        broken.add(one.rule)
    return first + more


def chosen(number: int) -> list[Fault]:
    """Return so many faults; ``Refused`` when not as many are known."""
    faults = known_faults()
    if not 1 <= number <= len(faults):
        raise Refused(f"--faults 应在 1 至 {len(faults)} 之间：已知的错误有 {len(faults)} 处")
    return faults[:number]


def _fault(entry: Mapping[str, Any]) -> Fault:
    rest = {name: value for name, value in entry.items() if name not in ("finds", "key")}
    finds = tuple(_planted(one, entry) for one in entry["finds"] if "each" not in one)
    each = tuple((one["field"], one["code"]) for one in entry["finds"] if "each" in one)
    return Fault(finds=finds, each=each, key=tuple(entry.get("key", ())), **rest)


def _planted(found: Mapping[str, Any], entry: Mapping[str, Any]) -> Planted:
    """Return an issue to be found: of the fault's own row where nothing else is said."""
    at = found.get("at", entry.get("key", WHOLE))
    text = at if isinstance(at, str) else canonical_key(at)
    return Planted(found.get("table", entry["table"]), text, found.get("field", ""), found["code"])


def canonical_key(parts: Any) -> str:
    """Return the key of a row as it is stored."""
    return json.dumps(list(parts), ensure_ascii=False, separators=(",", ":"))
