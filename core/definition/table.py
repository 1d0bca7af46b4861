"""A table: one official form, with its fields in the order of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from core.definition.field import Field


@dataclass(frozen=True, kw_only=True)
class Table:
    """One form of the yearly collection; ``id`` is ``category.table``."""

    id: str
    title: str
    number: str
    owner: str
    period: str
    source: str
    guidance: str
    fields: tuple[Field, ...]
    rows: str = "many"
    key: tuple[str, ...] = ()
    display: tuple[str, ...] = ()
    route: str = "standard"
    fillers: tuple[str, ...] = ()
    person: str = ""
    restricted_to: tuple[str, ...] = ()
    snapshots: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None

    @property
    def category(self) -> str:
        """The name of the category: the part of the id before the dot."""
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        """The short name: the part of the id after the dot."""
        return self.id.partition(".")[2]

    @property
    def sql_name(self) -> str:
        """The name of the SQL table that holds the rows of every round."""
        return self.id.replace(".", "_")

    @property
    def single(self) -> bool:
        """Whether each department answers with exactly one row."""
        return self.rows == "one"

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}

    def field(self, name: str) -> Field:
        """Return the field of that name; ``KeyError`` when there is none."""
        return self.by_name[name]

    def in_force(self, year: int) -> bool:
        """Tell whether the table belongs to the collection of that year."""
        return (self.since or year) <= year <= (self.until or year)

    def for_year(self, year: int) -> Table:
        """Return the table with only the fields of that year's collection."""
        return replace(self, fields=tuple(f for f in self.fields if f.in_force(year)))

    def period_of(self, field: Field) -> str:
        """The period of a field: its own, else the table's (Article 7)."""
        return field.period or self.period
