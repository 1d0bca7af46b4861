"""Row checks of activities, prizes and the Red Cross."""

from __future__ import annotations

from core import days_outside
from plugins.clubs.category import clubs


@clubs.check(
    "CLUB-006A", "activity",
    "活动日期（{act_date}）不在本学年内；请核对，属于其他学年的请删去。",
    passes={"act_date": "2025-03-10"}, fails={"act_date": "2023-03-10"},
)
def activity_belongs_to_the_year(act_date, calendar, setting_event_grace_days):
    return days_outside(act_date, calendar.academic_year) <= setting_event_grace_days


@clubs.check(
    "CLUB-006B", "activity", "活动日期（{act_date}）略超出本学年；请核对，属实的请说明。",
    severity="warning",
    passes={"act_date": "2025-03-10"}, fails={"act_date": "2024-08-20"},
)
def activity_lies_within_the_year(act_date, calendar, setting_event_grace_days):
    outside = days_outside(act_date, calendar.academic_year)
    return not 0 < outside <= setting_event_grace_days


@clubs.check(
    "CLUB-006C", "award",
    "获奖日期（{award_date}）不在本学年内；请核对，属于其他学年的请删去。",
    passes={"award_date": "2025-03"}, fails={"award_date": "2023-03"},
)
def award_belongs_to_the_year(award_date, calendar, setting_event_grace_days):
    return days_outside(award_date, calendar.academic_year) <= setting_event_grace_days


@clubs.check(
    "CLUB-006D", "award", "获奖日期（{award_date}）略超出本学年；请核对，属实的请说明。",
    severity="warning",
    passes={"award_date": "2025-03"}, fails={"award_date": "2024-08"},
)
def award_lies_within_the_year(award_date, calendar, setting_event_grace_days):
    outside = days_outside(award_date, calendar.academic_year)
    return not 0 < outside <= setting_event_grace_days


@clubs.check(
    "CLUB-006E", "volunteer",
    "活动日期（{act_date}）不在本学年内；请核对，属于其他学年的请删去。",
    passes={"act_date": "2025-03-10"}, fails={"act_date": "2023-03-10"},
)
def service_belongs_to_the_year(act_date, calendar, setting_event_grace_days):
    return days_outside(act_date, calendar.academic_year) <= setting_event_grace_days


@clubs.check(
    "CLUB-006F", "volunteer", "活动日期（{act_date}）略超出本学年；请核对，属实的请说明。",
    severity="warning",
    passes={"act_date": "2025-03-10"}, fails={"act_date": "2024-08-20"},
)
def service_lies_within_the_year(act_date, calendar, setting_event_grace_days):
    outside = days_outside(act_date, calendar.academic_year)
    return not 0 < outside <= setting_event_grace_days


@clubs.check(
    "CLUB-234A", "redcross",
    "会费上缴 {due_up} 加留存自用 {due_keep} 多于会费总数 {due_total}；请核对三个数。",
    passes={"due_up": "1000", "due_keep": "2000", "due_total": "3000"},
    fails={"due_up": "2000", "due_keep": "2000", "due_total": "3000"},
    blames=["due_total"], blanks=True,
)
def dues_are_given_or_kept(due_up, due_keep, due_total):
    return due_total is None or (due_up or 0) + (due_keep or 0) <= due_total


@clubs.check(
    "CLUB-234B", "redcross",
    "捐赠上交主管单位 {donation_up} 多于捐赠总数 {donation_total}；请核对两个数。",
    passes={"donation_up": "1000", "donation_total": "3000"},
    fails={"donation_up": "4000", "donation_total": "3000"},
)
def donations_passed_on_were_received(donation_up, donation_total):
    return donation_up <= donation_total


@clubs.check(
    "CLUB-234C", "redcross",
    "获得救护证书 {certs} 多于救护培训 {trained}；请核对两个数。",
    passes={"certs": "80", "trained": "300"}, fails={"certs": "400", "trained": "300"},
)
def certified_were_trained(certs, trained):
    return certs <= trained
