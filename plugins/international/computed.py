"""Computed fields of the international tables."""

from __future__ import annotations

from plugins.international.category import international


@international.computed("exchange", "person_days")
def days_of_all_persons(people, start_date, end_date):
    """The day of leaving and the day of coming back both count; unknown if the dates are wrong."""
    days = (end_date - start_date).days + 1
    return people * days if days > 0 else None
