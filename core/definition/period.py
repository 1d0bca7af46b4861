"""Periods: what stretch or point of time a table or a field is about (Article 7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

PERIOD = re.compile(r"academic_year|calendar_year|point:(\d{2})-(\d{2})|cohort:(0|-1)")
HALF_A_MONTH = 14


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, both ends included."""

    start: date
    end: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end

    def __str__(self) -> str:
        return f"{self.start} 至 {self.end}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The real dates of one round: academic year, calendar year, points, cohorts.

    ``points`` holds the days of time points and the ends of cohorts that the round sets
    otherwise than their names say, by period.
    """

    year: int
    academic_year: Span
    calendar_year: Span
    points: Mapping[str, date] = field(default_factory=dict, hash=False)

    def span(self, period: str) -> Span:
        """Return the days that a period covers; a point is a span of one day."""
        if period == "academic_year":
            return self.academic_year
        if period == "calendar_year":
            return self.calendar_year
        set_day = self.points.get(period)
        if period.startswith("point:"):
            month, day = (int(part) for part in period.removeprefix("point:").split("-"))
            point = set_day or date(self.year, month, day)
            return Span(point, point)
        if period.startswith("cohort:"):
            year = self.year + int(period.removeprefix("cohort:"))
            return Span(date(year - 1, 9, 1), set_day or date(year, 8, 31))
        raise ValueError(period)

    def caption(self, period: str) -> str:
        """Return the period in words with its real dates, as printed on a form."""
        span = self.span(period)
        if period == "academic_year":
            return f"学年：{span}"
        if period == "calendar_year":
            return f"自然年度：{span}"
        if period.startswith("point:"):
            return f"时点：{span.start}"
        year = self.year + int(period.removeprefix("cohort:"))
        return f"{year} 届毕业生（{span.end} 状态）"

    @property
    def latest(self) -> date:
        """The last day on which anything reported in this round can have happened."""
        return max(self.academic_year.end, date(self.year, 9, 1), *self.points.values())


def default_dues(calendar: Calendar, periods: Iterable[str]) -> Mapping[str, date]:
    """Return the last day for the tables of each period: the end of August (Article 7).

    What is counted on a later day gets half a month after it.
    """
    end = calendar.academic_year.end
    counted = {period: calendar.span(period).end for period in periods}
    return {
        period: end if day <= end else day + timedelta(days=HALF_A_MONTH)
        for period, day in counted.items()
    }


def calendar_of(year: int) -> Calendar:
    """Return the calendar of a collection year: 2025 is academic year 2024-2025.

    Money is counted by the calendar year in which the academic year begins
    (Article 7 leaves the choice open; a round may set another).
    """
    return Calendar(
        year,
        Span(date(year - 1, 9, 1), date(year, 8, 31)),
        Span(date(year - 1, 1, 1), date(year - 1, 12, 31)),
    )
