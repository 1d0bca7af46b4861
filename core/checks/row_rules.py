"""The rules of one row bound to one table of one round: what is filled, and the row checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from core.category import Check
from core.checks.facts import RoundFacts, injected, is_injected
from core.checks.messages import Words, names_in
from core.checks.money import factor
from core.checks.shown import Condition, conditions
from core.definition.field import Field
from core.definition.table import Table
from core.errors import PluginError

REQUIRED, NOT_SHOWN, KEY_BLANK = "REQUIRED", "NOT-SHOWN", "KEY-BLANK"

Row = Sequence[Any]


class Found(NamedTuple):
    """Something wrong with one cell of a row."""

    field: str
    code: str
    severity: str
    message: str


@dataclass(frozen=True)
class Rule:
    """A row check bound to the positions of its fields and the settings of the round."""

    check: Check
    positions: tuple[int, ...]
    factors: tuple[int, ...]
    blamed: str
    fixed: Mapping[str, Any]
    names: frozenset[str]
    """What the message names."""

    def right(self, row: Row) -> bool:
        """Run the plugin's function on a row; ``PluginError`` names the check when it fails."""
        named = {**dict(zip(self._fields, self._arguments(row), strict=True)), **self.fixed}
        try:
            answer = self.check.function(*(named[name] for name in self.check.parameters))
        except Exception as error:
            reason = f"{self.check.code}（{self.check.name}）出错：{type(error).__name__}: {error}"
            raise PluginError(self.check.category, reason) from error
        if answer is None:
            reason = f"{self.check.code}（{self.check.name}）没有返回 True 或 False"
            raise PluginError(self.check.category, reason)
        return bool(answer)

    @cached_property
    def _fields(self) -> tuple[str, ...]:
        return tuple(name for name in self.check.parameters if name not in self.fixed)

    def _arguments(self, row: Row) -> list[Any]:
        return [
            row[p] if f == 1 or row[p] is None else row[p] * f
            for p, f in zip(self.positions, self.factors, strict=True)
        ]


@dataclass(frozen=True)
class Presence:
    """Whether one field must be filled, may be, or must not be."""

    field: Field
    position: int
    required: bool
    key: bool
    shown: tuple[Condition, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What the message names."""
        return (self.field.name,)

    @property
    def codes(self) -> tuple[str, ...]:
        """Under which codes something may be said."""
        must = (KEY_BLANK if self.key else REQUIRED,) if self.required else ()
        return (*must, *((NOT_SHOWN,) if self.shown else ()))

    def wrong(self, row: Row, words: Words) -> Found:
        """Return what is said when the field is blank or filled as it must not be."""
        value = row[self.position]
        name, label = self.field.name, self.field.label
        if value is not None and value != ():
            text = f"“{label}”填了 {words[name]}，但按本行其他内容不应填写；"
            return Found(name, NOT_SHOWN, "error", f"{text}请清空或核对相关栏目。")
        if self.key:
            text = f"“{label}”是本表的主键，不能为空；没有它无法识别这一行，请补填。"
            return Found(name, KEY_BLANK, "error", text)
        return Found(name, REQUIRED, "error", f"“{label}”为必填项，请补填。")


def bind(check: Check, table: Table, facts: RoundFacts) -> Rule | None:
    """Bind a check to this year's table; None when a field it needs is not in force."""
    positions = {field.name: position for position, field in enumerate(table.fields)}
    fields = [name for name in check.parameters if name in positions]
    others = [name for name in check.parameters if name not in positions]
    if not fields or not all(is_injected(name) for name in others):
        return None
    return Rule(
        check=check,
        positions=tuple(positions[name] for name in fields),
        factors=tuple(factor(table.field(name)) for name in fields),
        blamed=next((name for name in (*check.blames, *fields) if name in positions), ""),
        fixed={name: injected(name, facts) for name in others},
        names=frozenset(names_in(check.message)),
    )


def presences(table: Table, facts: RoundFacts) -> list[Presence]:
    """Return the fields of the table that must be filled, or only on a condition."""
    found = []
    for position, field in enumerate(table.fields):
        shown = tuple(conditions(table, field, facts.kinds, facts.reading))
        required = field.required and not field.computed
        if required or shown:
            key = field.name in table.key
            found.append(Presence(field, position, required, key, shown))
    return found
