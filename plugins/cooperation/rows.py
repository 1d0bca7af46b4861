"""Row checks of the cooperation tables."""

from __future__ import annotations

from plugins.cooperation.category import cooperation


@cooperation.check(
    "COOP-007", "donation",
    "捐赠日期（{donate_month}）不在本批次的自然年度内；捐赠按自然年度统计，"
    "请核对日期，属于其他年度的请删去。",
    passes={"donate_month": "2024-05"}, fails={"donate_month": "2025-05"},
)
def given_in_the_calendar_year(donate_month, calendar):
    return donate_month in calendar.calendar_year
