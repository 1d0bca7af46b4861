"""Measures of the faculty tables, and the indicators of 师资 built from them."""

from __future__ import annotations

from core import count, distinct, reached, total, years_after
from plugins.faculty.category import (
    FULL_TIME,
    HIGHER_DEGREES,
    INDUSTRY,
    SENIOR_TITLES,
    faculty,
    full_time,
    september,
)

BY = ["unit", "major_code"]
OF_PERSON = ["teacher.unit", "teacher.major_code"]
IDEOLOGY, PROFESSION, SPORT, PSYCHOLOGY = "1", "3", "5", "7"
CONDITIONS_2004 = "《普通高等学校基本办学条件指标（试行）》（教发〔2004〕2号）"
PLATFORM = "高等职业院校人才培养工作状态数据采集平台 V2.16"


@faculty.measure("专任教师数", "teacher", unit="人", by=BY)
def full_time_teachers(teacher):
    return count(full_time(teacher))


@faculty.measure("校内兼课、校外兼职和校外兼课教师数", "teacher", unit="人", by=BY)
def external_teachers(teacher):
    return count(teacher.staff_kind != FULL_TIME)


@faculty.measure("校内兼课、校外兼职和校外兼课教师授课学时", "teaching", unit="学时", by=OF_PERSON)
def external_hours(teaching, teacher):
    """Teaching hours of everybody who is not a full-time teacher."""
    return total(
        teaching.hours, teaching.staff_no == teacher.staff_no, teacher.staff_kind != FULL_TIME
    )


@faculty.measure("研究生学位专任教师数", "teacher", unit="人", by=BY)
def teachers_with_higher_degree(teacher):
    return count(full_time(teacher), teacher.degree.in_(HIGHER_DEGREES))


@faculty.measure("高级职务专任教师数", "teacher", unit="人", by=BY)
def senior_teachers(teacher):
    return count(full_time(teacher), teacher.title_level.in_(SENIOR_TITLES))


@faculty.measure("双师素质专任教师数", "teacher", unit="人", by=BY)
def dual_qualified_teachers(teacher):
    return count(full_time(teacher), teacher.dual)


@faculty.measure("专业课专任教师数", "teacher", unit="人", by=BY)
def professional_teachers(teacher):
    return count(full_time(teacher), teacher.professional)


@faculty.measure("双师型专业课专任教师数", "teacher", unit="人", by=BY)
def recognised_professional_teachers(teacher):
    return count(
        full_time(teacher), teacher.professional, teacher.dual_level.in_(["1", "2", "3"])
    )


@faculty.measure("青年专任教师数", "teacher", unit="人", by=BY)
def young_teachers(teacher, calendar, setting_young_teacher_age):
    born_after = years_after(september(calendar), -setting_young_teacher_age - 1)
    return count(full_time(teacher), teacher.birthday > born_after)


@faculty.measure("研究生学位青年专任教师数", "teacher", unit="人", by=BY)
def young_teachers_with_higher_degree(teacher, calendar, setting_young_teacher_age):
    born_after = years_after(september(calendar), -setting_young_teacher_age - 1)
    return count(
        full_time(teacher), teacher.birthday > born_after, teacher.degree.in_(HIGHER_DEGREES)
    )


@faculty.measure("校外兼职教师数", "teacher", unit="人", by=BY)
def industry_teachers(teacher):
    return count(teacher.staff_kind == INDUSTRY)


@faculty.measure("专任教师授课学时", "teaching", unit="学时", by=OF_PERSON)
def full_time_hours(teaching, teacher):
    return total(
        teaching.hours, teaching.staff_no == teacher.staff_no, teacher.staff_kind == FULL_TIME
    )


@faculty.measure("专业课教师授课学时", "teaching", unit="学时", by=OF_PERSON)
def professional_hours(teaching, teacher):
    return total(teaching.hours, teaching.staff_no == teacher.staff_no, teacher.professional)


@faculty.measure("校外兼职专业课教师授课学时", "teaching", unit="学时", by=OF_PERSON)
def industry_professional_hours(teaching, teacher):
    return total(
        teaching.hours, teaching.staff_no == teacher.staff_no, teacher.professional,
        teacher.staff_kind == INDUSTRY,
    )


@faculty.measure("企业实践达标的专业课专任教师数", "teacher", unit="人", by=BY)
def practised_professional_teachers(teacher, recent_practice, setting_practice_days):
    """Teachers of professional courses with enough days in the rounds of the last five years."""
    enough = reached(recent_practice.days, recent_practice.staff_no, setting_practice_days)
    return count(full_time(teacher), teacher.professional, teacher.staff_no.in_(enough))


@faculty.measure("参加培训的教师数", "training", unit="人")
def trained_teachers(training):
    return distinct(training.staff_no)


@faculty.measure("思政课专任教师数", "teacher", unit="人", by=BY)
def ideology_teachers(teacher):
    return count(full_time(teacher), teacher.course_area.has(IDEOLOGY))


@faculty.measure("体育课专任教师数", "teacher", unit="人", by=BY)
def sport_teachers(teacher):
    return count(full_time(teacher), teacher.course_area.has(SPORT))


