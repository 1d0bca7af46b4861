"""A field: one column of a table, as its definition file describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

FILLED = "filled"
"""The condition that a field holds any value at all (``when = { x = "filled" }``)."""

Conditions = Mapping[str, tuple[str, ...] | str]
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column: its name in code, its label for people, and what it may hold.

    ``min`` and ``max`` are kept as written (text); the kind reads them.
    ``unit`` is the unit in which values are typed and stored.
    """

    name: str
    label: str
    kind: str
    aliases: tuple[str, ...] = ()
    unit: str = ""
    places: int | None = None
    required: bool = False
    default: str = ""
    min: str = ""
    max: str = ""
    pattern: str = ""
    choices: tuple[str, ...] = ()
    codes: str = ""
    offer: tuple[str, ...] = ()
    to: str = ""
    match: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    only: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    rounds: str = "current"
    when: Conditions = field(default_factory=lambda: MappingProxyType({}))
    computed: bool = False
    sensitive: bool = False
    purpose: str = ""
    basis: str = ""
    retention: str = ""
    owner: str = ""
    section: str = ""
    note: str = ""
    example: str = ""
    period: str = ""
    variance: int | None = None
    agrees_with: str = ""
    also_reported: str = ""
    compares: str = ""
    """The field for which another report's figure is typed here; made by ``also_reported``."""
    external_code: str = ""
    extensions: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    replaces: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """Every heading under which people write this column."""
        return (self.label, *self.aliases, self.name)

    def in_force(self, year: int) -> bool:
        """Tell whether the field belongs to the collection of that year."""
        return (self.since or year) <= year <= (self.until or year)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reference points: a column of a table."""

    table: str
    field: str


def target(to: str) -> Target:
    """Split ``faculty.teacher.staff_no`` into table and field."""
    table, _, name = to.rpartition(".")
    return Target(table, name)
