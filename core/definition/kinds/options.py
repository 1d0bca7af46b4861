"""Finding the option that people mean: by code, name, alias or both together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache

from core.definition.cells import Flag, Number
from core.definition.codes import Code, CodeList
from core.definition.field import Field
from core.definition.kinds.base import Reading
from core.definition.kinds.entry import Entered, Notes
from core.definition.kinds.findings import Unreadable
from core.definition.kinds.words import word_of
from core.definition.text import folded

_CODE_FIRST = re.compile(r"([0-9a-z]+)[.、:_\-—,]*(.+)")
_CODE_LAST = re.compile(r"(.+?)[.、:_\-—]*[(（]?([0-9a-z]+)[)）]?")
_LISTED_AT_MOST = 8
_LONGEST_CODE = 8
LONGEST_UNLISTED = 100


@dataclass(frozen=True)
class Options:
    """The options of a field, and how an unknown one is answered."""

    codes: CodeList

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of each code in the list."""
        return {entry.code: place for place, entry in enumerate(self.codes)}

    def near(self, word: str) -> str:
        """Return ``；是不是 …？`` with at most three names, or all names of a short list."""
        entries = self.codes.entries
        if len(entries) <= _LISTED_AT_MOST:
            return f"（可选：{'、'.join(entry.name for entry in entries)}）"
        names = {folded(text): e.name for e in entries for text in (*e.aliases, e.name)}
        near = get_close_matches(folded(word)[:50], names, n=6, cutoff=0.5)
        meant = list(dict.fromkeys(names[text] for text in near))[:3]
        return f"；是不是 {'、'.join(meant)}？" if meant else ""

    def exact(self, word: str) -> Code | None:
        """Return the option whose code, name or alias is the word."""
        found = self.codes.find(word)
        if found is None and word.isascii() and word.isdecimal():
            padded = (word.zfill(n) for n in range(len(word) + 1, _LONGEST_CODE + 1))
            found = next((self.codes.by_code[c] for c in padded if c in self.codes.by_code), None)
        return found

    def both(self, word: str) -> Code | None:
        """Return the option of which code and name are written together (``1.男``).

        Raises ``Unreadable`` when they are of two different options.
        """
        text = folded(word)
        pairs = []
        if first := _CODE_FIRST.fullmatch(text):
            pairs.append((first[1], first[2]))
        if last := _CODE_LAST.fullmatch(text):
            pairs.append((last[2], last[1]))
        for code, name in pairs:
            by_code, by_name = self.exact(code), self.codes.find(name)
            if by_code is None or by_name is None:
                continue
            if by_code.code != by_name.code:
                raise Unreadable("KIND-CODE-CONFLICT", code=by_code.code, name=by_code.name)
            return by_code
        return None

    def find(self, word: str, notes: Notes, item: str = "") -> str:
        """Return the code that is meant; an unlisted word of an incomplete list as it is.

        ``item`` says (的是第 2 项) which of several options of one cell the word is.
        Raises ``Unreadable`` when the list is complete and has no such option.
        """
        found = self.exact(word) or self.both(word)
        if found is not None:
            if word not in (found.code, found.name):
                notes.repairs.append(f"按“{found.name}”读取")
            return found.code
        if self.codes.complete or len(word) > LONGEST_UNLISTED:
            raise Unreadable("KIND-CODE", near=item + self.near(word))
        notes.find("KIND-CODE-UNLISTED", title=self.codes.title, near=self.near(word))
        return word

    def label(self, code: str) -> str:
        """Return the name of a code, or the code where the name would be misread."""
        entry = self.codes.by_code.get(code)
        if entry is None:
            return code
        found = self.codes.find(entry.name)
        return entry.name if found is not None and found.code == code else code


class _Same:
    """A code list as a key of a cache: the same object, not equal content."""

    __slots__ = ("codes",)

    def __init__(self, codes: CodeList) -> None:
        self.codes = codes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.codes is other.codes

    def __hash__(self) -> int:
        return id(self.codes)


@lru_cache(maxsize=512)
def _options_in_force(same: _Same, year: int) -> Options:
    return Options(same.codes.for_year(year))


@lru_cache(maxsize=1024)
def _own_options(label: str, choices: tuple[str, ...]) -> Options:
    return Options(CodeList(label, label, "", True, tuple(Code(c, c) for c in choices)))


def listed_options(codes: CodeList, year: int) -> Options:
    """Return the options of a code list in force that year."""
    return _options_in_force(_Same(codes), year)


def options_of(field: Field, reading: Reading) -> Options:
    """Return the options of a field: its own choices, or its code list in force that year."""
    if field.codes:
        return listed_options(reading.codes[field.codes], reading.calendar.year)
    return _own_options(field.label, field.choices)


def option_word(value: Entered, reading: Reading, notes: Notes) -> str:
    """Return the code or name that is entered as a word; numbers without a fraction ``.0``."""
    if isinstance(value, Flag):
        return value.text
    if isinstance(value, Number) and value.format not in ("date", "time"):
        return word_of(value, Notes(), reading.date1904)
    return word_of(value, notes, reading.date1904)


def wrong_options(field: Field) -> Iterable[str]:
    """Yield what is wrong with ``choices``, ``codes`` and ``offer`` of a choice field."""
    if bool(field.choices) == bool(field.codes):
        yield "应写 choices（可选项）或 codes（代码表）之一"
    if field.offer and not field.codes:
        yield "offer 只用于 codes（代码表）"
    if len({folded(choice) for choice in field.choices}) != len(field.choices):
        yield "choices 里有重复的可选项"
    if any(choice != choice.strip() or not choice for choice in field.choices):
        yield "choices 里有空的或首尾带空格的可选项"


def offered_of(options: Options, offer: Sequence[str]) -> list[tuple[str, str]]:
    """Return the options that forms offer, as (code, name)."""
    return [(e.code, e.name) for e in options.codes if not offer or e.code in offer]
