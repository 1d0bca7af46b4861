"""Row checks of trainings, practice in firms and awards: when, how long, how many hours."""

from __future__ import annotations

from datetime import timedelta

from core import days_outside, month_of
from plugins.faculty.category import faculty

SOCIAL_POST = "社会兼职"


@faculty.check(
    "FAC-006A", "training",
    "培训 {start_date} 至 {end_date} 不在本学年内；请核对日期，属于其他学年的请删去。",
    passes={"start_date": "2024-10-08", "end_date": "2024-10-12"},
    fails={"start_date": "2019-10-08", "end_date": "2019-10-12"},
    blames=["start_date"],
)
def training_belongs_to_the_year(start_date, end_date, calendar, setting_event_grace_days):
    year = calendar.academic_year
    return end_date in year or days_outside(start_date, year) <= setting_event_grace_days


@faculty.check(
    "FAC-006B", "training",
    "培训 {start_date} 至 {end_date} 略超出本学年；应在结束的学年填报，请核对，属实的请说明。",
    severity="warning",
    passes={"start_date": "2024-10-08", "end_date": "2024-10-12"},
    fails={"start_date": "2024-08-20", "end_date": "2024-08-25"},
    blames=["start_date"],
)
def training_lies_within_the_year(start_date, end_date, calendar, setting_event_grace_days):
    year = calendar.academic_year
    near = 0 < days_outside(start_date, year) <= setting_event_grace_days
    return end_date in year or not near


@faculty.check(
    "FAC-006C", "award",
    "获奖日期（{item_date}）不在本学年内；请核对日期，属于其他学年的请删去。",
    passes={"item_kind": "教学竞赛", "item_date": "2024-10"},
    fails={"item_kind": "教学竞赛", "item_date": "2019-10"},
    blames=["item_date"],
)
def award_belongs_to_the_year(item_kind, item_date, calendar, setting_event_grace_days):
    year = calendar.academic_year
    grace = timedelta(days=int(setting_event_grace_days))
    near = month_of(year.start - grace) <= item_date <= year.end + grace
    return item_kind == SOCIAL_POST or near


@faculty.check(
    "FAC-006D", "award",
    "获奖日期（{item_date}）略超出本学年；请核对，属实的请说明。",
    severity="warning",
    passes={"item_kind": "教学竞赛", "item_date": "2024-10"},
    fails={"item_kind": "教学竞赛", "item_date": "2024-08"},
    blames=["item_date"],
)
def award_lies_within_the_year(item_kind, item_date, calendar, setting_event_grace_days):
    year = calendar.academic_year
    far = days_outside(item_date, year) > setting_event_grace_days
    return item_kind == SOCIAL_POST or item_date in year or far


@faculty.check(
    "FAC-239A", "training", "结束日期（{end_date}）早于开始日期（{start_date}）；请核对两个日期。",
    passes={"start_date": "2024-10-08", "end_date": "2024-10-12"},
    fails={"start_date": "2024-10-12", "end_date": "2024-10-08"},
    blames=["end_date"],
)
def training_ends_after_it_starts(start_date, end_date):
    return end_date >= start_date


@faculty.check(
    "FAC-239B", "training",
    "培训时间 {days} 多于 {start_date} 至 {end_date} 的天数；请核对天数或日期。",
    passes={"start_date": "2024-10-08", "end_date": "2024-10-12", "days": "5"},
    fails={"start_date": "2024-10-08", "end_date": "2024-10-12", "days": "50"},
    blames=["days"],
)
def training_days_fit_between_the_dates(start_date, end_date, days):
    return end_date < start_date or days <= (end_date - start_date).days + 1


@faculty.check(
    "FAC-239C", "training",
    "学时数 {hours} 平均每天超过 {setting_training_day_hours} 学时（{days}）；"
    "请核对，属实的请说明。",
    severity="warning",
    passes={"hours": "40", "days": "5"},
    fails={"hours": "400", "days": "5"},
    blames=["hours"],
)
def training_hours_fit_the_days(hours, days, setting_training_day_hours):
    return hours <= days * setting_training_day_hours


@faculty.check(
    "FAC-239D", "practice", "结束日期（{end_date}）早于开始日期（{start_date}）；请核对两个日期。",
    passes={"start_date": "2025-07-08", "end_date": "2025-08-08"},
    fails={"start_date": "2025-08-08", "end_date": "2025-07-08"},
    blames=["end_date"],
)
def practice_ends_after_it_starts(start_date, end_date):
    return end_date >= start_date


@faculty.check(
    "FAC-239E", "practice",
    "实践时间 {days} 多于 {start_date} 至 {end_date} 的天数；请核对天数或日期。",
    passes={"start_date": "2025-07-08", "end_date": "2025-08-08", "days": "30"},
    fails={"start_date": "2025-07-08", "end_date": "2025-08-08", "days": "90"},
    blames=["days"],
)
def practice_days_fit_between_the_dates(start_date, end_date, days):
    return end_date < start_date or days <= (end_date - start_date).days + 1


@faculty.check(
    "FAC-239F", "practice",
    "学时数 {hours} 平均每天超过 {setting_training_day_hours} 小时（{days}）；"
    "请核对，属实的请说明。",
    severity="warning",
    passes={"hours": "200", "days": "30"},
    fails={"hours": "2000", "days": "30"},
    blames=["hours"],
)
def practice_hours_fit_the_days(hours, days, setting_training_day_hours):
    return hours <= days * setting_training_day_hours
