"""Kinds that name rows of another table; whether the rows exist is checked set-based."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from core.definition.cells import Number
from core.definition.field import Field
from core.definition.kinds.base import Kind, Reading
from core.definition.kinds.characters import narrow
from core.definition.kinds.choices import split
from core.definition.kinds.entry import Entered, EnteredKind, Notes, Reader
from core.definition.kinds.findings import Unreadable
from core.definition.kinds.words import word_reader

LONGEST = 200
_TARGET = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


class Reference(EnteredKind):
    """The value of a column of another table, such as a staff number."""

    name = "reference"
    title = "引用"
    keys = frozenset(("to", "match", "only"))
    widget = "reference"

    def verify(self, field: Field) -> Iterable[str]:
        """Yield what is wrong with ``to``."""
        if not _TARGET.fullmatch(field.to):
            yield "to 应写成 类别.数据表.字段，如 faculty.teacher.staff_no"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads the value referred to.

        Numbers and codes become half-width; a name stays as it is written, with its
        full-width brackets, because the text it refers to was kept so too.
        """
        read_word = word_reader(reading)

        def read(value: Entered, notes: Notes) -> str:
            name = isinstance(value, str) and not narrow(value).isascii()
            word = str(value).strip() if name else read_word(value, notes)
            if len(word) > LONGEST:
                raise Unreadable("KIND-TOO-LONG", length=len(word), most=LONGEST)
            return word

        return read


class MultiReference(Reference):
    """Values of a column of another table, sorted and each once."""

    name = "multireference"
    title = "多项引用"
    multiple = True
    lines = True
    widget = "references"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads the values of one cell."""
        read_one = super().reader(field, reading)

        def read(value: Entered, notes: Notes) -> tuple[str, ...]:
            if not isinstance(value, str):
                if isinstance(value, Number) and value.format == "number" and len(value.text) > 1:
                    raise Unreadable("KIND-JOINED-NUMBER")
                return (read_one(value, notes),)
            items = split(value, lambda part: False)
            return tuple(sorted({str(read_one(item, notes)) for item in items}))

        return read

    def text(self, value: Any, field: Field, reading: Reading) -> str:
        """Return the values, separated."""
        return "、".join(value)

    def typed(self, value: Any, field: Field) -> str:
        """Return the values, separated."""
        return "、".join(value)


KINDS: tuple[Kind, ...] = (Reference(), MultiReference())
