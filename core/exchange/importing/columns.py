"""Mapping a sheet's columns to fields; what is only near is asked, not guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.exchange.importing.headers import Header
from core.exchange.importing.labels import Labels, bare

NOT_IMPORTED = ""
"""The answer that a column is the filler's own and is not imported."""


@dataclass(frozen=True, slots=True)
class DoubtfulColumn:
    """A heading that is near to fields without naming one."""

    sheet: str
    row: int
    column: str
    label: str
    candidates: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of one sheet mean: field by position, the rest by heading."""

    fields: Mapping[int, str]
    ignored: tuple[tuple[str, str], ...] = ()
    doubtful: tuple[DoubtfulColumn, ...] = ()
    twice: tuple[tuple[str, str], ...] = field(default=())
    """Columns (letter, heading) that name a field which another column already gives."""


def letter(position: int) -> str:
    """Return the letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def map_columns(
    sheet: str, header: Header, labels: Labels, answers: Mapping[str, str]
) -> Columns:
    """Map headings to fields: by answer, by label, alias or field name.

    ``answers`` maps headings to field names, or to ``NOT_IMPORTED``.
    """
    told = {bare(label): name for label, name in answers.items()}
    fields: dict[int, str] = {}
    twice: list[tuple[str, str]] = []
    open_columns: list[tuple[int, str]] = []
    ignored: list[tuple[str, str]] = []
    for position, text in sorted(header.headings.items()):
        word = bare(text)
        name = told[word] if word in told else labels.field(text)
        if name and name in fields.values():
            twice.append((letter(position), text))
        elif name:
            fields[position] = name
        elif word in told:
            ignored.append((letter(position), text))
        else:
            open_columns.append((position, text))
    doubtful: list[DoubtfulColumn] = []
    for position, text in open_columns:
        near = labels.near(text, set(fields.values()))
        if near:
            doubtful.append(
                DoubtfulColumn(sheet, header.last, letter(position), text, tuple(near))
            )
        else:
            ignored.append((letter(position), text))
    return Columns(fields, tuple(ignored), tuple(doubtful), tuple(twice))
