"""Data checks of cooperation: partners, majors and gifts against each other."""

from __future__ import annotations

from core import Data, Wrong, count, total
from plugins.cooperation.category import cooperation

EQUIPMENT = "设备"


@cooperation.data_check(
    "COOP-320A", "company",
    "平均每个专业有合作企业 {left} 家，不到 {right} 家；请补报合作企业、补选合作专业，"
    "属实的请说明。",
    severity="warning",
)
def majors_have_enough_partners(company, majors_catalog, data: Data, setting_partners_minimum):
    """A company that works with several majors counts for each of them."""
    links = company.majors.pairs()
    pairs = data.count(majors_catalog, links.c.value == majors_catalog.major_code)
    majors = data.count(majors_catalog)
    if pairs >= setting_partners_minimum * majors:
        return []
    return [Wrong(values={"left": round(pairs / majors, 2), "right": setting_partners_minimum})]


@cooperation.data_check(
    "COOP-320B", "company",
    "专业 {major_name}（{major_code}）没有合作企业；请补报，或在已有企业的“合作专业”里补选，"
    "确实没有的请说明。",
    severity="warning",
)
def no_major_is_without_partner(company, majors_catalog, data: Data):
    partnered = data.among(company.majors)
    return data.rows(
        majors_catalog, majors_catalog.major_code.not_in(partnered),
        major_code=majors_catalog.major_code, major_name=majors_catalog.major_name,
    )


@cooperation.data_check(
    "COOP-321", "major",
    "专业（方向）{key} 产学合作企业总数填 {right}，“合作企业（园所）”表中列有这个专业的有 "
    "{left} 家；请核对两张表。",
    blames=["companies"],
)
def partners_agree_with_the_list(major, company, data: Data):
    links = company.majors.pairs()
    by = [major.major_code, major.direction_code]
    return data.groups(
        count(links.c.value == major.major_code), total(major.companies), by=(by, by)
    )


@cooperation.data_check(
    "COOP-322", "major",
    "各专业企业捐赠和准捐赠设备合计 {left}，多于“社会捐赠（准捐赠）”表中设备的价值 {right}；"
    "请核对两张表，属实的请说明。",
    severity="warning", blames=["donated"],
)
def equipment_given_is_in_the_list(major, donation, data: Data, setting_money_rounding):
    given, lent = data.total(major.donated), data.total(major.quasi)
    return data.compare(
        None if given is None else given + (lent or 0),
        total(donation.value, donation.form == EQUIPMENT),
        relation="<=", tolerance=setting_money_rounding,
    )
