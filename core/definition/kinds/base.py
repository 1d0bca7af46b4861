"""What a kind is: the behaviour of a column type, all in one small class.

One parser per kind serves the form, the import and the API, so that a value
means the same wherever it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import sqlalchemy as sa

from core.definition.codes import CodeList
from core.definition.field import Field
from core.definition.period import Calendar

ERROR, WARNING, HINT = "error", "warning", "hint"


class Finding(NamedTuple):
    """Something about one value that the filler has to know."""

    code: str
    severity: str
    text: str


class Parsed(NamedTuple):
    """What became of one typed value.

    ``value`` is None for a blank.  A rejected value is never stored; one with
    findings but not rejected is stored together with them.  ``repair`` says in
    Chinese what was silently put right (blanks, full-width digits, a unit);
    codes, labels, aliases and words for "empty" are repairs too.
    """

    value: Any = None
    findings: tuple[Finding, ...] = ()
    repair: str = ""
    rejected: bool = False


BLANK = Parsed()
Parser = Callable[[Any], Parsed]
ColumnParser = Callable[[Sequence[Any]], Sequence[Any] | None]
"""Raw values of a column → their values, None unless there is nothing to say about any."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a value depends on besides the value: the lists and dates of a round."""

    codes: Mapping[str, CodeList]
    calendar: Calendar
    date1904: bool = False


class Kind:
    """The behaviour of a column type; subclasses override what differs.

    A raw value given to a parser is ``None``, a ``str`` (form, API, csv, text
    cell) or one of the cell types of ``core.exchange.reading.cells``.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    keys: ClassVar[frozenset[str]] = frozenset()
    """Keys of a field, besides the common ones, that this kind understands."""
    multiple: ClassVar[bool] = False
    """Whether one cell holds several values, kept in a link table."""
    numeric: ClassVar[bool] = False
    converts: ClassVar[bool] = False
    """Whether the database holds something other than the value itself (see ``raw``)."""
    cell_format: ClassVar[str] = "@"
    """The number format of the column in a workbook."""
    widget: ClassVar[str] = "text"
    """The input on the form: text, textarea, number, date, month, select, checkboxes, file…"""

    def __init_subclass__(cls) -> None:
        """Let a kind that reads in its own way not inherit the shorter way of another."""
        super().__init_subclass__()
        if {"parser", "reader"} & vars(cls).keys() and "column_parser" not in vars(cls):
            cls.column_parser = Kind.column_parser  # type: ignore[method-assign]

    def verify(self, field: Field) -> Iterable[str]:
        """Yield what is wrong with the field's own keys (bounds, pattern …)."""
        return ()

    def parser(self, field: Field, reading: Reading) -> Parser:
        """Return the function that reads one raw value of that field."""
        raise TypeError(f"{type(self).__name__} reads no values")

    def column_parser(self, field: Field, reading: Reading) -> ColumnParser | None:
        """Return the function that reads many raw values at once, if there is a shorter way.

        It gives what ``parser`` gives, or None as soon as one value needs a closer look.
        No value is None.
        """
        return None

    def column(self) -> sa.types.TypeEngine[Any]:
        """Return the SQL type that stores one value."""
        return sa.Text()

    def stored(self, value: Any) -> Any:
        """Return what the database holds for a parsed value (not None).

        A statement built with SQLAlchemy is given the value itself: ``column()``
        does this conversion there.
        """
        return value

    def raw(self, value: Any, dialect: str) -> Any:
        """Return what a driver is given in a statement of plain SQL; None stays None.

        ``dialect`` is SQLAlchemy's name of the database: sqlite or postgresql.
        """
        return None if value is None else self.stored(value)

    def loaded(self, stored: Any) -> Any:
        """Return the value for what the database holds, of whichever dialect (not None)."""
        return stored

    def text(self, value: Any, field: Field, reading: Reading) -> str:
        """Return the value as people read it (labels for codes); not for None."""
        return str(value)

    def typed(self, value: Any, field: Field) -> str:
        """Return the value as one would type it so that the parser reads it back."""
        return str(value)

    def cell(self, value: Any, field: Field, reading: Reading) -> Any:
        """Return the value for a workbook cell: str, int, Decimal or date."""
        return self.text(value, field, reading)

    def offered(self, field: Field, reading: Reading) -> list[tuple[str, str]]:
        """Return the choices offered on form and template as (value, label)."""
        return []
