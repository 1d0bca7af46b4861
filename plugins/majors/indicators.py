"""Measures of majors and courses, and the indicators built from them."""

from __future__ import annotations

from core import count, distinct, total
from plugins.majors.category import MIXED, PRACTICAL, PUBLIC, majors

BY = ["major_code", "major_code.unit"]
PLATFORM = "高等职业院校人才培养工作状态数据采集平台 V2.16"
STANDARDS_2019 = "教职成〔2019〕13号"


@majors.measure("开设专业数", "catalog", unit="个", by=["unit", "major_code"])
def offered_majors(catalog):
    return count()


@majors.measure("招生专业数", "catalog", unit="个", by=["unit", "major_code"])
def enrolling_majors(catalog):
    return count(catalog.enrolling)


@majors.measure("教学计划课时", "course", unit="学时", by=BY)
def planned_hours(course):
    return total(course.plan_hours)


@majors.measure("其中实践课时", "course", unit="学时", by=BY)
def planned_practice_hours(course):
    return total(course.practice_hours)


@majors.measure("开设课程门次（按专业）", "course", unit="门", by=BY)
def planned_courses(course):
    return count()


@majors.measure("理实一体（B）和实践（C）课程门次", "course", unit="门", by=BY)
def practical_courses(course):
    return count(course.course_type.in_([MIXED, PRACTICAL]))


@majors.measure("专业（基础）课程门次", "course", unit="门", by=BY)
def professional_courses(course):
    return count(course.course_attr != PUBLIC)


@majors.measure("校企合作开发的专业（基础）课程门次", "course", unit="门", by=BY)
def courses_made_with_firms(course):
    return count(course.coop, course.course_attr != PUBLIC)


@majors.measure("不同课程数", "course", unit="门")
def different_courses(course):
    return distinct(course.course_code)


@majors.indicator(
    "MAJOR-I35", "实践教学学时比例", unit="%", source=STANDARDS_2019, direction="up"
)
def practice_hours(planned_practice_hours, planned_hours):
    return 100 * planned_practice_hours / planned_hours


@majors.indicator(
    "MAJOR-I36", "理实一体（B）与实践（C）课程比例", unit="%", source=PLATFORM, direction="up"
)
def class_b_c(practical_courses, planned_courses):
    return 100 * practical_courses / planned_courses


@majors.indicator(
    "MAJOR-I37", "校企合作开发课程比例", unit="%", source=PLATFORM, direction="up"
)
def coop_course(courses_made_with_firms, professional_courses):
    return 100 * courses_made_with_firms / professional_courses
