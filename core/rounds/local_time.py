"""Days and moments of the college: they begin and end by its own clock, wherever the server is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Shanghai")


def local(moment: datetime) -> datetime:
    """Return a moment by the college's clock; one without a zone is UTC, as stored."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(HERE)


def local_day(moment: datetime) -> date:
    """Return the day of a moment at the college."""
    return local(moment).date()
