"""Kinds of choices: one option, several options, yes or no."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

import sqlalchemy as sa

from core.definition.cells import Number
from core.definition.field import Field
from core.definition.kinds.base import Kind, Reading
from core.definition.kinds.entry import Entered, EnteredKind, Notes, Reader
from core.definition.kinds.findings import Unreadable
from core.definition.kinds.options import (
    Options,
    offered_of,
    option_word,
    options_of,
    wrong_options,
)
from core.definition.text import folded

STRONG = re.compile(r"[;|；｜\n]")
WEAK = re.compile(r"[、,，/／]")
MOST_ITEMS = 100
_YES = "是 有 1 true t yes y √ ✓ ✔ ☑ 对 1.是 1是 对的 是的 ✅".split()
_NO = "否 无 0 false f no n × ✗ ✘ x 错 不是 没有 非 0.否 0否 不 ❌ ☒".split()
TRUTHS = {folded(word): True for word in _YES} | {folded(word): False for word in _NO}


class Choice(EnteredKind):
    """One option of a short list or of a code list; the code is stored."""

    name = "choice"
    title = "单选"
    keys = frozenset(("choices", "codes", "offer"))
    widget = "select"

    def options(self, field: Field, reading: Reading) -> Options:
        """Return the options of the field."""
        return options_of(field, reading)

    def verify(self, field: Field) -> Iterable[str]:
        """Yield what is wrong with the options."""
        return wrong_options(field)

    def legal(self, field: Field, reading: Reading) -> Callable[[str], bool]:
        """Return whether a word for "empty" is an option: 无 is a degree."""
        options = self.options(field, reading)
        return lambda word: options.codes.find(word) is not None

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads one option."""
        options = self.options(field, reading)

        def read(value: Entered, notes: Notes) -> str:
            return options.find(option_word(value, reading, notes), notes)

        return read

    def text(self, value: Any, field: Field, reading: Reading) -> str:
        """Return the name of the option."""
        return self.options(field, reading).label(value)

    def offered(self, field: Field, reading: Reading) -> list[tuple[str, str]]:
        """Return the options that form and template offer."""
        return offered_of(self.options(field, reading), field.offer)


class MultiChoice(Choice):
    """Several options, kept in the order of the list and each once."""

    name = "multichoice"
    title = "多选"
    multiple = True
    lines = True
    widget = "checkboxes"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads the options of one cell."""
        options = self.options(field, reading)
        last = len(options.rank)

        def read(value: Entered, notes: Notes) -> tuple[str, ...]:
            word = option_word(value, reading, notes)
            if isinstance(value, Number):
                found = options.exact(word)
                if found is None or (value.format == "number" and len(word) > 1):
                    raise Unreadable("KIND-JOINED-NUMBER")
                return (found.code,)
            known = options.codes.find
            items = split(word, lambda part: known(part) is not None)
            several = len(items) > 1
            codes = {
                options.find(item, notes, f"的是第 {place} 项" if several else "")
                for place, item in enumerate(items, 1)
            }
            return tuple(sorted(codes, key=lambda code: (options.rank.get(code, last), code)))

        return read

    def text(self, value: Any, field: Field, reading: Reading) -> str:
        """Return the names of the options, separated so that they can be read back."""
        options = self.options(field, reading)
        names = [options.label(code) for code in value]
        names = [c if STRONG.search(n) else n for c, n in zip(value, names, strict=True)]
        apart = any(WEAK.search(entry.name) for entry in options.codes)
        return ("；" if apart else "、").join(names)

    def typed(self, value: Any, field: Field) -> str:
        """Return the codes, separated."""
        return "；".join(value)


def split(text: str, known: Callable[[str], bool]) -> list[str]:
    """Split what stands in one cell into its items; a known item is never split."""
    items: list[str] = []
    for part in STRONG.split(text):
        whole = part.strip()
        if known(whole):
            items.append(whole)
        else:
            items += [piece.strip() for piece in WEAK.split(whole)]
    items = [item for item in items if item]
    if not items:
        raise Unreadable("KIND-CODE", near="")
    if len(items) > MOST_ITEMS:
        raise Unreadable("KIND-MANY", count=len(items), most=MOST_ITEMS)
    return items


class YesNo(EnteredKind):
    """Yes or no."""

    name = "boolean"
    title = "是否"
    widget = "select"
    converts = True
    labels: ClassVar[dict[bool, str]] = {True: "是", False: "否"}

    def legal(self, field: Field, reading: Reading) -> Callable[[str], bool]:
        """Return whether a word for "empty" means no: 无 and 没有 do."""
        return lambda word: folded(word) in TRUTHS

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads yes or no."""

        def read(value: Entered, notes: Notes) -> bool:
            word = option_word(value, reading, notes)
            truth = TRUTHS.get(folded(word))
            if truth is None:
                raise Unreadable("KIND-BOOLEAN")
            if word not in ("是", "否", "0", "1"):
                notes.repairs.append(f"按“{self.labels[truth]}”读取")
            return truth

        return read

    def column(self) -> sa.types.TypeEngine[Any]:
        """Return BOOLEAN."""
        return sa.Boolean()

    def raw(self, value: Any, dialect: str) -> Any:
        """Return 0 or 1 for SQLite, which has no truth values, else the value."""
        return int(value) if value is not None and dialect == "sqlite" else value

    def loaded(self, stored: Any) -> bool:
        """Return the value, from a truth value or from 0 and 1."""
        return bool(stored)

    def text(self, value: Any, field: Field, reading: Reading) -> str:
        """Return 是 or 否."""
        return self.labels[value]

    def typed(self, value: Any, field: Field) -> str:
        """Return 1 or 0, the codes that conditions of a definition name."""
        return "1" if value else "0"

    def offered(self, field: Field, reading: Reading) -> list[tuple[str, str]]:
        """Return 是 and 否."""
        return [("1", self.labels[True]), ("0", self.labels[False])]


KINDS: tuple[Kind, ...] = (Choice(), MultiChoice(), YesNo())
