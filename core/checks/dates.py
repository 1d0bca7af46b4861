"""Small questions about dates that rules ask again and again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from core.definition.period import Span


def years_after(day: date, years: int | Decimal) -> date:
    """Return the same day so many whole years later (29 February becomes 1 March).

    A setting may be given as it is.
    """
    year = day.year + int(years)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def month_of(day: date) -> date:
    """Return the first day of the month, as month fields hold it."""
    return day.replace(day=1)


def age(birthday: date, on: date) -> int:
    """Return the completed years of age on that day."""
    return on.year - birthday.year - ((on.month, on.day) < (birthday.month, birthday.day))


def days_outside(day: date, span: Span) -> int:
    """Return how many days a day lies before or after a span of time; 0 inside."""
    return max((span.start - day).days, (day - span.end).days, 0)
