"""What the staff of the invented college did in the year: trainings, practice, awards, duties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from admin.demonstration.college import SCHOOLS
from admin.demonstration.partners import Firm
from admin.demonstration.sheet import Row, Sheet, sheet
from admin.demonstration.staff import FULL_TIME, PERSONNEL, Member

COST = 1800
"""What a training costs, in 元."""
DAYS, HOURS = 5, 40
MONTHS = ("2024-10", "2024-11", "2025-03", "2025-04", "2025-05")


def trained(members: Sequence[Member]) -> list[Member]:
    """Return the teachers who were trained: three of four."""
    teachers = [member for member in members if member.kind == FULL_TIME]
    return [member for order, member in enumerate(teachers) if order % 4]


def training_sheet(random: Random, members: Sequence[Member]) -> Sheet:
    """Return the trainings of the year."""
    rows: list[Row] = []
    for member in trained(members):
        when = random.choice(MONTHS)
        rows.append({
            "staff_no": member.number, "project": f"示例教师教学能力提升研修班（{when}）",
            "kind": random.choice(("省培", "校本培训", "企业培训")), "level": "2",
            "start_date": f"{when}-08", "end_date": f"{when}-12", "days": DAYS, "hours": HOURS,
            "country": "中国", "site": "广东省江门市", "organiser": "示例教师发展中心",
            "dispatch_unit": member.unit, "cost": COST,
        })  # fmt: skip
    return sheet("faculty.training", PERSONNEL, rows)


def practice_sheets(members: Sequence[Member], firms: Sequence[Firm]) -> Iterator[Sheet]:
    """Yield the practice in firms, each school its own teachers."""
    for school in SCHOOLS:
        own = [m for m in members if m.unit == school.code and m.practice_days]
        places = [firm for firm in firms if firm.school == school.code]
        rows = [
            {
                "staff_no": member.number, "company": places[order % len(places)].name,
                "company_code": places[order % len(places)].number, "post": "技术岗位",
                "start_date": "2025-07-05", "end_date": "2025-08-29",
                "days": member.practice_days, "hours": 7 * member.practice_days, "mode": "假期",
                "dispatch_unit": member.unit,
            }
            for order, member in enumerate(own)
        ]  # fmt: skip
        if rows:
            yield sheet("faculty.practice", school.name, rows)


def award_sheet(random: Random, members: Sequence[Member]) -> Sheet:
    """Return the awards of every fifth teacher, and one outside post."""
    teachers = [member for member in members if member.kind == FULL_TIME]
    rows: list[Row] = [
        {
            "staff_no": member.number, "item_kind": "教学能力比赛",
            "name": f"示例教师教学能力比赛第{order}组", "level": random.choice("234"),
            "rank": random.choice("123"), "item_date": random.choice(MONTHS),
            "org": "示例职业教育学会", "host": "是", "order": 1,
        }
        for order, member in enumerate(teachers[::5], 1)
    ]  # fmt: skip
    rows.append({
        "staff_no": teachers[1].number, "item_kind": "社会兼职", "name": "示例职业教育学会理事",
        "item_date": "2023-06", "org": "示例职业教育学会", "host": "否", "order": 1, "pt_days": 6,
    })  # fmt: skip
    return sheet("faculty.award", PERSONNEL, rows)


def manager_sheets(
    members: Sequence[Member], units: Mapping[str, str]
) -> Iterator[Sheet]:
    """Yield who manages full-time: teaching, students, placement, supervision."""
    by_unit = {member.unit: member for member in reversed(members)}
    for name, kind, more in (
        ("教务处", "1", {}),
        ("招生就业处", "3", {"career_planner": "是"}),
    ):
        yield sheet("faculty.manager", name, [_manager(by_unit[units[name]], kind, more)])
    for school in SCHOOLS:
        own = [m for m in members if m.unit == school.code and m.counselor]
        asked: Row = {"counselor": "是", "psychologist": "否", "class_count": 6}
        if own:
            yield sheet("faculty.manager", school.name, [_manager(m, "2", asked) for m in own])


def _manager(member: Member, kind: str, more: Row) -> Row:
    return {
        "staff_no": member.number, "manager_kind": kind, "post_years": 3, "total_years": 5, **more,
    }  # fmt: skip
