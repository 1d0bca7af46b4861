"""Data checks of students: the roll with itself, with the totals, with majors and awards."""

from __future__ import annotations

from core import Data, count, distinct, total
from plugins.students.category import GONE, LEAVING, ON_ROLL, students


@students.data_check(
    "STU-120A", "student",
    "班级 {key} 的学生分属 {left} 个专业；一个班只能有一个专业，请核对班级名称和专业代码。",
    blames=["class_name"],
)
def class_has_one_major(student, data: Data):
    return data.groups(
        distinct(student.major_code, student.status.in_(ON_ROLL)), 1,
        by=(student.class_name, ()), relation="<=",
    )


@students.data_check(
    "STU-120B", "student",
    "班级 {key} 的学生有 {left} 个入学年份；一个班只能有一个年级，请核对班级名称和年级。",
    blames=["class_name"],
)
def class_has_one_entry_year(student, data: Data):
    return data.groups(
        distinct(student.entry_year, student.status.in_(ON_ROLL)), 1,
        by=(student.class_name, ()), relation="<=",
    )


def _filled(data, table, column, share):
    """Compare how many rows lack a value with how many there are."""
    blank, rows = data.count(table, column.is_(None)), data.count(table)
    return data.compare(blank, rows, relation="<=", percent=share - 100)


@students.data_check(
    "STU-121A", "student",
    "{right} 名学生中有 {left} 名没有填民族，超过 {setting_blank_share}%；请补填。",
    severity="warning", blames=["ethnic"],
)
def ethnic_group_is_known(student, data: Data, setting_blank_share):
    return _filled(data, student, student.ethnic, setting_blank_share)


@students.data_check(
    "STU-121B", "student",
    "{right} 名学生中有 {left} 名没有填户口性质，超过 {setting_blank_share}%；请补填。",
    severity="warning", blames=["hukou"],
)
def kind_of_household_is_known(student, data: Data, setting_blank_share):
    return _filled(data, student, student.hukou, setting_blank_share)


@students.data_check(
    "STU-121C", "student",
    "{right} 名学生中有 {left} 名没有填生源地，超过 {setting_blank_share}%；请补填。",
    severity="warning", blames=["origin"],
)
def origin_is_known(student, data: Data, setting_blank_share):
    return _filled(data, student, student.origin, setting_blank_share)


@students.data_check(
    "STU-123", "change",
    "{name}（{student_no}）报为{change_kind}，“在校生信息”表中的学籍状态却是{status}；"
    "请核对，把学籍状态改为退学、转出或开除。",
    blames=["change_kind"],
)
def who_left_is_gone(change, student, data: Data):
    return data.rows(
        change, change.student_no == student.student_no, change.change_kind.in_(LEAVING),
        student.status.not_in(GONE), status=student.status,
    )


@students.data_check(
    "STU-307", "scale",
    "普通高职在校生总数填 {right}（9 月 1 日），“在校生信息”表中在校生 {left} 人（8 月 31 日，"
    "含应届毕业生），相差超过 {setting_student_count_tolerance}%；请核对，时点造成的请说明。",
    severity="warning", blames=["higher_voc"],
)
def totals_agree_with_the_roll(scale, student, data: Data, setting_student_count_tolerance):
    return data.compare(
        count(student.status.in_(ON_ROLL)), total(scale.higher_voc),
        percent=setting_student_count_tolerance,
    )


@students.data_check(
    "STU-314A", "admission",
    "专业 {major_code} 有招生计划 {plan}，“开设专业”表却填当年不招生；请与教务处核对。",
    blames=["plan"],
)
def who_plans_enrols(admission, majors_catalog, data: Data):
    return data.rows(
        admission, admission.major_code == majors_catalog.major_code, admission.plan > 0,
        majors_catalog.enrolling.is_(False),
    )


@students.data_check(
    "STU-314B", "admission",
    "专业 {major_code} 报到 {registered}，“开设专业”表却填当年不招生；请与教务处核对。",
    blames=["registered"],
)
def who_does_not_enrol_has_no_freshmen(admission, majors_catalog, data: Data):
    return data.rows(
        admission, admission.major_code == majors_catalog.major_code, admission.registered > 0,
        majors_catalog.enrolling.is_(False),
    )


@students.data_check(
    "STU-328A", "aid",
    "{item_name} 奖助 {people}，多于全日制在校生 {students}；请核对，一人多次的请说明。",
    severity="warning", blames=["people"],
)
def no_more_aid_than_students(aid, scale, data: Data):
    return data.rows(aid, aid.people > scale.ft_total, students=scale.ft_total)


@students.data_check(
    "STU-331A", "award",
    "“{project}”（{award_date}，{level}）也填在“社团（红十字会）获奖”表中；"
    "考核时只计一次，请确认由哪张表填报。",
    severity="hint", blames=["project"],
)
def award_is_not_reported_by_a_club_too(award, clubs_award, data: Data):
    return data.rows(
        award, award.project == clubs_award.subject, award.level == clubs_award.level,
        award.award_date == clubs_award.award_date,
    )


@students.data_check(
    "STU-331B", "award",
    "“{project}”（{award_date}，{level}）也填在“教师获奖与社会兼职”表中；"
    "考核时只计一次，请确认是否重复填报。",
    severity="hint", blames=["project"],
)
def award_is_not_reported_by_a_teacher_too(award, faculty_award, data: Data):
    return data.rows(
        award, award.project == faculty_award.name, award.level == faculty_award.level,
        award.award_date == faculty_award.item_date,
    )
