"""Data checks of emergencies: plans, drills and incidents against each other."""

from __future__ import annotations

from core import Data, Wrong, years_after
from plugins.emergency.category import EVACUATION, EXERCISES, emergency

MUST_HAVE_A_PLAN = ("1", "2", "3", "4", "5", "6")


@emergency.data_check(
    "EMG-237B", "incident",
    "首次上报用时 {report_minutes}，超过预案“{plan_name}”规定的 {limit}；"
    "请核对用时，属实的请说明原因。",
    severity="warning", blames=["report_minutes"],
)
def incident_is_reported_in_time(incident, plan, data: Data):
    return data.rows(
        incident, incident.plan_name == plan.plan_name,
        incident.report_minutes > plan.report_minutes, limit=plan.report_minutes,
    )


@emergency.data_check(
    "EMG-334A", "plan",
    "没有事件类别为“{event_class}”的应急预案；请补报，总体预案已包括的请说明。",
    severity="warning", blames=["event_class"],
)
def every_class_of_event_has_a_plan(plan, data: Data):
    return [
        Wrong(values={"event_class": code})
        for code in MUST_HAVE_A_PLAN
        if not data.count(plan, plan.event_class == code)
    ]


@emergency.data_check(
    "EMG-334B", "plan",
    "预案“{plan_name}”在 {setting_plan_drill_years} 年内没有演练记录；"
    "请补报演练，或安排演练并说明。",
    severity="warning", blames=["plan_name"],
)
def every_plan_is_drilled(plan, recent_drill, data: Data, calendar, setting_plan_drill_years):
    since = years_after(calendar.academic_year.end, -setting_plan_drill_years)
    drilled = data.among(
        recent_drill.plan_name, recent_drill.kind.in_(EXERCISES), recent_drill.drill_date > since
    )
    return data.rows(plan, plan.plan_name.not_in(drilled))


@emergency.data_check(
    "EMG-334C", "drill",
    "本学年疏散演练 {left} 次，学校有 {campuses} 个校区，每个校区至少 "
    "{setting_evacuation_drills_minimum} 次，应有 {right} 次；请补报，或说明原因。",
    severity="warning",
)
def every_campus_drills_evacuation(
    drill, institution_school, data: Data, setting_evacuation_drills_minimum
):
    campuses = data.total(institution_school.campus_count) or 0
    needed = campuses * setting_evacuation_drills_minimum
    held = data.count(drill, drill.kind == EVACUATION)
    if held >= needed:
        return []
    return [Wrong(values={"left": held, "right": needed, "campuses": campuses})]
