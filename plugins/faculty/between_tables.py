"""Data checks of the faculty tables: between each other, with the units, with last year."""

from __future__ import annotations

from core import Data, count, mean, total
from plugins.faculty.category import EXTERNAL, FULL_TIME, IN_SERVICE, INTERNAL, PART_TIME, faculty

ON_DUTY = "11"
NO_DEGREE = ("0", "1")


@faculty.data_check(
    "FAC-110", "teacher",
    "教工号 {key} 本学年一线工作 {left} 天，企业实践表中合计只有 {right} 天；"
    "请补报企业实践，或核对天数并说明。",
    severity="warning", blames=["industry_days"],
)
def days_in_industry_are_recorded(
    teacher, practice, data: Data, setting_industry_days_slack
):
    return data.groups(
        total(teacher.industry_days), total(practice.days),
        by=(teacher.staff_no, practice.staff_no),
        relation="<=", tolerance=setting_industry_days_slack,
    )


@faculty.data_check(
    "FAC-111", "teacher",
    "身份证件号 {id_card} 用在两个以上教工号下（本行 {staff_no}）；一个人只能有一行、一种教师类型，"
    "请核对证件或删去重复的行。",
    blames=["id_card"],
)
def one_person_one_row(teacher, data: Data):
    return data.repeated(teacher.id_card)


@faculty.data_check(
    "FAC-114", "teacher",
    "本表校内在职教师 {left} 人，“机构设置”表中专职教职工合计 {right} 人，"
    "相差超过 {setting_staff_count_tolerance}%；请与各单位核对，属实的请说明。",
    severity="warning",
)
def staff_agrees_with_units(
    teacher, institution_unit, data: Data, setting_staff_count_tolerance
):
    return data.compare(
        count(teacher.staff_kind.in_(INTERNAL), teacher.status.in_(IN_SERVICE)),
        total(institution_unit.staff_full), percent=setting_staff_count_tolerance,
    )


@faculty.data_check(
    "FAC-301", "teaching",
    "教工号 {staff_no} 不在本批次“教师基本情况”表中；请核对教工号，或先在该表补报这位教师。",
    blames=["staff_no"],
)
def unknown_teacher(teaching, teacher, data: Data):
    return data.missing(teaching.staff_no, teacher.staff_no)


@faculty.data_check(
    "FAC-302", "teacher",
    "校内专任教师 {name}（{staff_no}）本学年没有授课记录；请补报授课情况，"
    "进修、产假、挂职等没有授课的请说明。",
    severity="warning", blames=["staff_no"],
)
def full_time_teacher_teaches(teacher, teaching, data: Data):
    return data.missing(
        teacher.staff_no, teaching.staff_no,
        teacher.staff_kind == FULL_TIME, teacher.status == ON_DUTY,
    )


@faculty.data_check(
    "FAC-303A", "teacher",
    "校外教师 {name}（{staff_no}）本学年没有授课记录；请补报授课情况，没有授课的不应列入本表。",
    blames=["staff_no"],
)
def external_teacher_teaches(teacher, teaching, data: Data):
    return data.missing(
        teacher.staff_no, teaching.staff_no, teacher.staff_kind.in_(EXTERNAL)
    )


@faculty.data_check(
    "FAC-303B", "teacher",
    "校内兼课人员 {name}（{staff_no}）本学年没有授课记录；请补报授课情况或说明原因。",
    severity="warning", blames=["staff_no"],
)
def part_time_teacher_teaches(teacher, teaching, data: Data):
    return data.missing(
        teacher.staff_no, teaching.staff_no, teacher.staff_kind == PART_TIME
    )


@faculty.data_check(
    "FAC-304A", "teaching",
    "专任教师 {key} 本学年授课合计 {left} 学时，超过 {right} 学时；请核对是否重复，属实的请说明。",
    severity="warning", blames=["hours"],
)
def full_time_teacher_is_not_overloaded(
    teaching, teacher, data: Data, setting_full_time_hours
):
    return data.groups(
        total(
            teaching.hours, teaching.staff_no == teacher.staff_no,
            teacher.staff_kind == FULL_TIME,
        ),
        setting_full_time_hours, by=teaching.staff_no, relation="<=",
    )


