"""Row checks of courses, of the size of majors and of their changes."""

from __future__ import annotations

from core import days_outside
from plugins.majors.category import MIXED, PRACTICAL, THEORY, majors

OFF_CAMPUS = "校外基地"


@majors.check(
    "MAJOR-006A", "change",
    "变动年月（{change_date}）不在本学年内；请核对，属于其他学年的请删去。",
    passes={"change_date": "2025-03"}, fails={"change_date": "2019-03"},
)
def change_belongs_to_the_year(change_date, calendar, setting_event_grace_days):
    return days_outside(change_date, calendar.academic_year) <= setting_event_grace_days


@majors.check(
    "MAJOR-006B", "change", "变动年月（{change_date}）略超出本学年；请核对，属实的请说明。",
    severity="warning",
    passes={"change_date": "2025-03"}, fails={"change_date": "2024-08"},
)
def change_lies_within_the_year(change_date, calendar, setting_event_grace_days):
    outside = days_outside(change_date, calendar.academic_year)
    return not 0 < outside <= setting_event_grace_days


@majors.check(
    "MAJOR-012", "catalog",
    "专业代码 {major_code} 在专业目录中的名称是“{codes_major_code}”，填的是“{major_name}”；"
    "请按目录改成全称（方向填在“专业方向”表），或改正代码。",
    passes={"major_code": "570102K", "major_name": "学前教育"},
    fails={"major_code": "570102K", "major_name": "学前教育（蒙氏方向）"},
    blames=["major_name"],
)
def named_as_in_the_catalogue(major_code, major_name, codes_major_code):
    """A code that the catalogue does not list is asked about where it is read."""
    return codes_major_code.get(major_code, major_name) == major_name


@majors.check(
    "MAJOR-214A", "course",
    "实践课时 {practice_hours} 多于计划课时 {plan_hours}；请核对教学计划里的两个数。",
    passes={"practice_hours": "24", "plan_hours": "64"},
    fails={"practice_hours": "96", "plan_hours": "64"},
    blames=["practice_hours"],
)
def practice_is_part_of_the_plan(practice_hours, plan_hours):
    return practice_hours <= plan_hours


@majors.check(
    "MAJOR-214B", "course",
    "纯理论课（A 类）不应有实践课时 {practice_hours}；有实践的请把课程类型改为 B 类。",
    passes={"course_type": "A", "practice_hours": "0"},
    fails={"course_type": "A", "practice_hours": "8"},
    blames=["practice_hours"],
)
def theory_has_no_practice(course_type, practice_hours):
    return course_type != THEORY or practice_hours == 0


@majors.check(
    "MAJOR-214C", "course",
    "纯实践课（C 类）的实践课时 {practice_hours} 应等于计划课时 {plan_hours}；"
    "请核对，有理论讲授的请把课程类型改为 B 类。",
    passes={"course_type": "C", "practice_hours": "64", "plan_hours": "64"},
    fails={"course_type": "C", "practice_hours": "48", "plan_hours": "64"},
    blames=["practice_hours"],
)
def practical_course_is_all_practice(course_type, practice_hours, plan_hours):
    return course_type != PRACTICAL or practice_hours >= plan_hours


@majors.check(
    "MAJOR-214D", "course",
    "理论+实践课（B 类）的实践课时 {practice_hours} 应大于 0、小于计划课时 {plan_hours}；"
    "请核对课时，或改正课程类型。",
    passes={"course_type": "B", "practice_hours": "24", "plan_hours": "64"},
    fails={"course_type": "B", "practice_hours": "0", "plan_hours": "64"},
    blames=["practice_hours"],
)
def mixed_course_has_both(course_type, practice_hours, plan_hours):
    more = practice_hours > plan_hours
    return course_type != MIXED or more or 0 < practice_hours < plan_hours


@majors.check(
    "MAJOR-215", "course",
    "计划课时 {plan_hours}、学分 {credits}，每学分不在 {setting_credit_hours_minimum} 至 "
    "{setting_credit_hours_maximum} 学时之间；请核对两个数，校外实习以外属实的请说明。",
    severity="warning",
    passes={
        "plan_hours": "64", "credits": "4", "course_type": "B", "place": "多媒体教室",
    },
    fails={
        "plan_hours": "640", "credits": "4", "course_type": "B", "place": "多媒体教室",
    },
    blames=["credits"],
)
def credits_fit_the_hours(
    plan_hours, credits, course_type, place, setting_credit_hours_minimum,
    setting_credit_hours_maximum,
):
    """Weeks of internship off campus are counted by rules of their own."""
    internship = course_type == PRACTICAL and place == OFF_CAMPUS
    least, most = credits * setting_credit_hours_minimum, credits * setting_credit_hours_maximum
    return internship or not credits or least <= plan_hours <= most


@majors.check(
    "MAJOR-216A", "stat",
    "各年级合计 {students} 不等于普通高中起点 {src_high}、中职起点 {src_secondary}、"
    "其他 {src_other} 之和；请核对各年级和各类生源人数。",
    passes={"students": "300", "src_high": "200", "src_secondary": "90", "src_other": "10"},
    fails={"students": "300", "src_high": "200", "src_secondary": "90", "src_other": "0"},
    blames=["students"],
)
def students_by_grade_and_source_agree(students, src_high, src_secondary, src_other):
    return students == src_high + src_secondary + src_other


@majors.check(
    "MAJOR-216B", "stat",
    "五年制后二年 {src_five} 多于中职起点合计 {src_secondary}；请核对两个数。",
    passes={"src_five": "30", "src_secondary": "90"},
    fails={"src_five": "100", "src_secondary": "90"},
    blames=["src_five"],
)
def five_year_students_are_part_of_secondary(src_five, src_secondary):
    return src_five <= src_secondary


@majors.check(
    "MAJOR-217A", "stat",
    "订单培养 {order_students}、去境外 {out_abroad}、接收境外 {in_abroad}、"
    "去其他学校 {out_domestic} 中有的多于在校生总人数 {students}；请核对。",
    passes={"students": "300", "order_students": "40", "out_abroad": "5"},
    fails={"students": "300", "order_students": "400", "out_abroad": "5"},
    blames=["students"], blanks=True,
)
def special_groups_are_part_of_all(
    students, order_students, out_abroad, in_abroad, out_domestic
):
    groups = (order_students, out_abroad, in_abroad, out_domestic)
    return students is None or all((group or 0) <= students for group in groups)


@majors.check(
    "MAJOR-217B", "stat",
    "在校生 {students} 只有 {classes}班级，平均超过 {setting_class_size_maximum} 人一班；"
    "请核对班级数，属实的请说明。",
    severity="warning",
    passes={"students": "300", "classes": "6"}, fails={"students": "300", "classes": "3"},
    blames=["classes"],
)
def classes_are_not_too_large(students, classes, setting_class_size_maximum):
    return students <= classes * setting_class_size_maximum
