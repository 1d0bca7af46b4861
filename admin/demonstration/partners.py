"""Firms that work with the invented college, and the industries of its region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from admin.demonstration.college import SCHOOLS, Scale
from admin.demonstration.persons import credit_code
from admin.demonstration.sheet import Row


class Firm(NamedTuple):
    """An invented firm, the school it works with, and the majors it works for."""

    order: int
    number: str
    name: str
    code: str
    industry: str
    school: str
    majors: tuple[str, ...]


PER_MAJOR = 4
"""How many majors a firm works for, if its school has as many."""


def firms(scale: Scale) -> list[Firm]:
    """Return the firms, each school as many."""
    found: list[Firm] = []
    for school in SCHOOLS[:-1]:
        codes = [major.code for major in scale.of_school(school.code)]
        for place in range(scale.firms):
            order = len(found) + 1
            majors = {codes[(place + step) % len(codes)] for step in range(PER_MAJOR)}
            found.append(Firm(
                order, f"QY{order:03d}", f"示例企业{order:03d}有限公司", credit_code(order),
                school.industry, school.code, tuple(sorted(majors)),
            ))  # fmt: skip
    return found


def company_rows(firms: list[Firm]) -> Iterator[Row]:
    """Yield the table of firms."""
    for firm in firms:
        forms = ("01", "08", "10", "11") if firm.order % 3 else ("06", "08", "09", "10", "13")
        yield {
            "company_code": firm.number, "company": firm.name, "uscc": firm.code, "kind": "39",
            "firm_size": "23"[firm.order % 2], "above_scale": "是" if firm.order % 2 else "否",
            "industry": firm.industry, "province": "44", "city": "江门市",
            "ie_firm": "是" if firm.order % 20 == 0 else "否", "start_month": "2021-03",
            "agreement_to": "2027-02-28", "majors": "、".join(firm.majors),
            "forms": "、".join(forms), "contact": f"联系人{firm.order:03d}",
            "phone": f"0750-3000{firm.order:03d}",
        }  # fmt: skip
