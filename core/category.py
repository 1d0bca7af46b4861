"""A category and the rules it brings: what a plugin declares, as plain records.

Nothing here knows how a rule is run; see ``core.checks`` and ``core.indicators``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])
Example = Mapping[str, str]
RATING = "rating"
"""The parameter by which a function that judges a rating is given it."""


def parameters(function: Callable[..., Any]) -> tuple[str, ...]:
    """Return the names of a function's parameters: they are its dependencies."""
    return tuple(inspect.signature(function).parameters)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What every declared rule has: who brings it and the function that holds it."""

    function: Callable[..., Any]
    category: str
    since: int | None = None
    until: int | None = None

    @property
    def name(self) -> str:
        """The function's name."""
        return self.function.__name__

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names that are injected."""
        return parameters(self.function)

    @property
    def explanation(self) -> str:
        """The function's docstring in one piece."""
        return inspect.getdoc(self.function) or ""

    def in_force(self, year: int) -> bool:
        """Tell whether the rule belongs to that year's collection."""
        return (self.since or year) <= year <= (self.until or year)


@dataclass(frozen=True, kw_only=True)
class Check(Rule):
    """A row check: a pure function of fields that returns whether the row is right.

    ``blames`` names the fields whose cells are marked; by default all fields
    the function takes.  ``passes`` and ``fails`` are examples as people type.
    """

    code: str
    table: str
    message: str
    severity: str
    passes: Example
    fails: Example
    blames: tuple[str, ...] = ()
    blanks: bool = False
    """Whether the function wants to see blank fields (as None) too."""


@dataclass(frozen=True, kw_only=True)
class DataCheck(Rule):
    """A data check: set-based, over the round as it would be; returns what is wrong."""

    code: str
    table: str
    message: str
    severity: str
    blames: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Measure(Rule):
    """A counted or summed quantity of the rows of a table, with its breakdowns.

    ``by`` names fields (of the table, or ``parameter.field`` of a joined one)
    that refer to a department or a major.
    """

    title: str
    table: str
    unit: str = ""
    by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Indicator(Rule):
    """A computed number: a pure function of measures, indicators and settings."""

    code: str
    title: str
    unit: str
    source: str
    direction: str = "neutral"
    """``up`` more is better, ``down`` less is better, ``neutral``."""
    change: str = ""
    """The setting that says how much it may change in a year; blank leaves it to the unit."""
    rated: Callable[..., str | None] | None = None
    """Judges the rating once more: given ``rating`` and inputs by name, returns the rating."""


@dataclass(frozen=True, kw_only=True)
class Computed(Rule):
    """A computed field: a function of fields of the row, or of grouped measures."""

    table: str
    field: str


class Category:
    """An area of data; plugins create one and hang their rules on it.

    ``tables`` is the folder that holds this category's table files, for plugins
    that are installed as packages; in-tree ones live in the project's ``tables``.
    """

    def __init__(self, name: str, title: str, tables: Path | None = None) -> None:
        self.name = name
        self.title = title
        self.tables = tables
        self.checks: list[Check] = []
        self.data_checks: list[DataCheck] = []
        self.measures: list[Measure] = []
        self.indicators: list[Indicator] = []
        self.computed_fields: list[Computed] = []

    def _id(self, table: str) -> str:
        return table if "." in table else f"{self.name}.{table}"

    def check(
        self,
        code: str,
        table: str,
        message: str,
        *,
        passes: Example,
        fails: Example,
        severity: str = "error",
        blames: Sequence[str] = (),
        blanks: bool = False,
        since: int | None = None,
        until: int | None = None,
    ) -> Callable[[Function], Function]:
        """Declare a row check; ``message`` may name fields as ``{field}``."""

        def add(function: Function) -> Function:
            self.checks.append(
                Check(function=function, category=self.name, since=since, until=until, code=code,
                      table=self._id(table), message=message, severity=severity, passes=passes,
                      fails=fails, blames=tuple(blames), blanks=blanks)
            )
            return function

        return add

    def data_check(
        self,
        code: str,
        table: str,
        message: str,
        *,
        severity: str = "error",
        blames: Sequence[str] = (),
        since: int | None = None,
        until: int | None = None,
    ) -> Callable[[Function], Function]:
        """Declare a data check; ``message`` may name fields and values it selects."""

        def add(function: Function) -> Function:
            self.data_checks.append(
                DataCheck(function=function, category=self.name, since=since, until=until,
                          code=code, table=self._id(table), message=message, severity=severity,
                          blames=tuple(blames))
            )
            return function

        return add

    def measure(
        self, title: str, table: str, *, unit: str = "", by: Sequence[str] = (),
        since: int | None = None, until: int | None = None,
    ) -> Callable[[Function], Function]:
        """Declare a measure; the function returns an aggregate of its tables' rows."""

        def add(function: Function) -> Function:
            self.measures.append(
                Measure(function=function, category=self.name, since=since, until=until,
                        title=title, table=self._id(table), unit=unit, by=tuple(by))
            )
            return function

        return add

    def indicator(
        self, code: str, title: str, *, unit: str, source: str, direction: str = "neutral",
        change: str = "", rated: Callable[..., str | None] | None = None,
        since: int | None = None, until: int | None = None,
    ) -> Callable[[Function], Function]:
        """Declare an indicator; the function returns a number or None.

        ``rated`` holds what a standard says beside its lines, such as an exemption:
        it takes ``rating`` and other inputs, and returns the rating.
        """

        def add(function: Function) -> Function:
            self.indicators.append(
                Indicator(function=function, category=self.name, since=since, until=until,
                          code=code, title=title, unit=unit, source=source, direction=direction,
                          change=change, rated=rated)
            )
            return function

        return add

    def computed(
        self, table: str, field: str, *, since: int | None = None, until: int | None = None
    ) -> Callable[[Function], Function]:
        """Declare how a computed field follows from others; None leaves it blank."""

        def add(function: Function) -> Function:
            self.computed_fields.append(
                Computed(function=function, category=self.name, since=since, until=until,
                         table=self._id(table), field=field)
            )
            return function

        return add
