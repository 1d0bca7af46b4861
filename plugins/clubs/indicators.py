"""Measures of clubs and volunteers, and the indicators built from them."""

from __future__ import annotations

from core import total
from plugins.clubs.category import clubs

PLATFORM = "高等职业院校人才培养工作状态数据采集平台 V2.16"


@clubs.measure("社团成员数", "club", unit="人", by=["guide_unit"])
def club_members(club):
    return total(club.members)


@clubs.measure("志愿服务时长", "volunteer", unit="小时")
def hours_of_service(volunteer):
    return total(volunteer.hours)


@clubs.indicator("CLUB-I63", "社团参与率", unit="%", source=PLATFORM)
def club_cover(club_members, full_time_students):
    """Members per hundred students; who belongs to two clubs counts twice."""
    return 100 * club_members / full_time_students


@clubs.indicator(
    "CLUB-I64", "生均志愿服务时长", unit="小时", source=PLATFORM, direction="up",
    change="flow_change",
)
def volunteer_hours(hours_of_service, full_time_students):
    return hours_of_service / full_time_students
