"""The serial numbers by which Excel keeps dates and times."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from core.definition.kinds.findings import Unreadable

LAST_SERIAL = 2_958_465
"""31 December 9999, the last day Excel knows."""
_LEAP_BUG = 60
_MINUTES = 24 * 60


def day_of_serial(serial: Decimal, date1904: bool) -> date:
    """Return the day of a serial number; the time of day is dropped.

    In the 1900 system day 60 is 29 February 1900, which never was; it raises
    ``Unreadable``, as do numbers outside Excel's calendar.
    """
    day = int(serial.to_integral_value(rounding="ROUND_FLOOR"))
    if date1904:
        if not 0 <= day <= LAST_SERIAL - 1462:
            raise Unreadable("KIND-NO-SUCH-DAY")
        return date(1904, 1, 1) + timedelta(days=day)
    if day == _LEAP_BUG or not 1 <= day <= LAST_SERIAL:
        raise Unreadable("KIND-NO-SUCH-DAY")
    start = date(1899, 12, 31) if day < _LEAP_BUG else date(1899, 12, 30)
    return start + timedelta(days=day)


def serial_of_day(day: date) -> int:
    """Return the serial number of a day from 1900 on, in the 1900 system."""
    serial = (day - date(1899, 12, 30)).days
    return serial if serial > _LEAP_BUG else serial - 1


def clock_of_serial(serial: Decimal) -> str:
    """Return the time of day of a serial number as HH:MM."""
    minutes = int((serial % 1 * _MINUTES).to_integral_value()) % _MINUTES
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
