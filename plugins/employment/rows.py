"""Row checks of the employment tables."""

from __future__ import annotations

from core import days_outside
from plugins.employment.category import employment


@employment.check(
    "EMP-006A", "service", "活动日期（{event_date}）不在本学年内；请核对，属于其他学年的请删去。",
    passes={"event_date": "2025-03-10"}, fails={"event_date": "2023-03-10"},
)
def event_belongs_to_the_year(event_date, calendar, setting_event_grace_days):
    return days_outside(event_date, calendar.academic_year) <= setting_event_grace_days


@employment.check(
    "EMP-006B", "service", "活动日期（{event_date}）略超出本学年；请核对，属实的请说明。",
    severity="warning",
    passes={"event_date": "2025-03-10"}, fails={"event_date": "2024-08-20"},
)
def event_lies_within_the_year(event_date, calendar, setting_event_grace_days):
    outside = days_outside(event_date, calendar.academic_year)
    return not 0 < outside <= setting_event_grace_days


@employment.check(
    "EMP-225A", "major", "本地市就业 {emp_city} 多于本省就业 {emp_province}；请核对两个数。",
    passes={"emp_city": "30", "emp_province": "40"},
    fails={"emp_city": "40", "emp_province": "30"},
)
def city_is_part_of_province(emp_city, emp_province):
    return emp_city <= emp_province


@employment.check(
    "EMP-225B", "major", "本省就业 {emp_province} 多于就业数 {employed}；请核对两个数。",
    passes={"emp_province": "30", "employed": "40"},
    fails={"emp_province": "40", "employed": "30"},
)
def province_is_part_of_employed(emp_province, employed):
    return emp_province <= employed


@employment.check(
    "EMP-225C", "major", "就业数 {employed} 多于毕业生数 {grads}；请核对两个数。",
    passes={"employed": "30", "grads": "40"}, fails={"employed": "40", "grads": "30"},
)
def employed_are_part_of_graduates(employed, grads):
    return employed <= grads


@employment.check(
    "EMP-225D", "major", "对口就业 {matched} 多于就业数 {employed}；请核对两个数。",
    passes={"matched": "30", "employed": "40"}, fails={"matched": "40", "employed": "30"},
)
def matched_are_part_of_employed(matched, employed):
    return matched <= employed


@employment.check(
    "EMP-225E", "major", "升学 {upgrade} 多于就业（去向落实）数 {employed}；请核对两个数。",
    passes={"upgrade": "30", "employed": "40"}, fails={"upgrade": "40", "employed": "30"},
)
def upgraded_are_part_of_employed(upgrade, employed):
    return upgrade <= employed


@employment.check(
    "EMP-226A", "major",
    "就业数 {employed} 不等于本省就业 {emp_province} 加其他就业 {emp_other}；请核对三个数。",
    passes={"employed": "40", "emp_province": "30", "emp_other": "10"},
    fails={"employed": "40", "emp_province": "30", "emp_other": "5"},
    blanks=True,
)
def employed_are_here_or_elsewhere(employed, emp_province, emp_other):
    if employed is None or emp_province is None:
        return True
    return employed == emp_province + (emp_other or 0)


@employment.check(
    "EMP-226B", "major",
    "各类生源毕业数（{hs_grads}、{tri_grads}、{tt_grads}、{five_grads}）之和"
    "不等于毕业生数 {grads}；请核对，有其他生源的请说明。",
    severity="warning", blames=["grads"], blanks=True,
    passes={"grads": "40", "hs_grads": "30", "tri_grads": "10"},
    fails={"grads": "40", "hs_grads": "30", "tri_grads": "5"},
)
def graduates_by_source_add_up(grads, hs_grads, tri_grads, tt_grads, five_grads):
    return _adds_up(grads, (hs_grads, tri_grads), (tt_grads, five_grads))


@employment.check(
    "EMP-226C", "major",
    "各类生源就业数（{hs_emp}、{tri_emp}、{tt_emp}、{five_emp}）之和不等于就业数 {employed}；"
    "请核对，有其他生源的请说明。",
    severity="warning", blames=["employed"], blanks=True,
    passes={"employed": "40", "hs_emp": "30", "tri_emp": "10"},
    fails={"employed": "40", "hs_emp": "30", "tri_emp": "5"},
)
def employed_by_source_add_up(employed, hs_emp, tri_emp, tt_emp, five_emp):
    return _adds_up(employed, (hs_emp, tri_emp), (tt_emp, five_emp))


def _adds_up(whole, required, optional):
    """Compare a sum; what must be filled and is not makes it unknown, and so right."""
    if whole is None or None in required:
        return True
    return whole == sum(required) + sum(part or 0 for part in optional)


@employment.check(
    "EMP-227A", "last",
    "用人单位满意、一般、不满意人数（{sat_good}、{sat_fair}、{sat_bad}）之和多于就业数 {employed}；"
    "请核对四个数。",
    passes={"sat_good": "20", "sat_fair": "5", "sat_bad": "1", "employed": "40"},
    fails={"sat_good": "30", "sat_fair": "15", "sat_bad": "1", "employed": "40"},
)
def rated_are_part_of_employed(sat_good, sat_fair, sat_bad, employed):
    return sat_good + sat_fair + sat_bad <= employed


@employment.check(
    "EMP-227B", "last", "就业数 {employed} 多于毕业生数 {grads}；请核对两个数。",
    passes={"employed": "30", "grads": "40"}, fails={"employed": "40", "grads": "30"},
)
def last_employed_are_part_of_graduates(employed, grads):
    return employed <= grads


@employment.check(
    "EMP-227C", "last",
    "对教学、母校、现状满意或期待、能力、知识吻合的人数（{teach_sat}、{school_sat}、{status_sat}、"
    "{expect_ok}、{ability_ok}、{knowledge_ok}）有的多于有效样本 {sample}"
    "（没有样本数的为毕业生数 {grads}）；请核对。",
    blames=["sample"], blanks=True,
    passes={"grads": "40", "sample": "30", "school_sat": "28"},
    fails={"grads": "40", "sample": "30", "school_sat": "35"},
)
def answers_are_part_of_the_sample(
    grads, sample, teach_sat, school_sat, status_sat, expect_ok, ability_ok, knowledge_ok
):
    asked = grads if sample is None else sample
    answers = (teach_sat, school_sat, status_sat, expect_ok, ability_ok, knowledge_ok)
    return asked is None or all((answer or 0) <= asked for answer in answers)
