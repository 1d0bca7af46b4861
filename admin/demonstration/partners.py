"""Firms that work with the invented college, and the industries of its region."""

from __future__ import annotations

from typing import NamedTuple

from admin.demonstration.college import MAJORS, SCHOOLS
from admin.demonstration.persons import credit_code
from admin.demonstration.sheet import Sheet, sheet

COUNT = 24
INDUSTRIES = ("P", "I", "F", "R")
"""By school: education, information, trade, culture."""


class Firm(NamedTuple):
    """An invented firm and the school it works with."""

    number: str
    name: str
    code: str
    industry: str
    school: str


def firms() -> list[Firm]:
    """Return the firms, each school as many."""
    teaching = SCHOOLS[: len(INDUSTRIES)]
    found = []
    for order in range(COUNT):
        place = order % len(teaching)
        found.append(Firm(
            f"QY{order + 1:03d}", f"示例企业{order + 1:02d}有限公司", credit_code(order + 1),
            INDUSTRIES[place], teaching[place].code,
        ))  # fmt: skip
    return found


def company_sheet(every: list[Firm]) -> Sheet:
    """Return the table of firms."""
    return sheet("cooperation.company", "校企合作办", (
        {
            "company_code": firm.number, "company": firm.name, "uscc": firm.code, "kind": "39",
            "firm_size": "3", "above_scale": "否", "industry": firm.industry, "province": "44",
            "city": "江门市", "ie_firm": "否", "start_month": "2022-03",
            "agreement_to": "2027-02-28",
            "majors": "、".join(m.code for m in MAJORS if m.school == firm.school),
            "forms": "08、09、10", "contact": f"联系人{order:02d}",
            "phone": f"0750-3000{order:03d}",
        }
        for order, firm in enumerate(every, 1)
    ))  # fmt: skip


def industry_sheet() -> Sheet:
    """Return the industries of the region."""
    named = (
        ("CY01", "学前教育与托育", "P", "6"), ("CY02", "软件和信息技术服务", "I", "2"),
        ("CY03", "现代商贸流通", "F", "5"), ("CY04", "文化创意", "R", "4"),
    )  # fmt: skip
    return sheet("industry.industry", "发展规划处", (
        {
            "industry_code": code, "industry_name": name, "gb4754": gb, "rank": rank,
            "region": "江门市", "stat_year": 2024, "output": 12.5, "growth": 4.2,
            "employees": 1.8, "firms": 120, "source": "示例数据，非统计公报",
        }
        for code, name, gb, rank in named
    ))  # fmt: skip
