"""Which field a column heading means: exactly, nearly, or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from core.definition.table import Table
from core.definition.text import folded

REMARK = "row_remark"
ROW_ID = "row_id"
ENGINE_LABELS: Mapping[str, str] = {"备注": REMARK, "row_remark": REMARK, "row_id": ROW_ID}
GUIDANCE, OPTIONS = "填表说明", "可选项"
"""The sheets of a template that explain; they hold no rows."""
NEAR = 0.6
CANDIDATES = 3

_UNIT = re.compile(r"[(（\[【][^()（）\[\]【】]{1,12}[)）\]】]$")
_MARKS = re.compile(r"[*＊:：]+")


def bare(label: str) -> str:
    """Return a heading without the star of a required field, blanks and colons."""
    return folded(_MARKS.sub("", label))


def _likeness(one: str, other: str) -> float:
    if len(one) >= 2 and len(other) >= 2 and (one in other or other in one):
        return max(0.75, SequenceMatcher(None, one, other).ratio())
    return SequenceMatcher(None, one, other).ratio()


@dataclass(frozen=True)
class Labels:
    """The headings under which a table's fields are known."""

    table: Table

    @cached_property
    def known(self) -> Mapping[str, str]:
        """Field name by bare heading; a unit in brackets after the label is allowed."""
        words = self._without_brackets()
        words |= {bare(word): name for word, name in ENGINE_LABELS.items()}
        for field in reversed(self.table.fields):
            for word in reversed(field.labels):
                words[bare(word)] = field.name
        return words

    def _without_brackets(self) -> dict[str, str]:
        """Field name by label less its closing bracket, where that still names one field."""
        shorter: dict[str, set[str]] = {}
        for field in self.table.fields:
            for word in field.labels:
                shorter.setdefault(bare(_UNIT.sub("", word)), set()).add(field.name)
        return {word: names.pop() for word, names in shorter.items() if len(names) == 1}

    def field(self, label: str) -> str:
        """Return the field a heading means exactly, or an empty string."""
        word = bare(label)
        return self.known.get(word) or self.known.get(bare(_UNIT.sub("", label.strip())), "")

    def near(self, label: str, taken: set[str]) -> list[tuple[str, str, float]]:
        """Return the free fields a heading is like: (name, label, likeness), best first."""
        word = bare(_UNIT.sub("", label.strip()))
        if not word:
            return []
        found = [
            (field.name, field.label, max(_likeness(word, bare(w)) for w in field.labels))
            for field in self.table.fields
            if field.name not in taken
        ]
        near = sorted((f for f in found if f[2] >= NEAR), key=lambda f: -f[2])
        return near[:CANDIDATES]
