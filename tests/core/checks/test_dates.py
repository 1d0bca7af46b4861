"""Questions about dates that rules ask: leap days, birthdays, spans."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.checks.dates import age, days_outside, month_of, years_after
from core.definition.period import Span


@pytest.mark.parametrize(("day", "years", "then"), [
    (date(2004, 2, 29), 1, date(2005, 3, 1)),
    (date(2004, 2, 29), 4, date(2008, 2, 29)),
    (date(2004, 5, 31), Decimal(16), date(2020, 5, 31)),
    (date(2004, 5, 31), -4, date(2000, 5, 31)),
])
def test_years_after(day: date, years: int | Decimal, then: date) -> None:
    assert years_after(day, years) == then


@pytest.mark.parametrize(("on", "years"), [
    (date(2025, 8, 31), 24), (date(2025, 9, 1), 25), (date(2025, 9, 2), 25), (date(2000, 9, 1), 0),
])
def test_a_year_of_age_is_complete_on_the_birthday(on: date, years: int) -> None:
    assert age(date(2000, 9, 1), on) == years


def test_who_was_born_on_a_leap_day_is_older_in_march() -> None:
    assert age(date(2004, 2, 29), date(2025, 2, 28)) == 20
    assert age(date(2004, 2, 29), date(2025, 3, 1)) == 21


def test_a_month_is_its_first_day() -> None:
    assert month_of(date(2025, 2, 28)) == date(2025, 2, 1)


@pytest.mark.parametrize(("day", "days"), [
    (date(2024, 8, 31), 1), (date(2024, 9, 1), 0), (date(2025, 8, 31), 0), (date(2025, 9, 2), 2),
])
def test_days_outside_a_span(day: date, days: int) -> None:
    assert days_outside(day, Span(date(2024, 9, 1), date(2025, 8, 31))) == days
