"""Measures of internships and certificates, and the indicators built from them."""

from __future__ import annotations

from core import total
from plugins.development.category import development

BY = ["major_code", "major_code.unit"]
INTERNSHIPS = "职业学校学生实习管理规定（教职成〔2021〕4号）"
PLATFORM = "高等职业院校人才培养工作状态数据采集平台 V2.16"


@development.measure("岗位实习人数", "internship", unit="人", by=BY)
def interns(internship):
    return total(internship.interns)


@development.measure("对口实习人数", "internship", unit="人", by=BY)
def matched_interns(internship):
    return total(internship.matched)


@development.measure("参加保险的实习人数", "internship", unit="人", by=BY)
def insured_interns(internship):
    return total(internship.insured)


@development.measure("实习单位录用人数", "internship", unit="人", by=BY)
def hired_interns(internship):
    return total(internship.hired)


@development.measure("应届毕业生获证人数", "certificate", unit="人", by=BY)
def certified_graduates(certificate):
    return total(certificate.people)


@development.indicator(
    "BLD-I32", "岗位实习对口率", unit="%", source=INTERNSHIPS, direction="up"
)
def intern_match(matched_interns, interns):
    return 100 * matched_interns / interns


@development.indicator(
    "BLD-I33", "实习保险覆盖率", unit="%", source=INTERNSHIPS, direction="up"
)
def intern_insured(insured_interns, interns):
    return 100 * insured_interns / interns


@development.indicator("BLD-I34", "实习单位录用率", unit="%", source=PLATFORM)
def intern_hired(hired_interns, interns):
    return 100 * hired_interns / interns


@development.indicator("BLD-I38", "毕业生获证率", unit="%", source=PLATFORM, direction="up")
def cert_rate(certified_graduates, graduates):
    return 100 * certified_graduates / graduates
