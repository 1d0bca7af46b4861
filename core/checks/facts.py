"""What the rules need to know of a round: its dates, definitions, settings, and last year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa

from core.definition.codes import CodeNames
from core.definition.definitions import Definitions
from core.definition.kinds.base import Kind, Reading
from core.definition.period import Calendar


class SettingLike(Protocol):
    """A setting as rules see it: what is injected, and how it is called in Chinese."""

    @property
    def value(self) -> Any:
        """The value in force."""

    @property
    def title(self) -> str:
        """What the setting is, in Chinese."""

    @property
    def unit(self) -> str:
        """The unit of the value, blank when it has none."""


class ModelsLike(Protocol):
    """Where the rows of a table are stored, staged and linked."""

    def rows(self, table_id: str) -> sa.Table:
        """The SQL table of the stored rows of every round."""

    def links(self, table_id: str) -> Mapping[str, sa.Table]:
        """The link tables of the multi-valued fields by field name."""

    def stage(self, table_id: str) -> sa.Table:
        """The SQL table of the rows of imports that are not stored yet."""


@dataclass(frozen=True)
class RoundFacts:
    """A round as rules see it: everything frozen when it opened.

    ``previous`` are the facts of the round before, None when there is none.
    """

    year: int
    calendar: Calendar
    definitions: Definitions
    kinds: Mapping[str, Kind]
    settings: Mapping[str, SettingLike]
    previous: RoundFacts | None = None

    @property
    def reading(self) -> Reading:
        """What the parsers of this round's fields depend on."""
        return self.definitions.reading(self.calendar)


SETTING = "setting_"
LAST = "last_"
CODES = "codes_"
CALENDAR = "calendar"


def injected(name: str, facts: RoundFacts) -> Any:
    """Return what a parameter that is no field or table stands for.

    ``calendar`` is the round's ``Calendar``, ``setting_x`` the value of setting
    ``x``, ``codes_x`` the names by code of the code list ``x``.  Raises
    ``KeyError`` for any other name.
    """
    if name == CALENDAR:
        return facts.calendar
    if name.startswith(SETTING):
        return facts.settings[name.removeprefix(SETTING)].value
    if name.startswith(CODES):
        return CodeNames(facts.definitions.codes[name.removeprefix(CODES)])
    raise KeyError(name)


def is_injected(name: str) -> bool:
    """Tell whether a parameter name asks for the calendar, a setting or a code list."""
    return name == CALENDAR or name.startswith((SETTING, CODES))
