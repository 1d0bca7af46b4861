"""Row checks of a teacher: degrees, titles, certificates, double qualification."""

from __future__ import annotations

import re

from core import age, years_after
from plugins.faculty.category import FULL_TIME, PROFESSOR, faculty, september

TITLES = (
    ("411", r"正高级|教授级"),
    ("412", r"^副"),
    ("420", r"助理研究员"),
    ("434", r"助教|助理|实习|初级|二级教师|三级教师"),
    ("412", r"高级"),
    ("420", r"讲师|中级|主治医师|一级教师|^(工程师|实验师|馆员|会计师|经济师|编辑)$"),
    ("411", r"教授|研究员|研究馆员|编审|主任医师"),
)
"""What a title's name says about its level; the first that fits holds."""
DOCTOR, DOCTORATE = "11", "2"
DOUBLE_AREAS = ("3", "4")


def level_of(title_name):
    """Return the level that a title's name says, None when it says none."""
    return next((level for level, words in TITLES if re.search(words, title_name)), None)


@faculty.check(
    "FAC-104A", "teacher",
    "职务获取日期（{title_date}）时不满 {setting_title_age_minimum} 周岁（出生日期 {birthday}）；"
    "请核对两个日期，属实的请说明。",
    severity="warning",
    passes={"birthday": "1980-05-06", "title_date": "2010-12"},
    fails={"birthday": "1980-05-06", "title_date": "1995-12"},
    blames=["title_date"],
)
def old_enough_for_a_title(birthday, title_date, setting_title_age_minimum):
    return title_date >= years_after(birthday, setting_title_age_minimum)


@faculty.check(
    "FAC-104B", "teacher",
    "正高级职务而 9 月 1 日不满 {setting_professor_age_minimum} 周岁（出生日期 {birthday}）；"
    "请核对，属实的请说明。",
    severity="warning",
    passes={"birthday": "1980-05-06", "title_level": "正高级"},
    fails={"birthday": "2000-05-06", "title_level": "正高级"},
    blames=["title_level"],
)
def old_enough_for_a_professor(birthday, title_level, calendar, setting_professor_age_minimum):
    years = age(birthday, september(calendar))
    return title_level != PROFESSOR or years >= setting_professor_age_minimum


@faculty.check(
    "FAC-105", "teacher",
    "职务名称“{title_name}”与职务等级（{title_level}）不符；请核对证书，改正不对的一项。",
    passes={"title_name": "副教授", "title_level": "副高级"},
    fails={"title_name": "讲师", "title_level": "副高级"},
    blames=["title_level"],
)
def title_name_agrees_with_level(title_name, title_level):
    return level_of(title_name) in (None, title_level)


@faculty.check(
    "FAC-106A", "teacher",
    "学历为博士研究生毕业，学位却是 {degree}；请核对学位证书，属实的请说明。",
    severity="warning",
    passes={"edu": "博士研究生毕业", "degree": "博士"},
    fails={"edu": "博士研究生毕业", "degree": "硕士"},
    blames=["degree"],
)
def doctor_has_the_degree(edu, degree):
    return edu != DOCTOR or degree == DOCTORATE


@faculty.check(
    "FAC-106B", "teacher",
    "学位为博士，学历却是 {edu}；请核对毕业证书，属实的（如在职攻读）请说明。",
    severity="warning",
    passes={"edu": "博士研究生毕业", "degree": "博士"},
    fails={"edu": "大学本科毕业", "degree": "博士"},
    blames=["edu"],
)
def doctorate_has_the_education(edu, degree):
    return degree != DOCTORATE or edu == DOCTOR


@faculty.check(
    "FAC-107", "teacher",
    "校内专任教师没有高校教师资格证，来校（{join_date}）已满 {setting_new_teacher_years} 年；"
    "请核对，确实没有的请说明。",
    severity="warning",
    passes={"staff_kind": "校内专任教师", "teacher_cert": "是", "join_date": "2010-09"},
    fails={"staff_kind": "校内专任教师", "teacher_cert": "否", "join_date": "2010-09"},
    blames=["teacher_cert"],
)
def full_time_teacher_is_certified(
    staff_kind, teacher_cert, join_date, calendar, setting_new_teacher_years
):
    new = years_after(join_date, setting_new_teacher_years) >= september(calendar)
    return staff_kind != FULL_TIME or teacher_cert or new


@faculty.check(
    "FAC-108", "teacher",
    "双师素质教师应有职业资格证书、{setting_dual_industry_years} 年以上一线工作时间"
    "（现填 {industry_years}）或双师型认定；请补填依据，或把“是否双师素质教师”改为否。",
    passes={"dual": "是", "industry_years": "3"},
    fails={"dual": "是", "industry_years": "0"},
    blames=["dual"],
    blanks=True,
)
def double_qualification_has_a_ground(
    dual, vq_name, industry_years, dual_level, setting_dual_industry_years
):
    return (
        not dual
        or bool(vq_name)
        or (industry_years or 0) >= setting_dual_industry_years
        or (dual_level or "0") != "0"
    )


@faculty.check(
    "FAC-109", "teacher",
    "双师素质教师一般教专业课或实习指导课，任教课程类别为 {course_area}，也不是专业课教师；"
    "请核对，属实的请说明。",
    severity="warning",
    passes={"dual": "是", "professional": "是"},
    fails={"dual": "是", "professional": "否", "course_area": "公共基础课"},
    blames=["dual"],
    blanks=True,
)
def double_qualified_teaches_the_profession(dual, professional, course_area):
    return not dual or bool(professional) or bool({*DOUBLE_AREAS} & {*(course_area or ())})
