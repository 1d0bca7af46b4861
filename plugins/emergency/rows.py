"""Row checks of drills, supplies, hazards and incidents."""

from __future__ import annotations

from core import days_outside
from plugins.emergency.category import FIXED, emergency


@emergency.check(
    "EMG-006A", "drill",
    "演练（活动）日期（{drill_date}）不在本学年内；请核对，属于其他学年的请删去。",
    passes={"drill_date": "2025-03-10"}, fails={"drill_date": "2023-03-10"},
)
def drill_belongs_to_the_year(drill_date, calendar, setting_event_grace_days):
    return days_outside(drill_date, calendar.academic_year) <= setting_event_grace_days


@emergency.check(
    "EMG-006B", "drill", "演练（活动）日期（{drill_date}）略超出本学年；请核对，属实的请说明。",
    severity="warning",
    passes={"drill_date": "2025-03-10"}, fails={"drill_date": "2024-08-20"},
)
def drill_lies_within_the_year(drill_date, calendar, setting_event_grace_days):
    outside = days_outside(drill_date, calendar.academic_year)
    return not 0 < outside <= setting_event_grace_days


@emergency.check(
    "EMG-235A", "supply", "完好数量 {intact} 多于数量 {quantity}；请核对两个数。",
    passes={"intact": "90", "quantity": "100"}, fails={"intact": "110", "quantity": "100"},
)
def intact_are_part_of_all(intact, quantity):
    return intact <= quantity


@emergency.check(
    "EMG-235B", "supply", "数量 {quantity} 少于应配数量 {standard}；请补足，或说明补足的时间。",
    severity="warning",
    passes={"quantity": "100", "standard": "100"}, fails={"quantity": "80", "standard": "100"},
)
def as_many_as_there_should_be(quantity, standard):
    return quantity >= standard


@emergency.check(
    "EMG-236A", "hazard", "状态是“已整改”，必须填整改完成日期；请补填，或改正状态。",
    passes={"status": "已整改", "fixed_date": "2025-04-10"}, fails={"status": "已整改"},
    blames=["fixed_date"], blanks=True,
)
def fixed_hazard_says_when(status, fixed_date):
    return status != FIXED or fixed_date is not None


@emergency.check(
    "EMG-236B", "hazard",
    "整改完成日期（{fixed_date}）早于发现日期（{find_date}）；请核对两个日期。",
    passes={"find_date": "2025-04-01", "fixed_date": "2025-04-10"},
    fails={"find_date": "2025-04-11", "fixed_date": "2025-04-10"},
    blames=["fixed_date"],
)
def hazard_is_found_before_it_is_fixed(find_date, fixed_date):
    return fixed_date >= find_date


@emergency.check(
    "EMG-236C", "hazard",
    "整改完成日期（{fixed_date}）晚于整改期限（{deadline}）；请核对两个日期，属实的请说明。",
    severity="warning",
    passes={"deadline": "2025-04-20", "fixed_date": "2025-04-10"},
    fails={"deadline": "2025-04-05", "fixed_date": "2025-04-10"},
    blames=["fixed_date"],
)
def hazard_is_fixed_in_time(deadline, fixed_date):
    return fixed_date <= deadline


@emergency.check(
    "EMG-237A", "incident",
    "死亡 {dead}、受伤 {injured}，按人数应定得更高，填的等级是{event_level}；"
    "请对照预案的分级核对，预案另有规定的请说明。",
    severity="warning",
    passes={"dead": "0", "injured": "2", "event_level": "Ⅳ级"},
    fails={"dead": "3", "injured": "2", "event_level": "Ⅳ级"},
    blames=["event_level"],
)
def level_fits_the_people_hurt(
    dead, injured, event_level, setting_event_dead_first, setting_event_dead_second,
    setting_event_dead_third, setting_event_injured_first, setting_event_injured_second,
    setting_event_injured_third,
):
    """Codes run from 1 (most serious) to 4; each limit asks for at least its level."""
    dead_from = (setting_event_dead_first, setting_event_dead_second, setting_event_dead_third)
    injured_from = (
        setting_event_injured_first, setting_event_injured_second, setting_event_injured_third
    )  # fmt: skip
    for level, (most_dead, most_injured) in enumerate(
        zip(dead_from, injured_from, strict=True), 1
    ):
        if dead >= most_dead or injured >= most_injured:
            return int(event_level) <= level
    return True
