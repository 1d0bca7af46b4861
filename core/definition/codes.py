"""Code lists: the official codes behind the choices, and how people type them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from core.definition.text import folded


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a code list; ``since`` and ``until`` are collection years."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    parent: str = ""
    groups: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None

    def in_force(self, year: int) -> bool:
        """Tell whether the code may be used in that year's collection."""
        return (self.since or year) <= year <= (self.until or year)


@dataclass(frozen=True)
class CodeList:
    """A list of codes; an unknown code of an incomplete list is only a warning."""

    name: str
    title: str
    source: str
    complete: bool
    entries: tuple[Code, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Code]:
        """The entries by code."""
        return {entry.code: entry for entry in self.entries}

    @cached_property
    def _by_word(self) -> Mapping[str, Code]:
        words: dict[str, Code] = {}
        for entry in self.entries:
            for alias in entry.aliases:
                words.setdefault(folded(alias), entry)
        for entry in self.entries:
            words[folded(entry.name)] = entry
        for entry in self.entries:
            words[folded(entry.code)] = entry
        return words

    def find(self, word: str) -> Code | None:
        """Return the entry meant by a code, a name or an alias as people type it."""
        return self._by_word.get(folded(word))

    def group(self, name: str) -> tuple[str, ...]:
        """The codes that belong to the group of that name."""
        return tuple(entry.code for entry in self.entries if name in entry.groups)

    def for_year(self, year: int) -> CodeList:
        """Return the list with only the codes of that year's collection."""
        kept = tuple(entry for entry in self.entries if entry.in_force(year))
        return CodeList(self.name, self.title, self.source, self.complete, kept)

    def __iter__(self) -> Iterator[Code]:
        return iter(self.entries)


class CodeNames(dict[str, str]):
    """The name of each code of a list, as a rule is given it; ``list`` is the list's name."""

    def __init__(self, codes: CodeList) -> None:
        super().__init__({entry.code: entry.name for entry in codes})
        self.list = codes.name
