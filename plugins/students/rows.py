"""Row checks of student numbers, admission, changes, aid and awards."""

from __future__ import annotations

from datetime import timedelta

from core import days_outside
from plugins.students.category import students

NATIONAL, INSPIRATION = "01", "02"


@students.check(
    "STU-006A", "change",
    "异动日期（{change_date}）不在本学年内；请核对，属于其他学年的请删去。",
    passes={"change_date": "2025-03-10"}, fails={"change_date": "2023-03-10"},
)
def change_belongs_to_the_year(change_date, calendar, setting_event_grace_days):
    return days_outside(change_date, calendar.academic_year) <= setting_event_grace_days


@students.check(
    "STU-006B", "change", "异动日期（{change_date}）略超出本学年；请核对，属实的请说明。",
    severity="warning",
    passes={"change_date": "2025-03-10"}, fails={"change_date": "2024-08-20"},
)
def change_lies_within_the_year(change_date, calendar, setting_event_grace_days):
    outside = days_outside(change_date, calendar.academic_year)
    return not 0 < outside <= setting_event_grace_days


@students.check(
    "STU-006C", "award",
    "获奖日期（{award_date}）不在本学年内；请核对，属于其他学年的请删去。",
    passes={"award_date": "2025-03"}, fails={"award_date": "2023-03"},
)
def award_belongs_to_the_year(award_date, calendar, setting_event_grace_days):
    return days_outside(award_date, calendar.academic_year) <= setting_event_grace_days


@students.check(
    "STU-006D", "award", "获奖日期（{award_date}）略超出本学年；请核对，属实的请说明。",
    severity="warning",
    passes={"award_date": "2025-03"}, fails={"award_date": "2024-08"},
)
def award_lies_within_the_year(award_date, calendar, setting_event_grace_days):
    outside = days_outside(award_date, calendar.academic_year)
    return not 0 < outside <= setting_event_grace_days


@students.check(
    "STU-122", "change",
    "审批日期（{approve_date}）比异动日期（{change_date}）早 {setting_approval_lead_days} "
    "天以上；请核对两个日期，属实的请说明。",
    severity="warning",
    passes={"approve_date": "2025-03-01", "change_date": "2025-03-10"},
    fails={"approve_date": "2024-09-01", "change_date": "2025-03-10"},
    blames=["approve_date"],
)
def approved_about_when_it_happened(approve_date, change_date, setting_approval_lead_days):
    return approve_date >= change_date - timedelta(days=int(setting_approval_lead_days))


@students.check(
    "STU-218A", "scale",
    "全日制在校生 {ft_total} 少于普通高职 {higher_voc} 加成人高职 {adult_ft_higher}；"
    "请核对三个数。",
    passes={"ft_total": "5000", "higher_voc": "4900", "adult_ft_higher": "100"},
    fails={"ft_total": "4800", "higher_voc": "4900", "adult_ft_higher": "100"},
    blames=["ft_total"], blanks=True,
)
def all_students_include_the_kinds(ft_total, higher_voc, adult_ft_higher):
    if ft_total is None or higher_voc is None:
        return True
    return ft_total >= higher_voc + (adult_ft_higher or 0)


@students.check(
    "STU-218B", "scale",
    "普通高职在校生 {higher_voc} 不等于高中起点 {src_high}、中职起点 {src_secondary}、"
    "其他 {src_other} 之和；请核对四个数。",
    passes={
        "higher_voc": "4900", "src_high": "3000", "src_secondary": "1800", "src_other": "100",
    },
    fails={"higher_voc": "4900", "src_high": "3000", "src_secondary": "1800", "src_other": "0"},
    blames=["higher_voc"],
)
def college_students_by_source_add_up(higher_voc, src_high, src_secondary, src_other):
    return higher_voc == src_high + src_secondary + src_other


@students.check(
    "STU-218C", "scale",
    "五年制前三年 {five_first3} 多于中职在校生 {sec_voc}；请核对两个数。",
    passes={"five_first3": "200", "sec_voc": "300"},
    fails={"five_first3": "400", "sec_voc": "300"},
)
def first_years_are_part_of_secondary(five_first3, sec_voc):
    return five_first3 <= sec_voc


@students.check(
    "STU-219A", "admission", "实际报到 {registered} 多于实际录取 {admitted}；请核对两个数。",
    passes={"registered": "90", "admitted": "100"},
    fails={"registered": "110", "admitted": "100"},
)
def registered_were_admitted(registered, admitted):
    return registered <= admitted


@students.check(
    "STU-219B", "admission", "本省报到 {reg_province} 多于实际报到 {registered}；请核对两个数。",
    passes={"reg_province": "80", "registered": "90"},
    fails={"reg_province": "95", "registered": "90"},
)
def province_is_part_of_registered(reg_province, registered):
    return reg_province <= registered


@students.check(
    "STU-219C", "admission", "本地市报到 {reg_local} 多于本省报到 {reg_province}；请核对两个数。",
    passes={"reg_local": "30", "reg_province": "80"},
    fails={"reg_local": "85", "reg_province": "80"},
)
def city_is_part_of_province(reg_local, reg_province):
    return reg_local <= reg_province


@students.check(
    "STU-219D", "admission",
    "各项报考原因的人数之和多于实际报到 {registered}；每名新生只算一个主要原因，请核对。",
    passes={"registered": "90", "why_brand": "40", "why_job": "50"},
    fails={"registered": "90", "why_brand": "60", "why_job": "50"},
    blames=["registered"], blanks=True,
)
def each_freshman_has_one_reason(
    registered, why_brand, why_hobby, why_job, why_skill, why_place, why_recommend, why_other
):
    reasons = (
        why_brand, why_hobby, why_job, why_skill, why_place, why_recommend, why_other
    )  # fmt: skip
    return registered is None or sum(reason or 0 for reason in reasons) <= registered


@students.check(
    "STU-220", "admission",
    "实际录取 {admitted} 超过计划 {plan} 的 {setting_admission_over_plan}%；"
    "请核对两个数，有追加计划的请说明。",
    severity="warning",
    passes={"admitted": "110", "plan": "100"}, fails={"admitted": "130", "plan": "100"},
    blames=["admitted"],
)
def admitted_as_planned(admitted, plan, setting_admission_over_plan):
    return 100 * admitted <= plan * setting_admission_over_plan


@students.check(
    "STU-328B", "aid",
    "国家奖学金 {amount} 不等于 {people} 乘每人 {setting_national_scholarship} 元；"
    "请核对人数和金额，金额单位是万元，属实的请说明。",
    severity="warning",
    passes={"kind": "国家奖学金", "people": "8", "amount": "8"},
    fails={"kind": "国家奖学金", "people": "8", "amount": "6.4"},
    blames=["amount"],
)
def national_scholarship_is_as_set(kind, people, amount, setting_national_scholarship):
    return kind != NATIONAL or amount == people * setting_national_scholarship


@students.check(
    "STU-328C", "aid",
    "国家励志奖学金 {amount} 不等于 {people} 乘每人 {setting_inspiration_scholarship} 元；"
    "请核对人数和金额，金额单位是万元，属实的请说明。",
    severity="warning",
    passes={"kind": "国家励志奖学金", "people": "300", "amount": "180"},
    fails={"kind": "国家励志奖学金", "people": "300", "amount": "150"},
    blames=["amount"],
)
def inspiration_scholarship_is_as_set(kind, people, amount, setting_inspiration_scholarship):
    return kind != INSPIRATION or amount == people * setting_inspiration_scholarship
