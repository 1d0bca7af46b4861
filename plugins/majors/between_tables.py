"""Data checks of majors: their students, leaders, courses and bases."""

from __future__ import annotations

from core import Data, count, distinct, total
from plugins.majors.category import ON_ROLL, PUBLIC, majors

HEAD, PACEMAKER = "专业负责人", "专业带头人"
ELECTIVE = ("2", "3")
THREE_YEARS = "3"


@majors.data_check(
    "MAJOR-308", "stat",
    "专业 {key} 在校生总人数 {right}，“在校生信息”表中在校生 {left} 人（8 月 31 日，含休学和"
    "保留学籍）；请与学生处核对两张表。",
    blames=["students"],
)
def size_agrees_with_the_roll(stat, students_student, data: Data):
    return data.groups(
        count(students_student.status.in_(ON_ROLL)), total(stat.students),
        by=(students_student.major_code, stat.major_code),
    )


@majors.data_check(
    "MAJOR-316A", "catalog",
    "招生专业 {major_name}（{major_code}）没有专业负责人；"
    "请在“专业带头人、专业负责人”表补报。",
    blames=["major_code"],
)
def enrolling_major_has_a_head(catalog, leader, data: Data):
    led = data.among(leader.major_code, leader.role == HEAD)
    return data.rows(catalog, catalog.enrolling, catalog.major_code.not_in(led))


@majors.data_check(
    "MAJOR-316B", "catalog",
    "招生专业 {major_name}（{major_code}）没有专业带头人；"
    "请在“专业带头人、专业负责人”表补报，尚未聘任的请说明。",
    severity="warning", blames=["major_code"],
)
def enrolling_major_has_a_pacemaker(catalog, leader, data: Data):
    led = data.among(leader.major_code, leader.role == PACEMAKER)
    return data.rows(catalog, catalog.enrolling, catalog.major_code.not_in(led))


@majors.data_check(
    "MAJOR-317A", "catalog",
    "专业 {key} 有在校生，“课程设置”表只有 {left} 门课程，不到 {right} 门；"
    "请补报教学计划里的全部课程，属实的请说明。",
    severity="warning", blames=["major_code"],
)
def major_has_enough_courses(
    catalog, course, students_student, data: Data, setting_courses_minimum
):
    studied = data.among(students_student.major_code, students_student.status.in_(ON_ROLL))
    none = data.rows(
        catalog, catalog.major_code.in_(studied),
        catalog.major_code.not_in(data.among(course.major_code)),
        key=catalog.major_code, left=0, right=int(setting_courses_minimum),
    )
    return none + data.groups(
        distinct(course.course_code, course.major_code.in_(studied)), setting_courses_minimum,
        by=(course.major_code, catalog.major_code), relation=">=",
    )


@majors.data_check(
    "MAJOR-317B", "catalog",
    "专业 {key} 有在校生，“课程设置”表只有 {left} 门专业核心课程，不到 {right} 门；"
    "请核对“是否专业核心课程”，属实的请说明。",
    severity="warning", blames=["major_code"],
)
def major_has_enough_core_courses(
    catalog, course, students_student, data: Data, setting_core_courses_minimum
):
    studied = data.among(students_student.major_code, students_student.status.in_(ON_ROLL))
    none = data.rows(
        catalog, catalog.major_code.in_(studied),
        catalog.major_code.not_in(data.among(course.major_code, course.core)),
        key=catalog.major_code, left=0, right=int(setting_core_courses_minimum),
    )
    return none + data.groups(
        distinct(course.course_code, course.major_code.in_(studied), course.core),
        setting_core_courses_minimum,
        by=(course.major_code, catalog.major_code), relation=">=",
    )


@majors.data_check(
    "MAJOR-318A", "course",
    "专业 {key} 实践课时 {left}，不到计划课时 {right} 的 {setting_practice_share_minimum}%；"
    "请核对课时和课程类型，属实的请说明。",
    severity="warning", blames=["practice_hours"],
)
def enough_of_the_plan_is_practice(course, data: Data, setting_practice_share_minimum):
    return data.groups(
        total(course.practice_hours), total(course.plan_hours), by=course.major_code,
        relation=">=", percent=100 - setting_practice_share_minimum,
    )


@majors.data_check(
    "MAJOR-318B", "course",
    "三年制专业 {key} 计划课时合计 {left}，不到 {right} 学时；"
    "请补报全部课程（含实习周），属实的请说明。",
    severity="warning", blames=["plan_hours"],
)
def three_year_plan_is_long_enough(course, catalog, data: Data, setting_plan_total_minimum):
    planned = total(
        course.plan_hours, course.major_code == catalog.major_code,
        catalog.years == THREE_YEARS,
    )
    return data.groups(
        planned, setting_plan_total_minimum, by=course.major_code, relation=">="
    )


@majors.data_check(
    "MAJOR-318C", "course",
    "专业 {key} 公共课课时 {left}，不到计划课时 {right} 的 {setting_public_share_minimum}%；"
    "请核对课程属性，属实的请说明。",
    severity="warning", blames=["course_attr"],
)
def enough_of_the_plan_is_general(course, data: Data, setting_public_share_minimum):
    return data.groups(
        total(course.plan_hours, course.course_attr == PUBLIC), total(course.plan_hours),
        by=course.major_code, relation=">=", percent=100 - setting_public_share_minimum,
    )


@majors.data_check(
    "MAJOR-318D", "course",
    "专业 {key} 选修课课时 {left}，不到计划课时 {right} 的 {setting_elective_share_minimum}%；"
    "请核对课程性质，属实的请说明。",
    severity="warning", blames=["course_nature"],
)
def enough_of_the_plan_is_elective(course, data: Data, setting_elective_share_minimum):
    return data.groups(
        total(course.plan_hours, course.course_nature.in_(ELECTIVE)), total(course.plan_hours),
        by=course.major_code, relation=">=", percent=100 - setting_elective_share_minimum,
    )


def _too_few_bases(data, catalog, base, least):
    """Return the enrolling majors that fewer bases than wanted name as theirs."""
    named = base.majors.pairs()
    none = data.rows(
        catalog, catalog.enrolling, catalog.major_code.not_in(data.among(base.majors)),
        key=catalog.major_code, left=0, right=int(least),
    )
    return none + data.groups(
        count(named.c.value == catalog.major_code, catalog.enrolling), least,
        by=(catalog.major_code, ()), relation=">=",
    )


@majors.data_check(
    "MAJOR-319A", "catalog",
    "招生专业 {key} 有 {left} 个校内实践基地，不到 {right} 个；"
    "请在“校内实践基地”表补报或补选面向专业，确实没有的请说明。",
    severity="warning", blames=["major_code"],
)
def major_has_a_base_on_campus(
    catalog, facilities_base_on, data: Data, setting_bases_on_minimum
):
    return _too_few_bases(data, catalog, facilities_base_on, setting_bases_on_minimum)


@majors.data_check(
    "MAJOR-319B", "catalog",
    "招生专业 {key} 有 {left} 个校外实习实训基地，不到 {right} 个；"
    "请在“校外实习实训基地”表补报或补选面向专业，确实没有的请说明。",
    severity="warning", blames=["major_code"],
)
def major_has_a_base_off_campus(
    catalog, facilities_base_off, data: Data, setting_bases_off_minimum
):
    return _too_few_bases(data, catalog, facilities_base_off, setting_bases_off_minimum)
