"""Checking one row: what is filled where it must be, and the row checks of the plugins.

Which rules a row breaks is one compiled question; messages are made only for those.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any

from core.category import Check
from core.checks.facts import RoundFacts
from core.checks.messages import Words
from core.checks.reported import comparisons
from core.checks.row_rules import KEY_BLANK, Found, Presence, Row, Rule, bind, presences
from core.checks.row_source import compiled
from core.definition.table import Table
from core.errors import PluginError

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
        self.broken = compiled(len(table.fields), multiple, presences, rules)

    @property
    def codes(self) -> list[str]:
        """The codes of all that is asked of a row, each once."""
        codes = [code for presence in self.presences for code in presence.codes]
        return list(dict.fromkeys([*codes, *(rule.check.code for rule in self.rules)]))

    def __call__(self, row: Row, bad: Collection[int] = ()) -> list[Found]:
        """Return what is wrong with the row.

        ``bad`` are the positions of fields that already have an error: whether
        they are filled is not asked, and checks that need them do not run.
        Raises ``PluginError`` naming the check whose function failed.
        """
        try:
            broken = self.broken(row)
        except Exception as error:
            self._name_culprit(row)
            reason = f"{self.table.id} 的行内校验出错：{error}"
            raise PluginError(self.table.category, reason) from error
        return self._told(broken, row, bad) if broken else []

    def _told(self, broken: list[int], row: Row, bad: Collection[int]) -> list[Found]:
        """Return what is said of the rules broken: those of spoilt fields are left out."""
        found: list[Found] = []
        spoilt = set(bad)
        first = len(self.presences)
        for number in broken:
            if number < first:
                presence = self.presences[number]
                if presence.position not in spoilt:
                    found.append(presence.wrong(row, self._words(row, presence.names, {})))
                    spoilt.add(presence.position)
                continue
            rule = self.rules[number - first]
            if spoilt.isdisjoint(rule.positions):
                words = self._words(row, rule.names, rule.fixed)
                text = rule.check.message.format_map(words)
                found.append(Found(rule.blamed, rule.check.code, rule.check.severity, text))
        return found

    def _name_culprit(self, row: Row) -> None:
        for rule in self.rules:
            if rule.check.blanks or all(row[p] not in (None, ()) for p in rule.positions):
                rule.right(row)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The position of each field by name."""
        return {field.name: position for position, field in enumerate(self.table.fields)}

    def _words(self, row: Row, names: Collection[str], more: Mapping[str, Any]) -> Words:
        values = {name: row[self.position[name]] for name in names if name in self.position}
        return Words({**more, **values}, self.table.by_name, self.facts.kinds, self.facts.reading)


def compile_row_checker(table: Table, checks: Sequence[Check], facts: RoundFacts) -> RowChecker:
    """Return the checker of a table's rows for one round.

    ``table`` has the fields of that year (``Table.for_year``); ``checks`` are
    those in force.  Computed fields are checked like others once filled in.
    Figures that are reported elsewhere too are compared without a plugin's check.
    """
    every = (*checks, *comparisons(table))
    rules = [rule for check in every if (rule := bind(check, table, facts))]
    return RowChecker(table, facts, presences(table, facts), rules)
