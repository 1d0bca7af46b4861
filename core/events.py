"""What happened, told to plugins after it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a table's data: who did what, where, with which facts."""

    verb: str
    actor: str
    round: int
    table: str
    department: str
    facts: Mapping[str, Any]
