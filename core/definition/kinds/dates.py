"""Kinds of times: a day, a month, a year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

import sqlalchemy as sa

from core.definition.cells import Flag, Number
from core.definition.field import Field
from core.definition.kinds.base import Kind, Reading
from core.definition.kinds.bounds import bound_of
from core.definition.kinds.characters import narrow
from core.definition.kinds.days import Day, day_of
from core.definition.kinds.entry import Entered, EnteredKind, Notes, Reader, amount_of
from core.definition.kinds.findings import Unreadable
from core.definition.kinds.serials import day_of_serial

EARLIEST = date(1900, 1, 1)
_BOUND = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?")


def day_bound(text: str) -> date | None:
    """Return a bound of a definition (2020-09 or 2020-09-01); None when there is none.

    Raises ``ValueError`` when it is no date.
    """
    if not text:
        return None
    found = _BOUND.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return date(int(found["year"]), int(found["month"]), int(found["day"] or 1))


class Dated(EnteredKind):
    """What days and months have in common."""

    keys = frozenset(("min", "max"))
    converts = True
    wrong: ClassVar[str] = "KIND-DATE"
    shape: ClassVar[str] = "%Y-%m-%d"

    def verify(self, field: Field) -> Iterable[str]:
        """Yield what is wrong with ``min`` and ``max``."""
        bounds = []
        for key in ("min", "max"):
            try:
                bound = day_bound(getattr(field, key))
            except ValueError:
                yield f"{key} 应为 2020-09-01 或 2020-09 样子的日期"
            else:
                bounds += [] if bound is None else [bound]
        if len(bounds) == 2 and bounds[0] > bounds[1]:
            yield "min 不应晚于 max"

    def settled(self, day: Day, notes: Notes) -> date:
        """Return the date that this kind keeps."""
        raise TypeError(f"{type(self).__name__} keeps no dates")

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a date of that field."""
        first = day_bound(field.min) or EARLIEST
        last = day_bound(field.max) or reading.calendar.latest
        date1904, wrong = reading.date1904, self.wrong
        shown_first, shown_last = self.shown(first), self.shown(last)

        def read(value: Entered, notes: Notes) -> date:
            entry = day_of(value, date1904, wrong, notes)
            day = self.settled(entry, notes)
            if entry.open_month:
                if isinstance(value, Number):
                    raise Unreadable("KIND-MONTH-AMBIGUOUS", year=day.year)
                notes.find("KIND-MONTH-JANUARY", year=day.year)
            if day < first:
                notes.find("KIND-EARLY", bound=shown_first)
            if day > last:
                notes.find("KIND-LATE", bound=shown_last)
            return day

        return read

    def shown(self, value: date) -> str:
        """Return the date in this kind's form (four digits for any year)."""
        return value.isoformat()

    def column(self) -> sa.types.TypeEngine[Any]:
        """Return DATE."""
        return sa.Date()

    def raw(self, value: Any, dialect: str) -> Any:
        """Return ISO 8601 text for SQLite, which has no dates, else the date."""
        return value.isoformat() if value is not None and dialect == "sqlite" else value

    def loaded(self, stored: Any) -> date:
        """Return the date, from a date or from ISO 8601 text."""
        return date.fromisoformat(stored) if isinstance(stored, str) else stored

    def text(self, value: Any, field: Field, reading: Reading) -> str:
        """Return the date as 2010-07-01 or 2010-07."""
        return self.shown(value)

    def typed(self, value: Any, field: Field) -> str:
        """Return the date as 2010-07-01 or 2010-07."""
        return self.shown(value)

    def cell(self, value: Any, field: Field, reading: Reading) -> Any:
        """Return the date, so that the workbook can sort by it."""
        return value


class Date(Dated):
    """A day."""

    name = "date"
    title = "日期"
    cell_format = "yyyy-mm-dd"
    widget = "date"

    def settled(self, day: Day, notes: Notes) -> date:
        """Return the day; a month alone is no day."""
        if day.day is None:
            day.date()
            raise Unreadable("KIND-DAY-MISSING")
        return day.date()


class Month(Dated):
    """A month, kept as its first day."""

    name = "month"
    title = "年月"
    cell_format = "yyyy-mm"
    widget = "month"
    wrong = "KIND-MONTH"

    def settled(self, day: Day, notes: Notes) -> date:
        """Return the first day of the month; a given day is dropped."""
        whole = day.date()
        if day.day not in (None, 1):
            notes.repairs.append("只取年月")
        return whole.replace(day=1)

    def shown(self, value: date) -> str:
        """Return the month as 2010-07."""
        return value.isoformat()[:7]


class Year(EnteredKind):
    """A year, such as 2024."""

    name = "year"
    title = "年份"
    keys = frozenset(("min", "max"))
    cell_format = "0"
    widget = "number"
    first: ClassVar[int] = 1900
    last: ClassVar[int] = 2100

    def verify(self, field: Field) -> Iterable[str]:
        """Yield what is wrong with ``min`` and ``max``."""
        bounds = [text for text in (field.min, field.max) if text]
        if not all(re.fullmatch(r"[0-9]{4}", text) for text in bounds):
            yield "min、max 应为四位数的年份"
        elif len(bounds) == 2 and bounds[0] > bounds[1]:
            yield "min 不应大于 max"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a year of that field."""
        first = int(bound_of(field.min) or self.first)
        last = int(bound_of(field.max) or self.last)

        def read(value: Entered, notes: Notes) -> int:
            year = _year_of(value, reading.date1904, notes)
            if year < first:
                notes.find("KIND-MIN", bound=first)
            if year > last:
                notes.find("KIND-MAX", bound=last)
            return year

        return read

    def column(self) -> sa.types.TypeEngine[Any]:
        """Return BIGINT."""
        return sa.BigInteger()

    def cell(self, value: Any, field: Field, reading: Reading) -> Any:
        """Return the year as a number."""
        return value


def _year_of(value: Entered, date1904: bool, notes: Notes) -> int:
    """Return the year that is entered; a date in a date cell gives its year."""
    if isinstance(value, Number):
        amount = amount_of(value)
        if amount == amount.to_integral_value() and 1000 <= amount <= 9999:
            return int(amount)
        if value.format != "date":
            raise Unreadable("KIND-YEAR")
        notes.repairs.append("只取年份")
        return day_of_serial(amount, date1904).year
    text = "" if isinstance(value, Flag) else value if isinstance(value, str) else value.text[:4]
    found = re.fullmatch(r"([0-9]{4})(年|年度|\.0)?", narrow(text).replace(" ", ""))
    if found is None:
        raise Unreadable("KIND-YEAR")
    if found[1] != value:
        notes.repairs.append("只取年份")
    return int(found[1])


KINDS: tuple[Kind, ...] = (Date(), Month(), Year())
