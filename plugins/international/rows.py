"""Row checks of the international tables."""

from __future__ import annotations

from plugins.international.category import international


@international.check(
    "INTL-239", "exchange",
    "结束日期（{end_date}）早于开始日期（{start_date}）；请核对两个日期。",
    passes={"start_date": "2025-03-01", "end_date": "2025-03-05"},
    fails={"start_date": "2025-03-05", "end_date": "2025-03-01"},
    blames=["end_date"],
)
def journey_ends_after_it_starts(start_date, end_date):
    return end_date >= start_date
