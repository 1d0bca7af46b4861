"""Standards: dated thresholds with their source, and how they rate a value."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from core.errors import DefinitionError, Problem, did_you_mean

FILE = "standards.toml"
PASS, BELOW, LIMIT = "pass", "below", "limit"
DIRECTIONS = ("up", "down", "range")
KEYS = frozenset(
    "title unit direction source since until verify note pass limit low high reference".split()
)
Line = Decimal | Mapping[str, Decimal] | None


@dataclass(frozen=True, slots=True)
class Standard:
    """The threshold of one indicator.

    ``passing`` is the line of 合格, ``limit`` that of 限制招生; either is one
    number or one per school type.  A ``range`` passes between ``low`` and
    ``high``; ``reference`` is only shown beside the value.  ``verify`` marks
    numbers to be compared with the document before they are printed.
    """

    name: str
    title: str
    unit: str
    direction: str
    source: str
    since: int | None = None
    until: int | None = None
    passing: Line = None
    limit: Line = None
    low: Decimal | None = None
    high: Decimal | None = None
    reference: Decimal | None = None
    verify: bool = False
    note: str = ""

    def in_force(self, year: int) -> bool:
        """Tell whether the standard holds in that year's collection."""
        return (self.since or year) <= year <= (self.until or year)

    @property
    def by_school_type(self) -> bool:
        """Whether its lines differ by the type of school."""
        return isinstance(self.passing, Mapping) or isinstance(self.limit, Mapping)

    def lines(self, school_type: str) -> StandardLines:
        """Return the lines that hold for a type of school."""
        return StandardLines(
            self.direction, _of(self.passing, school_type), _of(self.limit, school_type),
            self.low, self.high, self.reference, self.source, self.verify, self.note,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class StandardLines:
    """The lines of a standard for one school, and its rating of values."""

    direction: str
    passing: Decimal | None
    limit: Decimal | None
    low: Decimal | None
    high: Decimal | None
    reference: Decimal | None
    source: str
    verify: bool
    note: str

    def rate(self, value: Decimal | None) -> str | None:
        """Return ``pass``, ``below`` or ``limit``; None without a value or a line.

        On the line is passed; only beyond the limit is ``limit``.
        """
        if value is None:
            return None
        if self.direction == "range":
            if self.low is None or self.high is None:
                return None
            return PASS if self.low <= value <= self.high else BELOW
        if self.passing is None:
            return None
        sign = -1 if self.direction == "down" else 1
        if sign * value >= sign * self.passing:
            return PASS
        if self.limit is not None and sign * value < sign * self.limit:
            return LIMIT
        return BELOW

    def plain(self) -> dict[str, Any]:
        """Return the lines as they are listed beside a value."""
        numbers = {
            "pass": self.passing, "limit": self.limit, "low": self.low, "high": self.high,
            "reference": self.reference,
        }  # fmt: skip
        return {
            "direction": self.direction, "source": self.source, "verify": self.verify,
            "note": self.note, **{k: v for k, v in numbers.items() if v is not None},
        }  # fmt: skip


def _of(line: Line, school_type: str) -> Decimal | None:
    if isinstance(line, Mapping):
        return line.get(school_type)
    return line


def read_standards(tables: Path) -> Mapping[str, Standard]:
    """Read ``standards.toml`` of the tables folder, strictly; no file means no standards.

    Raises ``DefinitionError`` with all mistakes.
    """
    path = tables / FILE
    if not path.exists():
        return MappingProxyType({})
    place = f"{tables.name}/{FILE}"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError([Problem(place, None, f"不是有效的 TOML：{error}")]) from error
    texts = [text for name, section in data.items() for text in _wrong(name, section)]
    problems = [Problem(place, None, text) for text in texts]
    if problems:
        raise DefinitionError(problems)
    return MappingProxyType({name: _standard(name, section) for name, section in data.items()})


def _wrong(name: str, section: Any) -> list[str]:
    if not isinstance(section, dict):
        return [f"[{name}] 应写成一节"]
    texts = [f"[{name}] 不认识的键 {k}{did_you_mean(k, KEYS)}" for k in section if k not in KEYS]
    texts += [f"[{name}] 缺少 {k}" for k in ("title", "direction", "source") if k not in section]
    if section.get("direction", "up") not in DIRECTIONS:
        texts.append(f"[{name}] direction 应为 {' / '.join(DIRECTIONS)} 之一")
    for key in ("pass", "limit", "low", "high", "reference"):
        lines = section.get(key, 0)
        numbers = lines.values() if isinstance(lines, dict) else [lines]
        if not all(isinstance(n, int | Decimal) and not isinstance(n, bool) for n in numbers):
            texts.append(f"[{name}] {key} 应为数字，或按学校类别列出的数字")
    return texts


def _number(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType({key: Decimal(number) for key, number in value.items()})
    return None if value is None else Decimal(value)


def _standard(name: str, section: Mapping[str, Any]) -> Standard:
    return Standard(
        name=name, title=section["title"], unit=section.get("unit", ""),
        direction=section["direction"], source=section["source"],
        since=section.get("since"), until=section.get("until"),
        passing=cast(Line, _number(section.get("pass"))),
        limit=cast(Line, _number(section.get("limit"))),
        low=_number(section.get("low")), high=_number(section.get("high")),
        reference=_number(section.get("reference")),
        verify=section.get("verify", False), note=section.get("note", ""),
    )  # fmt: skip
