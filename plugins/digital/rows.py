"""Row checks of the network, and of the security of systems."""

from __future__ import annotations

from plugins.digital.category import digital

FILED = ("2", "3")
"""第二级 and 第三级: the levels of protection that are filed with the police."""


@digital.check(
    "IT-238A", "infra",
    "出口总带宽 {exit_bw} 超过主干带宽 {backbone_bw} 乘 {setting_network_exits} 个出口；"
    "请核对单位是否都是 Mbps，出口更多的请说明。",
    severity="warning",
    passes={"exit_bw": "20000", "backbone_bw": "10000"},
    fails={"exit_bw": "200000", "backbone_bw": "10000"},
    blames=["exit_bw"],
)
def exits_fit_the_backbone(exit_bw, backbone_bw, setting_network_exits):
    return exit_bw <= backbone_bw * setting_network_exits


@digital.check(
    "IT-238B", "infra",
    "电子图书 {ebook_gb} 多于数字资源量合计 {digital_total}；请核对两个数，单位都是 GB。",
    passes={"ebook_gb": "2000", "digital_total": "8000"},
    fails={"ebook_gb": "9000", "digital_total": "8000"},
)
def electronic_books_are_part_of_all(ebook_gb, digital_total):
    return ebook_gb <= digital_total


@digital.check(
    "IT-238C", "infra",
    "已对接国家职业院校数字基座，对接数据表数却是 {base_tables}；请填写已对接的表数，"
    "还没有对接的把“是否对接”改为“否”。",
    passes={"base_link": "是", "base_tables": "40"},
    fails={"base_link": "是", "base_tables": "0"},
    blames=["base_tables"],
)
def linked_base_has_tables(base_link, base_tables):
    return not base_link or base_tables >= 1


@digital.check(
    "IT-335", "security",
    "涉及个人信息 {pi_count}，超过 {setting_filing_personal_data} 条，等级保护却是{mlps}；"
    "应定为第二级以上并备案，请补办，或核对条数并说明。",
    severity="warning",
    passes={"pi_count": "12000", "mlps": "第二级"},
    fails={"pi_count": "12000", "mlps": "未定级"},
    blames=["mlps"],
)
def personal_data_are_filed(pi_count, mlps, setting_filing_personal_data):
    return pi_count <= setting_filing_personal_data or mlps in FILED
