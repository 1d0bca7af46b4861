"""Data checks of the employment tables: with the roll, with the catalogue, with each other."""

from __future__ import annotations

from core import Data, count, total
from plugins.employment.category import FURTHER_STUDY, PLACED, employment

UNVERIFIED = ("未核查", "有误")


@employment.data_check(
    "EMP-016", "graduate",
    "专业 {major_code} 是师范专业，必须填“是否从教”；请补填。",
    blames=["is_teacher"],
)
def teacher_training_graduate_says_whether_teaching(graduate, majors_catalog, data: Data):
    return data.rows(
        graduate, graduate.major_code == majors_catalog.major_code,
        majors_catalog.teacher_training, graduate.is_teacher.is_(None),
    )


@employment.data_check(
    "EMP-309", "major",
    "专业 {key} 毕业生数 {right}，学生表中应届毕业生 {left} 人；"
    "请与学生处核对，结业、延期造成的请说明。",
    severity="warning", blames=["grads"],
)
def graduates_agree_with_the_roll(major, students_student, data: Data):
    return data.groups(
        count(students_student.graduating), total(major.grads),
        by=(students_student.major_code, major.major_code),
    )


@employment.data_check(
    "EMP-310A", "graduate",
    "应届毕业生 {name}（{student_no}）没有填毕业去向；请补报，没有就业的也要填一行。",
)
def every_graduate_has_a_destination(graduate, students_student, data: Data):
    return data.missing(
        students_student.student_no, graduate.student_no, students_student.graduating
    )


@employment.data_check(
    "EMP-310B", "graduate",
    "学号 {student_no} 不是学生表中的应届毕业生；请核对学号，或请学生处补登。",
    blames=["student_no"],
)
def nobody_else_has_a_destination(graduate, students_student, data: Data):
    graduating = data.among(students_student.student_no, students_student.graduating)
    return data.rows(
        graduate, graduate.student_no.is_not(None), graduate.student_no.not_in(graduating)
    )


@employment.data_check(
    "EMP-311A", "major", "专业 {key} 毕业生数 {right}，毕业生去向表有 {left} 行；请核对两张表。",
    blames=["grads"],
)
def graduates_agree_with_destinations(major, graduate, data: Data):
    return data.groups(
        count(), total(major.grads), by=(graduate.major_code, major.major_code)
    )


@employment.data_check(
    "EMP-311B", "major",
    "专业 {key} 就业（去向落实）数 {right}，毕业生去向表中落实 {left} 人；请核对两张表。",
    blames=["employed"],
)
def employed_agree_with_destinations(major, graduate, data: Data):
    return data.groups(
        count(graduate.destination.in_(PLACED)), total(major.employed),
        by=(graduate.major_code, major.major_code),
    )


@employment.data_check(
    "EMP-311C", "major",
    "专业 {key} 升学数 {right}，毕业生去向表中升学、出国 {left} 人；请核对两张表。",
    blames=["upgrade"],
)
def upgraded_agree_with_destinations(major, graduate, data: Data):
    return data.groups(
        count(graduate.destination.in_(FURTHER_STUDY)), total(major.upgrade),
        by=(graduate.major_code, major.major_code),
    )


@employment.data_check(
    "EMP-311D", "major",
    "专业 {key} 对口就业数 {right}，毕业生去向表中专业对口 {left} 人；请核对两张表。",
    blames=["matched"],
)
def matched_agree_with_destinations(major, graduate, data: Data):
    return data.groups(
        count(graduate.matched), total(major.matched),
        by=(graduate.major_code, major.major_code),
    )


@employment.data_check(
    "EMP-313", "graduate",
    "专业和单位 {key} 有 {left} 名毕业生，超过 {right} 人，而单位信用代码未填或去向未核实；"
    "请核查单位并说明。",
    severity="warning", blames=["employer"],
)
def many_graduates_at_one_employer_are_verified(
    graduate, data: Data, setting_same_employer_maximum
):
    doubtful = graduate.employer_uscc.is_(None) | graduate.verify.in_(UNVERIFIED)
    return data.groups(
        count(doubtful, graduate.employer.is_not(None)), setting_same_employer_maximum,
        by=([graduate.major_code, graduate.employer], ()), relation="<=",
    )
