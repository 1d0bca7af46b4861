"""Measures of drills, hazards and incidents, and the indicators built from them."""

from __future__ import annotations

from core import count, total
from plugins.emergency.category import EXERCISES, FIXED, emergency

RESPONSE = "突发事件应对法；学校应急预案"
SAFETY = "安全生产隐患排查治理要求"


@emergency.measure("参加应急演练的学生人次", "drill", unit="人次", by=["unit"])
def students_in_drills(drill):
    return total(drill.students, drill.kind.in_(EXERCISES))


@emergency.measure("隐患数", "hazard", unit="处", by=["unit"])
def hazards(hazard):
    return count()


@emergency.measure("已整改隐患数", "hazard", unit="处", by=["unit"])
def fixed_hazards(hazard):
    return count(hazard.status == FIXED)


@emergency.measure("按期整改隐患数", "hazard", unit="处", by=["unit"])
def hazards_fixed_in_time(hazard):
    return count(hazard.status == FIXED, hazard.fixed_date <= hazard.deadline)


@emergency.measure("启动预案的突发事件数", "incident", unit="起")
def incidents_under_a_plan(incident, plan):
    return count(incident.plan_name == plan.plan_name)


@emergency.measure("首报及时的突发事件数", "incident", unit="起")
def incidents_reported_in_time(incident, plan):
    return count(
        incident.plan_name == plan.plan_name, incident.report_minutes <= plan.report_minutes
    )


@emergency.indicator("EMG-I65", "应急演练覆盖率", unit="%", source=RESPONSE, direction="up")
def drill_cover(students_in_drills, full_time_students):
    """Students in drills per hundred; who takes part twice counts twice."""
    return 100 * students_in_drills / full_time_students


@emergency.indicator("EMG-I66", "隐患整改率", unit="%", source=SAFETY, direction="up")
def hazard_closed(fixed_hazards, hazards):
    return 100 * fixed_hazards / hazards


@emergency.indicator("EMG-I67", "隐患按期整改率", unit="%", source=SAFETY, direction="up")
def hazard_on_time(hazards_fixed_in_time, fixed_hazards):
    return 100 * hazards_fixed_in_time / fixed_hazards


@emergency.indicator(
    "EMG-I68", "突发事件首报及时率", unit="%", source=RESPONSE, direction="up"
)
def report_in_time(incidents_reported_in_time, incidents_under_a_plan):
    """Of the incidents for which a plan sets a time; the others have no limit to keep."""
    return 100 * incidents_reported_in_time / incidents_under_a_plan
