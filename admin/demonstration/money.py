"""The accounts of the invented college, in 万元 where nothing else is said."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from admin.demonstration.college import IDEOLOGY, MAJORS, PSYCHOLOGY, SPORT
from admin.demonstration.sheet import Row, Sheet, sheet
from admin.demonstration.staff import FULL_TIME, INDUSTRY, Member
from admin.demonstration.students import SIZES

FINANCE = "财务处"
FEE = 6500
"""The tuition fee in 元 a year."""
CENTRAL, LOCAL = Decimal(60), Decimal(110)
REGULAR, DONATION, SERVICE, OTHERS = Decimal(560), Decimal(0), Decimal(25), Decimal(30)
EVENING_FEES = Decimal(15)
PROJECTS = (
    ("ZX01", "示例专业群建设", "1", "XQ", Decimal(60), Decimal(55)),
    ("ZX02", "示例实训基地建设", "2", "XX", Decimal(70), Decimal(66)),
    ("ZX03", "示例师资队伍建设", "3", "SM", Decimal(40), Decimal(38)),
)
"""Number, name, source, unit, what arrived and what was spent of it."""
TRAINING = Decimal(12)


def received(students: int) -> Decimal:
    """Return the fees of so many students in 万元: all but one in forty have paid."""
    return (Decimal(FEE) * students * 39 / 40 / 10_000).quantize(Decimal("0.01"))


def tuition_sheet() -> Sheet:
    """Return the fees by major and year of entry."""
    return sheet("finance.tuition", FINANCE, (
        {
            "major_code": major.code, "entry_year": entry, "standard": FEE,
            "doc_no": "示价备〔2024〕1号", "students": size, "received": received(size),
        }
        for major in MAJORS for entry, size in SIZES.items()
    ))  # fmt: skip


def income_sheet() -> Sheet:
    """Return the income; the fees are those of the table of fees."""
    fees = sum((received(size) for size in SIZES.values()), Decimal(0)) * len(MAJORS)
    tuition = fees + EVENING_FEES
    special = CENTRAL + LOCAL
    total = tuition + REGULAR + special + DONATION + SERVICE + OTHERS
    return sheet("finance.income", FINANCE, [{
        "income_total": total, "tuition": tuition, "tuition_ft": fees,
        "tuition_other": EVENING_FEES, "regular": REGULAR, "special": special,
        "special_central": CENTRAL, "special_local": LOCAL, "donation": DONATION,
        "service": SERVICE, "others": OTHERS, "loan": 0, "loan_balance": 0,
    }])  # fmt: skip


def expense_sheet() -> Sheet:
    """Return the expenses."""
    teaching = {
        "teach_consum": Decimal(30), "teach_practice": Decimal(28), "teach_hire": Decimal(20),
        "teach_sport": Decimal(6), "teach_other": Decimal(110),
    }  # fmt: skip
    whole = {
        "land": Decimal(0), "infra": Decimal(80), "equip": Decimal(150), "research": Decimal(20),
        "faculty": Decimal(35), "books": Decimal(12), "others": Decimal(420),
    }  # fmt: skip
    total = sum(teaching.values()) + sum(whole.values())
    return sheet("finance.expense", FINANCE, [{
        "expense_total": total, **whole, **teaching, "equip_teach": Decimal(120),
        "faculty_train": TRAINING, "staff_cost": Decimal(390), "repay": 0,
    }])  # fmt: skip


def special_sheet() -> Sheet:
    """Return the projects with money of their own."""
    return sheet("finance.special", FINANCE, (
        {
            "project_no": number, "project_name": name, "source": source,
            "doc_no": f"示财教〔2024〕{order}号", "unit": unit, "budget": arrived,
            "arrived": arrived, "spent": spent, "finish": "按期",
        }
        for order, (number, name, source, unit, arrived, spent) in enumerate(PROJECTS, 1)
    ))  # fmt: skip


def policy_sheet(members: Sequence[Member]) -> Sheet:
    """Return how policies are kept; the numbers of teachers are those of the table of teachers."""
    teachers = [member for member in members if member.kind == FULL_TIME]
    areas = [member.area for member in teachers]
    external = sum(member.kind == INDUSTRY for member in members)
    row: Row = {
        "per_student": 17000, "special": CENTRAL + LOCAL, "quota": 100,
        "on_duty": len(members) - external, "ideology": areas.count(IDEOLOGY),
        "pe": areas.count(SPORT), "psych": areas.count(PSYCHOLOGY),
        "counselors": sum(member.counselor for member in members), "fit_tested": 395,
        "fit_passed": 372, "mentor_count": external, "mentor_hours": 1400,
        "mentor_pay": Decimal("16.8"), "intern_fund": Decimal(28), "intern_ins": Decimal("1.2"),
    }  # fmt: skip
    return sheet("finance.policy", FINANCE, [row])

