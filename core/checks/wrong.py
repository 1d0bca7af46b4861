"""What a data check finds before it is put into words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from core.definition.field import Field


class NothingToCompare(Exception):
    """A comparison needs rows that nobody has filled yet, or a year that is not there.

    It says nothing about the data; the check counts as not run.
    """


@dataclass(frozen=True, slots=True)
class Wrong:
    """One row, group or table that breaks a rule; the row's parts are empty for a table.

    ``values`` are what a message may name; ``fields`` say how those that are
    values of fields read.  ``column`` is the field to blame unless the check says.
    """

    row_id: str | None = None
    row_key: str = ""
    department: str = ""
    line: int | None = None
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))
    column: str = ""


Relation = Callable[[Decimal, Decimal, Decimal], bool]

RELATIONS: Mapping[str, Relation] = MappingProxyType(
    {
        "==": lambda left, right, slack: abs(left - right) <= slack,
        "<=": lambda left, right, slack: left <= right + slack,
        ">=": lambda left, right, slack: left >= right - slack,
    }
)
"""How two numbers should stand to each other, given what they may differ by."""
