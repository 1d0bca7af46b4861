"""The accounts of the invented college, in 万元 where nothing else is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from admin.demonstration.college import FINANCE, IDEOLOGY, PSYCHOLOGY, SPORT
from admin.demonstration.cooperation import DONATED_CASH
from admin.demonstration.facilities import BASE_MATERIAL, BASES_PER_MAJOR
from admin.demonstration.faculty import COST, counselors, trained
from admin.demonstration.roll import on_roll
from admin.demonstration.sheet import Row, Sheet, sheet
from admin.demonstration.staff import INDUSTRY, INTERNAL, full_timers
from admin.demonstration.world import World

INFRA = ("0.09", "0.15")
"""What is spent on buildings in each year, in 万元 a student: in the second one is built."""
FEE = 6500
"""The tuition fee in 元 a year."""
CENT = Decimal("0.01")
SOURCES = ("1", "2", "3")


def _each(students: int, amount: str) -> Decimal:
    """Return an amount for each student, all together."""
    return (students * Decimal(amount)).quantize(CENT)


class Accounts:
    """What came in and went out, so that the tables agree with each other."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.entered = Counter((s.major.code, s.entry) for s in on_roll(world))
        self.fees = sum((received(size) for size in self.entered.values()), Decimal(0))
        n = world.scale.students
        self.central, self.local = _each(n, "0.06"), _each(n, "0.11")

    def projects(self) -> Iterator[tuple[str, str, str, Decimal]]:
        """Yield number, source, unit and what arrived of the projects with money of their own."""
        for number, source in enumerate(SOURCES, 1):
            whole = self.central if source == "1" else self.local
            arrived = (whole * Decimal("0.4")).quantize(CENT)
            yield f"ZX{number:02d}", source, ("XQ", "XX", "SM")[number - 1], arrived


def received(students: int) -> Decimal:
    """Return the fees of so many students in 万元: all but one in forty have paid."""
    return (Decimal(FEE) * students * 39 / 40 / 10_000).quantize(CENT)


def finance_sheets(world: World) -> Iterator[Sheet]:
    """Yield the tables of the category."""
    accounts = Accounts(world)
    yield sheet("finance.tuition", FINANCE, _tuition(accounts))
    yield sheet("finance.income", FINANCE, [_income(accounts)])
    yield sheet("finance.expense", FINANCE, [_expense(accounts)])
    yield sheet("finance.special", FINANCE, _special(accounts))
    yield sheet("finance.policy", FINANCE, [_policy(accounts)])


def _tuition(accounts: Accounts) -> Iterator[Row]:
    """Yield the fees by major and year of entry."""
    for (major, entry), size in accounts.entered.items():
        yield {
            "major_code": major, "entry_year": entry, "standard": FEE,
            "doc_no": f"示价备〔{accounts.world.autumn}〕1号", "students": size,
            "received": received(size), "exempt": 0,
        }  # fmt: skip


def _income(accounts: Accounts) -> Row:
    n = accounts.world.scale.students
    evening = _each(n, "0.02")
    tuition, special = accounts.fees + evening, accounts.central + accounts.local
    regular, service, others = _each(n, "1.25"), _each(n, "0.03"), _each(n, "0.03")
    total = tuition + regular + special + DONATED_CASH + service + others
    return {
        "income_total": total, "tuition": tuition, "tuition_ft": accounts.fees,
        "tuition_other": evening, "regular": regular, "special": special,
        "special_central": accounts.central, "special_local": accounts.local,
        "donation": DONATED_CASH, "service": service, "others": others, "loan": 0,
        "loan_balance": 0,
    }  # fmt: skip


def _trained(world: World) -> Decimal:
    """Return what the trainings cost."""
    return Decimal(COST * sum(1 for _ in trained(world))) / 10_000


def _material(world: World) -> Decimal:
    """Return what was used up on the bases on campus."""
    return Decimal(str(BASE_MATERIAL)) * BASES_PER_MAJOR * len(world.majors)


def _expense(accounts: Accounts) -> Row:
    world = accounts.world
    n = world.scale.students
    training = _trained(world).quantize(CENT) + 1
    teaching = {
        "teach_consum": _material(world) + 2, "teach_practice": _each(n, "0.03"),
        "teach_hire": _each(n, "0.03"), "teach_sport": _each(n, "0.006"),
        "teach_other": _each(n, "0.12"),
    }  # fmt: skip
    whole = {
        "land": Decimal(0), "infra": _each(n, INFRA[world.since]), "equip": _each(n, "0.11"),
        "research": _each(n, "0.02"), "faculty": training + _each(n, "0.02"),
        "books": _each(n, "0.012"), "others": _each(n, "1.2"),
    }  # fmt: skip
    total = sum(teaching.values(), Decimal(0)) + sum(whole.values(), Decimal(0))
    return {
        "expense_total": total, **whole, **teaching, "equip_teach": _each(n, "0.085"),
        "faculty_train": training, "staff_cost": _each(n, "1.1"), "repay": 0,
    }  # fmt: skip


def _special(accounts: Accounts) -> Iterator[Row]:
    names = ("示例专业群建设", "示例实训基地建设", "示例师资队伍建设")
    for (number, source, unit, arrived), name in zip(accounts.projects(), names, strict=True):
        yield {
            "project_no": number, "project_name": name, "source": source,
            "doc_no": f"示财教〔{accounts.world.autumn}〕{number}号", "unit": unit,
            "budget": arrived, "carried": 0, "arrived": arrived,
            "spent": (arrived * Decimal("0.93")).quantize(CENT), "finish": "按期",
        }  # fmt: skip


def _policy(accounts: Accounts) -> Row:
    """Return how policies are kept; the numbers of teachers are those of the table of teachers."""
    world = accounts.world
    n = world.scale.students
    teachers = full_timers(world.members)
    areas = Counter(member.area for member in teachers)
    external = sum(member.kind == INDUSTRY for member in world.members)
    tested = len(on_roll(world))
    insurance = _each(n, "0.001")
    return {
        "per_student": 17000, "special": accounts.central + accounts.local,
        "quota": len(world.members), "on_duty": sum(m.kind in INTERNAL for m in world.members),
        "ft_teachers_reported": len(teachers), "ideology": areas[IDEOLOGY],
        "pe": areas[SPORT], "psych": areas[PSYCHOLOGY],
        "art": areas["6"], "counselors": len(counselors(world)), "fit_tested": tested,
        "fit_passed": tested * 94 // 100, "mentor_count": external,
        "mentor_hours": external * 100, "mentor_pay": external * Decimal("0.9"),
        "intern_fund": _each(n, "0.03"), "intern_ins": insurance,
        "ent_equip": _each(n, "0.02"),
    }  # fmt: skip
