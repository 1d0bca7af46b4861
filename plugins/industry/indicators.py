"""Measures of the industry tables, and the indicators of 产业对接 built from them."""

from __future__ import annotations

from core import distinct, total
from plugins.industry.category import industry

ASSESSMENT = "省级高职院校办学水平考核指标（公开资料）"
DIRECT = "1"
"""直接对接: the one row of each major that says which industry it serves first."""
BY = ["major_code", "major_code.unit"]


@industry.measure("服务省级重点产业链的专业数", "match", unit="个", by=["major_code.unit"])
def key_chain_majors(match):
    return distinct(match.major_code, match.key_chain)


def _enrolled(match, grade):
    """Count a major once, by the row of the industry it serves first."""
    return total(match.enrol, match.match_kind == DIRECT, match.demand_grade == grade)


@industry.measure("急需紧缺 A 级专业招生数", "match", unit="人", by=BY)
def freshmen_of_grade_a(match):
    return _enrolled(match, "A")


@industry.measure("急需紧缺 B 级专业招生数", "match", unit="人", by=BY)
def freshmen_of_grade_b(match):
    return _enrolled(match, "B")


@industry.measure("急需紧缺 C 级专业招生数", "match", unit="人", by=BY)
def freshmen_of_grade_c(match):
    return _enrolled(match, "C")


@industry.indicator(
    "IND-I59", "服务重点产业链专业占比", unit="%", source=ASSESSMENT, direction="up"
)
def industry_match(key_chain_majors, offered_majors):
    return 100 * key_chain_majors / offered_majors


@industry.indicator(
    "IND-I60", "重点产业链专业招生占比", unit="%", source=ASSESSMENT, direction="up"
)
def enrol_match(
    registered_freshmen, setting_demand_weight_a, setting_demand_weight_b,
    setting_demand_weight_c, freshmen_of_grade_a=None, freshmen_of_grade_b=None,
    freshmen_of_grade_c=None,
):
    """Freshmen of majors in demand, weighted by grade, against all freshmen."""
    grades = (freshmen_of_grade_a, freshmen_of_grade_b, freshmen_of_grade_c)
    if all(number is None for number in grades):
        return None
    weighted = (
        (freshmen_of_grade_a or 0) * setting_demand_weight_a
        + (freshmen_of_grade_b or 0) * setting_demand_weight_b
        + (freshmen_of_grade_c or 0) * setting_demand_weight_c
    )
    return 100 * weighted / registered_freshmen
