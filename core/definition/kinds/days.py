"""Dates, months and years as people type them and as Excel keeps them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from core.definition.cells import DateText, Number
from core.definition.kinds.characters import narrow
from core.definition.kinds.entry import Entered, Notes, amount_of
from core.definition.kinds.findings import Unreadable
from core.definition.kinds.serials import day_of_serial

_TIME = re.compile(r"(?:T| +)([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)Z?\Z")
_PARTED = re.compile(
    r"\A(?P<year>[0-9]{4})(?P<first>[-/.年])(?P<month>[0-9]{1,2})"
    r"(?:(?P<second>[-/.月])(?P<day>[0-9]{1,2})[日号]?|月|月份)?\Z"
)
_DIGITS = re.compile(r"\A(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})?\Z")
_TYPED_NUMBER = re.compile(r"\A(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-3][0-9])?\Z")
_YEAR_MONTH = re.compile(r"\A(?P<year>(?:19|20)[0-9]{2})\.(?P<month>0?[1-9]|1[0-2])\Z")
_SEPARATORS = ("", "-", "/", ".", "年", "--", "//", "..", "年月")
_FIRST_LIKELY, _LAST_LIKELY = 10_000, 73_050
"""Serial numbers (1927 to 2099) that are believed without a date format."""
_NO_NOISE = 10


class Day(NamedTuple):
    """What was read: year and month, and the day if one was given."""

    year: int
    month: int
    day: int | None = None
    open_month: bool = False
    """Whether the month may be January or October: the number 1980.1."""

    def date(self) -> date:
        """Return the date, the first of the month when there is no day.

        Raises ``Unreadable`` when there is no such day.
        """
        try:
            return date(self.year, self.month, 1 if self.day is None else self.day)
        except ValueError:
            raise Unreadable("KIND-NO-SUCH-DAY") from None


def _of_date(day: date) -> Day:
    return Day(day.year, day.month, day.day)


def day_of_text(text: str, wrong: str, notes: Notes) -> Day:
    """Return the day that is typed; ``wrong`` is the finding for what is none."""
    word = narrow(text).strip()
    if timed := _TIME.search(word):
        word = word[: timed.start()]
        if timed[1].strip("0:."):
            notes.repairs.append("去掉时间")
    word = word.replace(" ", "")
    found = _PARTED.match(word) or _DIGITS.match(word)
    if found is None:
        raise Unreadable(wrong)
    parts = found.groupdict()
    if (parts.get("first") or "") + (parts.get("second") or "") not in _SEPARATORS:
        raise Unreadable(wrong)
    year, month, day = parts["year"], parts["month"], parts["day"]
    if text not in (f"{year}-{month:0>2}", f"{year}-{month:0>2}-{day or '':0>2}"):
        notes.repairs.append("统一日期写法")
    ambiguous = parts.get("first") == "." and month == "1" and day is None
    return Day(int(year), int(month), int(day) if day else None, ambiguous)


def day_of_number(number: Number, date1904: bool, wrong: str, notes: Notes) -> Day:
    """Return the day of a numeric cell: a serial number, or digits such as 198009.

    People type 198009 or 1980.9 into cells that already have a date format, so
    digits that look like a month win over the far-off serial number.
    """
    amount = round(amount_of(number), _NO_NOISE).normalize()
    digits = format(amount, "f")
    if _TYPED_NUMBER.match(digits):
        notes.repairs.append("统一日期写法")
        return day_of_text(digits, wrong, Notes())
    if found := _YEAR_MONTH.match(digits):
        notes.repairs.append("统一日期写法")
        return Day(int(found["year"]), int(found["month"]), None, found["month"] == "1")
    if number.format != "date":
        if not _FIRST_LIKELY <= amount <= _LAST_LIKELY:
            raise Unreadable(wrong)
        notes.repairs.append("按 Excel 日期序号读取")
    if amount % 1 and number.format == "date":
        notes.repairs.append("去掉时间")
    return _of_date(day_of_serial(Decimal(amount), date1904))


def day_of(value: Entered, date1904: bool, wrong: str, notes: Notes) -> Day:
    """Return the day that is entered, however it is entered."""
    if isinstance(value, Number):
        return day_of_number(value, date1904, wrong, notes)
    if isinstance(value, DateText):
        return day_of_text(value.text, wrong, notes)
    if isinstance(value, str):
        return day_of_text(value, wrong, notes)
    raise Unreadable(wrong)