@faculty.measure("专职心理健康教师数", "teacher", unit="人", by=BY)
def psychology_teachers(teacher):
    return count(full_time(teacher), teacher.course_area.has(PSYCHOLOGY))


@faculty.measure("专职辅导员数", "manager", unit="人")
def full_time_counselors(manager):
    return count(manager.counselor)


@faculty.indicator(
    "FAC-I02", "教师总数（折合）", unit="人", source=CONDITIONS_2004, direction="up"
)
def equiv_teachers(
    full_time_teachers, setting_external_teacher_variant, setting_external_teacher_weight,
    setting_external_teacher_hours, setting_external_teacher_cap,
    setting_external_teacher_cap_share, external_teachers=None, external_hours=None,
):
    """Full-time teachers and the others converted, by head or by teaching hours."""
    if setting_external_teacher_variant == "half":
        heads = external_teachers
        others = None if heads is None else heads * setting_external_teacher_weight
    else:
        hours = external_hours
        others = None if hours is None else hours / setting_external_teacher_hours
    if others is None:
        return None
    if setting_external_teacher_cap:
        others = min(others, full_time_teachers * setting_external_teacher_cap_share / 100)
    return full_time_teachers + others


@faculty.indicator(
    "FAC-I03", "生师比", unit=":1", source=CONDITIONS_2004, direction="down",
    change="student_teacher_change",
)
def student_teacher(equiv_students, equiv_teachers):
    return equiv_students / equiv_teachers


@faculty.indicator(
    "FAC-I04", "具有研究生学位教师比例", unit="%", source=CONDITIONS_2004, direction="up"
)
def grad_degree(teachers_with_higher_degree, full_time_teachers):
    return 100 * teachers_with_higher_degree / full_time_teachers


@faculty.indicator(
    "FAC-I08", "高级职务教师比例", unit="%", source=CONDITIONS_2004, direction="up"
)
def senior_ratio(senior_teachers, full_time_teachers):
    return 100 * senior_teachers / full_time_teachers


@faculty.indicator("FAC-I15", "双师素质专任教师比例", unit="%", source=PLATFORM, direction="up")
def dual_all(dual_qualified_teachers, full_time_teachers):
    return 100 * dual_qualified_teachers / full_time_teachers


@faculty.indicator(
    "FAC-I16", "双师型教师占专业课教师比例", unit="%", direction="up",
    source="国发〔2019〕4号；省级高职院校办学水平考核指标（公开资料）",
)
def dual_pro(recognised_professional_teachers, professional_teachers):
    return 100 * recognised_professional_teachers / professional_teachers


@faculty.indicator(
    "FAC-I17", "35岁以下青年教师研究生学位比例", unit="%", source=PLATFORM, direction="up"
)
def young_degree(young_teachers_with_higher_degree, young_teachers):
    return 100 * young_teachers_with_higher_degree / young_teachers


@faculty.indicator(
    "FAC-I18", "校外兼职教师承担专业课学时比例", unit="%", source=PLATFORM, direction="up"
)
def ext_hours(industry_professional_hours, professional_hours):
    return 100 * industry_professional_hours / professional_hours


@faculty.indicator(
    "FAC-I19", "兼职教师占专兼职教师比例", unit="%", source="职业学校兼职教师管理办法（2023 年）"
)
def ext_share(industry_teachers, full_time_teachers):
    return 100 * industry_teachers / (full_time_teachers + industry_teachers)


@faculty.indicator("FAC-I20", "专任教师年均授课学时", unit="学时", source=PLATFORM)
def avg_load(full_time_hours, full_time_teachers):
    return full_time_hours / full_time_teachers


@faculty.indicator(
    "FAC-I21", "专业课教师企业实践达标率", unit="%", direction="up",
    source="职业学校教师企业实践规定",
)
def practice_reach(practised_professional_teachers, professional_teachers):
    return 100 * practised_professional_teachers / professional_teachers


@faculty.indicator("FAC-I22", "教师培训覆盖率", unit="%", source=PLATFORM, direction="up")
def training_cover(trained_teachers, full_time_teachers):
    return 100 * trained_teachers / full_time_teachers


@faculty.indicator(
    "FAC-I24", "思政课教师配备", unit=":1", direction="down",
    source="新时代高等学校思想政治理论课教师队伍建设规定",
)
def ideology_ratio(full_time_students, ideology_teachers):
    return full_time_students / ideology_teachers


@faculty.indicator(
    "FAC-I25", "专职辅导员配备", unit=":1", direction="down",
    source="普通高等学校辅导员队伍建设规定",
)
def counselor_ratio(full_time_students, full_time_counselors):
    return full_time_students / full_time_counselors


def needs_several_psychologists(rating, psychology_teachers, setting_psychologist_minimum):
    """However few the students, there must be so many full-time ones."""
    return rating if psychology_teachers >= setting_psychologist_minimum else "below"


@faculty.indicator(
    "FAC-I26", "心理健康教师配备", unit=":1", direction="down",
    source="高等学校学生心理健康教育指导纲要", rated=needs_several_psychologists,
)
def psych_ratio(full_time_students, psychology_teachers):
    return full_time_students / psychology_teachers
