"""Filling a rule's message with the values it is about, as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Any

from core.definition.codes import CodeNames
from core.definition.field import Field
from core.definition.kinds.base import Kind, Reading
from core.definition.text import masked

PERSONAL = frozenset({"id_card", "phone", "mobile", "email"})
"""Kinds whose values are masked in messages where the field is sensitive."""
EMPTY = "空"


def names_in(message: str) -> set[str]:
    """Return the names a message wants filled in."""
    return {name for _, name, _, _ in Formatter().parse(message) if name}


def plain(value: Any) -> str:
    """Return a value that belongs to no field as people read it."""
    if value is None:
        return EMPTY
    if isinstance(value, Decimal):
        value = round(value, 6)
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return "、".join(plain(item) for item in value)
    return str(value)


def readable(value: Any, field: Field, kind: Kind, reading: Reading) -> str:
    """Return a field's value in words, with its unit; personal numbers are masked."""
    if value is None or value == ():
        return EMPTY
    text = kind.text(value, field, reading)
    if field.sensitive and field.kind in PERSONAL:
        return masked(text)
    return text if not field.unit or text.endswith(field.unit) else f"{text}{field.unit}"


class Words(Mapping[str, str]):
    """The names of a message and what each reads as; texts are made when asked for."""

    def __init__(
        self,
        values: Mapping[str, Any],
        fields: Mapping[str, Field],
        kinds: Mapping[str, Kind],
        reading: Reading,
    ) -> None:
        self.values_by_name = values
        self.fields = fields
        self.kinds = kinds
        self.reading = reading

    def __getitem__(self, name: str) -> str:
        value = self.values_by_name[name]
        field = self.fields.get(name)
        if isinstance(value, CodeNames):
            return self._listed(value)
        if field is None:
            return plain(value)
        return readable(value, field, self.kinds[field.kind], self.reading)

    def _listed(self, names: CodeNames) -> str:
        """Return the name that the list gives the code which the message names too."""
        for name, value in self.values_by_name.items():
            field = self.fields.get(name)
            if field and names.list in (field.codes, getattr(self.kinds[field.kind], "codes", "")):
                return names.get(value, EMPTY)
        return EMPTY

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_name)

    def __len__(self) -> int:
        return len(self.values_by_name)
