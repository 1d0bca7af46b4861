"""Measures of partners, and the indicator of 校企合作 built from them."""

from __future__ import annotations

from core import count
from plugins.cooperation.category import cooperation

ASSESSMENT = "省级高职院校办学水平考核指标（公开资料）"


@cooperation.measure("规模以上合作企业数", "company", unit="家", by=["majors"])
def large_partners(company):
    return count(company.above_scale)


@cooperation.measure("其他合作企业（园所）数", "company", unit="家", by=["majors"])
def other_partners(company):
    return count(company.above_scale.is_not(True))


@cooperation.indicator(
    "COOP-I31", "专业平均合作企业数", unit="个", source=ASSESSMENT, direction="up"
)
def partner_per(large_partners, other_partners, offered_majors, setting_partner_weight_other):
    """Companies per major; those below the scale count for less."""
    return (large_partners + other_partners * setting_partner_weight_other) / offered_majors
