"""Small questions about dates that rules ask again and again."""

from __future__ import annotations

from datetime import date


def years_after(day: date, years: int) -> date:
    """Return the same day so many years later (29 February becomes 1 March)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def month_of(day: date) -> date:
    """Return the first day of the month, as month fields hold it."""
    return day.replace(day=1)


def age(birthday: date, on: date) -> int:
    """Return the completed years of age on that day."""
    return on.year - birthday.year - ((on.month, on.day) < (birthday.month, birthday.day))