@faculty.data_check(
    "FAC-304B", "teaching",
    "兼课、兼职教师 {key} 本学年授课合计 {left} 学时，超过 {right} 学时；"
    "请核对是否重复，属实的请说明。",
    severity="warning", blames=["hours"],
)
def part_time_teacher_is_not_overloaded(
    teaching, teacher, data: Data, setting_part_time_hours
):
    return data.groups(
        total(
            teaching.hours, teaching.staff_no == teacher.staff_no,
            teacher.staff_kind != FULL_TIME,
        ),
        setting_part_time_hours, by=teaching.staff_no, relation="<=",
    )


@faculty.data_check(
    "FAC-304C", "teaching",
    "教师 {key} 本学年授课合计 {left} 学时，一学年不可能超过 {right} 学时；"
    "请核对课时和教工号，删去重复的行。",
    blames=["hours"],
)
def nobody_teaches_the_impossible(teaching, data: Data, setting_impossible_hours):
    return data.groups(
        total(teaching.hours), setting_impossible_hours, by=teaching.staff_no, relation="<="
    )


@faculty.data_check(
    "FAC-305", "teaching",
    "专业、课程、班级 {key} 实际授课 {left} 学时，教学计划 {right} 学时，"
    "相差超过 {setting_plan_hours_tolerance}%；请核对课时，属实的请说明。",
    severity="warning", blames=["hours"],
)
def hours_agree_with_the_plan(
    teaching, majors_course, data: Data, setting_plan_hours_tolerance
):
    planned = (
        teaching.course_code == majors_course.course_code,
        teaching.major_code == majors_course.major_code,
    )
    by = [teaching.major_code, teaching.course_code, teaching.class_name]
    found = data.groups(
        total(teaching.hours), mean(majors_course.plan_hours, *planned),
        by=(by, by), percent=setting_plan_hours_tolerance,
    )
    return [wrong for wrong in found if wrong.values["right"]]


@faculty.data_check(
    "FAC-405", "teacher",
    "{name}（{staff_no}）在上年教师表中（人员状态 {status}），今年没有；"
    "请补报，或确认已离校并说明。",
    severity="warning",
)
def nobody_vanishes(teacher, data: Data):
    last = data.last_round(teacher)
    there = (last.staff_kind.in_(INTERNAL), last.status.in_(IN_SERVICE))
    return data.missing(last.staff_no, teacher.staff_no, *there)


@faculty.data_check(
    "FAC-409A", "teacher",
    "一线工作时间（历年）今年 {industry_years}，上年 {before}；累计数不应减少，请核对。",
    severity="warning", blames=["industry_years"],
)
def industry_years_never_fall(teacher, data: Data):
    last = data.last_round(teacher)
    return data.rows(
        teacher, teacher.staff_no == last.staff_no,
        teacher.industry_years < last.industry_years, before=last.industry_years,
    )


@faculty.data_check(
    "FAC-409B", "manager",
    "本岗位工作年限今年 {post_years}，上年 {before}；同一人同一岗位应比上年多 1 年，请核对。",
    severity="warning", blames=["post_years"],
)
def post_years_grow_by_one(manager, data: Data):
    last = data.last_round(manager)
    return data.rows(
        manager, manager.staff_no == last.staff_no, manager.manager_kind == last.manager_kind,
        manager.post_years != last.post_years + 1, before=last.post_years,
    )


@faculty.data_check(
    "FAC-410A", "teacher",
    "专业技术职务等级今年是 {title_level}，上年是 {before}；一般不会降低，请核对，属实的请说明。",
    severity="warning", blames=["title_level"],
)
def title_never_falls(teacher, data: Data):
    last = data.last_round(teacher)
    return data.rows(
        teacher, teacher.staff_no == last.staff_no,
        teacher.title_level > last.title_level, before=last.title_level,
    )


@faculty.data_check(
    "FAC-410B", "teacher",
    "学位今年是 {degree}，上年是 {before}；不会降低，请核对。",
    severity="warning", blames=["degree"],
)
def degree_never_falls(teacher, data: Data):
    last = data.last_round(teacher)
    lower = teacher.degree.in_(NO_DEGREE) | (teacher.degree > last.degree)
    return data.rows(
        teacher, teacher.staff_no == last.staff_no, last.degree.not_in(NO_DEGREE),
        lower, before=last.degree,
    )
