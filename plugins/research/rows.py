"""Row checks of prizes and of services to others."""

from __future__ import annotations

from core import days_outside
from plugins.research.category import research


@research.check(
    "RES-006A", "award",
    "获奖日期（{award_month}）不在本学年内；请核对，属于其他学年的请删去。",
    passes={"award_month": "2025-03"}, fails={"award_month": "2023-03"},
)
def award_belongs_to_the_year(award_month, calendar, setting_event_grace_days):
    return days_outside(award_month, calendar.academic_year) <= setting_event_grace_days


@research.check(
    "RES-006B", "award", "获奖日期（{award_month}）略超出本学年；请核对，属实的请说明。",
    severity="warning",
    passes={"award_month": "2025-03"}, fails={"award_month": "2024-08"},
)
def award_lies_within_the_year(award_month, calendar, setting_event_grace_days):
    outside = days_outside(award_month, calendar.academic_year)
    return not 0 < outside <= setting_event_grace_days


@research.check(
    "RES-007", "service",
    "签订日期（{sign_date}）不在本批次的自然年度内；技术服务按自然年度统计，"
    "请核对日期，属于其他年度的请删去。",
    passes={"sign_date": "2024-05-06"}, fails={"sign_date": "2025-05-06"},
)
def signed_in_the_calendar_year(sign_date, calendar):
    return sign_date in calendar.calendar_year
