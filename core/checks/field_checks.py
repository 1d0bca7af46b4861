"""Checking one row: what is filled where it must be, and the row checks of the plugins.

Only when the compiled question says that something is wrong is the row looked
at rule by rule, and only then are messages made.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any

from core.category import Check
from core.checks.facts import RoundFacts
from core.checks.messages import Words
from core.checks.row_rules import KEY_BLANK, Found, Presence, Row, Rule, bind, presences
from core.checks.row_source import compiled
from core.definition.table import Table

REJECTING = frozenset({KEY_BLANK})
"""Codes found here that keep a row from being stored: without its key it cannot be found again."""


class RowChecker:
    """Checks rows of one table; call it with the values by field position."""

    def __init__(
        self, table: Table, facts: RoundFacts, presences: list[Presence], rules: list[Rule]
    ) -> None:
        self.table = table
        self.facts = facts
        self.presences = presences
        self.rules = rules
        multiple = {p for p, f in enumerate(table.fields) if facts.kinds[f.kind].multiple}
        self.right = compiled(len(table.fields), multiple, presences, rules)

    def __call__(self, row: Row, bad: Collection[int] = ()) -> list[Found]:
        """Return what is wrong with the row.

        ``bad`` are the positions of fields that already have an error: whether
        they are filled is not asked, and checks that need them do not run.
        """
        if not bad:
            try:
                if self.right(row):
                    return []
            except Exception:  # noqa: BLE001 - the plugin at fault is named below, rule by rule
                return self.examine(row, bad)
        return self.examine(row, bad)

    def examine(self, row: Row, bad: Collection[int] = ()) -> list[Found]:
        """Look at the row rule by rule, with messages."""
        found = [
            wrong
            for presence in self.presences
            if presence.position not in bad
            and (wrong := presence.wrong(row, lambda: self._words(row, {})))
        ]
        spoilt = {self.position[wrong.field] for wrong in found} | set(bad)
        return found + [
            Found(rule.blamed, rule.check.code, rule.check.severity, self._message(rule, row))
            for rule in self.rules
            if spoilt.isdisjoint(rule.positions) and self._runs(rule, row) and not rule.right(row)
        ]

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The position of each field by name."""
        return {field.name: position for position, field in enumerate(self.table.fields)}

    def _runs(self, rule: Rule, row: Row) -> bool:
        return rule.check.blanks or all(row[p] is not None and row[p] != () for p in rule.positions)

    def _words(self, row: Row, more: Mapping[str, Any]) -> Words:
        values = {field.name: row[p] for p, field in enumerate(self.table.fields)}
        return Words({**more, **values}, self.table.by_name, self.facts.kinds, self.facts.reading)

    def _message(self, rule: Rule, row: Row) -> str:
        return rule.check.message.format_map(self._words(row, rule.fixed))


def compile_row_checker(table: Table, checks: Sequence[Check], facts: RoundFacts) -> RowChecker:
    """Return the checker of a table's rows for one round.

    ``table`` has the fields of that year (``Table.for_year``); ``checks`` are
    those in force.  Computed fields are checked like others once filled in.
    """
    rules = [rule for check in checks if (rule := bind(check, table, facts))]
    return RowChecker(table, facts, presences(table, facts), rules)
