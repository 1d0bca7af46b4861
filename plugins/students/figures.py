"""Measures of the student tables, and the indicators of 学生 built from them."""

from __future__ import annotations

from core import count, total
from plugins.students.category import DROPPED_OUT, ON_ROLL, students
from plugins.students.computed import scale_equivalent

CONDITIONS_2004 = "《普通高等学校基本办学条件指标（试行）》（教发〔2004〕2号）"
PLATFORM = "高等职业院校人才培养工作状态数据采集平台 V2.16"
BY = ["major_code", "major_code.unit"]


@students.measure("全日制在校生数", "scale", unit="人")
def full_time_students(scale):
    return total(scale.ft_total)


@students.measure("普通高职在校生数", "scale", unit="人")
def college_students(scale):
    return total(scale.higher_voc)


@students.measure("硕士生数", "scale", unit="人")
def master_students(scale):
    return total(scale.master)


@students.measure("博士生数", "scale", unit="人")
def doctoral_students(scale):
    return total(scale.doctor)


@students.measure("留学生数", "scale", unit="人")
def foreign_students(scale):
    return total(scale.intl)


@students.measure("预科生数", "scale", unit="人")
def preparatory_students(scale):
    return total(scale.prep)


@students.measure("进修生数", "scale", unit="人")
def further_students(scale):
    return total(scale.further)


@students.measure("成人脱产班学生数", "scale", unit="人")
def adult_full_time_students(scale):
    return total(scale.adult_ft)


@students.measure("夜大（业余）学生数", "scale", unit="人")
def evening_students(scale):
    return total(scale.evening)


@students.measure("函授学生数", "scale", unit="人")
def correspondence_students(scale):
    return total(scale.corr)


@students.measure("学生名单上的在校生数", "student", unit="人", by=["major_code", "unit"])
def students_on_roll(student):
    return count(student.status.in_(ON_ROLL))


@students.measure("当年招生数（实际报到）", "admission", unit="人", by=BY)
def registered_freshmen(admission):
    return total(admission.registered)


@students.measure("计划招生数", "admission", unit="人", by=BY)
def planned_freshmen(admission):
    return total(admission.plan)


@students.measure("实际录取数", "admission", unit="人", by=BY)
def admitted_freshmen(admission):
    return total(admission.admitted)


@students.measure("本省报到数", "admission", unit="人", by=BY)
def freshmen_of_the_province(admission):
    return total(admission.reg_province)


@students.measure("辍学（转出、退学、开除、放弃入学）人次", "change", unit="人次")
def dropouts(change):
    return count(change.change_kind.in_(DROPPED_OUT))


@students.indicator("STU-I01", "折合在校生数", unit="人", source=CONDITIONS_2004)
def equiv_students(
    college_students, foreign_students, evening_students, correspondence_students,
    setting_equivalent_master, setting_equivalent_doctor, setting_equivalent_foreign,
    setting_equivalent_evening, setting_equivalent_correspondence,
    master_students=None, doctoral_students=None, preparatory_students=None,
    further_students=None, adult_full_time_students=None,
):
    """The same sum as the computed field, from measures, so that one can ask: what if."""
    return scale_equivalent(
        college_students, foreign_students, evening_students, correspondence_students,
        setting_equivalent_master, setting_equivalent_doctor, setting_equivalent_foreign,
        setting_equivalent_evening, setting_equivalent_correspondence,
        master_students, doctoral_students, preparatory_students, further_students,
        adult_full_time_students,
    )


@students.indicator("STU-I39", "录取计划完成率", unit="%", source=PLATFORM, direction="up")
def admission_rate(admitted_freshmen, planned_freshmen):
    return 100 * admitted_freshmen / planned_freshmen


@students.indicator("STU-I40", "新生报到率", unit="%", source=PLATFORM, direction="up")
def register_rate(registered_freshmen, admitted_freshmen):
    return 100 * registered_freshmen / admitted_freshmen


@students.indicator("STU-I41", "本省生源比例", unit="%", source=PLATFORM)
def local_rate(freshmen_of_the_province, registered_freshmen):
    return 100 * freshmen_of_the_province / registered_freshmen


@students.indicator("STU-I42", "辍学率", unit="%", source=PLATFORM, direction="down")
def dropout_rate(dropouts, full_time_students, last_full_time_students=None):
    """Of the students at the start of the year: last round's number of 1 September.

    Without a round before, this round's number stands in for it.
    """
    at_start = full_time_students if last_full_time_students is None else last_full_time_students
    return 100 * dropouts / at_start
