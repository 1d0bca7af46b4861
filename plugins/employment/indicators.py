"""Measures of the employment tables, and the indicators of 就业 built from them."""

from __future__ import annotations

from core import count, mean, total
from plugins.employment.category import (
    AT_WORK,
    CONTRACT,
    FLEXIBLE,
    FURTHER_STUDY,
    PLACED,
    STARTUP,
    employment,
)

BY = ["major_code", "major_code.unit"]
STATISTICS = "毕业生去向统计口径（教育部毕业去向登记）"
PLATFORM = "高等职业院校人才培养工作状态数据采集平台 V2.16"
REPORT = "高等职业教育质量年度报告"


@employment.measure("毕业生数", "graduate", unit="人", by=BY)
def graduates(graduate):
    return count()


@employment.measure("毕业去向落实人数", "graduate", unit="人", by=BY)
def placed_graduates(graduate):
    return count(graduate.destination.in_(PLACED))


@employment.measure("协议和合同就业人数", "graduate", unit="人", by=BY)
def contract_graduates(graduate):
    return count(graduate.destination.in_(CONTRACT))


@employment.measure("灵活就业人数", "graduate", unit="人", by=BY)
def flexible_graduates(graduate):
    return count(graduate.destination.in_(FLEXIBLE))


@employment.measure("升学人数", "graduate", unit="人", by=BY)
def upgraded_graduates(graduate):
    return count(graduate.destination.in_(FURTHER_STUDY))


@employment.measure("自主创业人数", "graduate", unit="人", by=BY)
def startup_graduates(graduate):
    return count(graduate.destination.in_(STARTUP))


@employment.measure("在岗就业人数（不含升学、参军）", "graduate", unit="人", by=BY)
def working_graduates(graduate):
    return count(graduate.destination.in_(AT_WORK))


@employment.measure("对口就业人数", "graduate", unit="人", by=BY)
def matched_graduates(graduate):
    return count(graduate.destination.in_(AT_WORK), graduate.matched)


@employment.measure("师范专业毕业生数", "graduate", unit="人", by=BY)
def teacher_training_graduates(graduate, majors_catalog):
    return count(
        graduate.major_code == majors_catalog.major_code, majors_catalog.teacher_training
    )


@employment.measure("师范专业毕业生从教人数", "graduate", unit="人", by=BY)
def teaching_graduates(graduate, majors_catalog):
    return count(
        graduate.major_code == majors_catalog.major_code, majors_catalog.teacher_training,
        graduate.is_teacher,
    )


@employment.measure("毕业生平均起薪", "graduate", unit="元", by=BY)
def starting_pay(graduate):
    return mean(graduate.salary)


@employment.measure("用人单位满意人数", "last", unit="人", by=BY)
def satisfied_employers(last):
    return total(last.sat_good)


@employment.measure("用人单位一般满意人数", "last", unit="人", by=BY)
def fairly_satisfied_employers(last):
    return total(last.sat_fair)


@employment.measure("用人单位不满意人数", "last", unit="人", by=BY)
def unsatisfied_employers(last):
    return total(last.sat_bad)


@employment.indicator("EMP-I43", "毕业去向落实率", unit="%", source=STATISTICS, direction="up")
def placement(placed_graduates, graduates):
    return 100 * placed_graduates / graduates


@employment.indicator("EMP-I44", "协议和合同就业率", unit="%", source=STATISTICS, direction="up")
def contract_rate(contract_graduates, graduates):
    return 100 * contract_graduates / graduates


@employment.indicator("EMP-I45", "灵活就业率", unit="%", source=STATISTICS)
def flex_rate(flexible_graduates, graduates):
    return 100 * flexible_graduates / graduates


@employment.indicator("EMP-I46", "升学率", unit="%", source=STATISTICS)
def upgrade_rate(upgraded_graduates, graduates):
    return 100 * upgraded_graduates / graduates


@employment.indicator("EMP-I47", "自主创业率", unit="%", source=REPORT, direction="up")
def startup_rate(startup_graduates, graduates):
    return 100 * startup_graduates / graduates


@employment.indicator("EMP-I48", "对口就业率", unit="%", source=PLATFORM, direction="up")
def job_match(matched_graduates, working_graduates):
    return 100 * matched_graduates / working_graduates


@employment.indicator("EMP-I49", "师范毕业生从教率", unit="%", source=REPORT, direction="up")
def teach_rate(teaching_graduates, teacher_training_graduates):
    return 100 * teaching_graduates / teacher_training_graduates


@employment.indicator("EMP-I50", "毕业生起薪", unit="元", source=REPORT, direction="up")
def start_pay(starting_pay):
    return starting_pay


@employment.indicator("EMP-I51", "用人单位满意率", unit="%", source=REPORT, direction="up")
def employer_sat(satisfied_employers, fairly_satisfied_employers, unsatisfied_employers):
    rated = satisfied_employers + fairly_satisfied_employers + unsatisfied_employers
    return 100 * satisfied_employers / rated
