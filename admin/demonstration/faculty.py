"""What the staff did in the year: trainings, practice, awards, duties beside teaching."""

from __future__ import annotations

from collections.abc import Iterator

from admin.demonstration.college import (
    ACADEMIC,
    AFFAIRS,
    PERSONNEL,
    PLACEMENT,
    SCHOOL_NAMES,
    UNITS,
)
from admin.demonstration.sheet import Row, Sheet, by_school, sheet
from admin.demonstration.staff import Member, full_timers, of_unit
from admin.demonstration.world import World

COST = 500
"""What a training costs, in 元."""
TRAININGS = (
    ("校本培训", "4", "09", 2, 12), ("校本培训", "4", "10", 1, 6), ("网络研修", "9", "11", 3, 20),
    ("校本培训", "4", "12", 1, 6), ("校本培训", "4", "03", 1, 6), ("省培", "2", "04", 5, 40),
    ("企业培训", "3", "05", 4, 28), ("校本培训", "4", "06", 1, 6), ("网络研修", "9", "10", 2, 12),
    ("校本培训", "4", "11", 1, 6), ("网络研修", "9", "03", 3, 20), ("校本培训", "4", "05", 1, 6),
    ("企业培训", "3", "07", 5, 35), ("网络研修", "9", "07", 3, 18),
)  # fmt: skip
"""Kind, level, month, days and hours of what is offered."""
AWARDS = ("教学能力比赛", "教学竞赛", "指导学生获奖", "荣誉表彰", "教学成果")


def trained(world: World) -> Iterator[tuple[Member, int]]:
    """Yield the full-time teachers with what they attended: most everything that was offered."""
    for member in full_timers(world.members):
        for number in range(len(TRAININGS)):
            if (member.order + number + world.year) % 9:
                yield member, number


def faculty_sheets(world: World) -> Iterator[Sheet]:
    """Yield the tables of the category but for teachers and teaching."""
    yield sheet("faculty.training", PERSONNEL, _trainings(world))
    yield from by_school("faculty.practice", _practice(world))
    yield sheet("faculty.award", PERSONNEL, _awards(world))
    yield from _managers(world)


def _trainings(world: World) -> Iterator[Row]:
    for member, number in trained(world):
        kind, level, month, days, hours = TRAININGS[number]
        year = world.autumn if month >= "09" else world.spring
        yield {
            "staff_no": member.number, "project": f"示例{kind}项目（{year}-{month}）",
            "kind": kind, "level": level, "start_date": f"{year}-{month}-08",
            "end_date": f"{year}-{month}-{7 + days:02d}", "days": days, "hours": hours,
            "country": "中国", "site": "广东省江门市", "organiser": "示例教师发展中心",
            "dispatch_unit": member.unit, "cost": COST,
        }  # fmt: skip


def _practice(world: World) -> Iterator[tuple[str, Row]]:
    """Yield the practice in firms, in the summer that ends the year."""
    for member in full_timers(world.members):
        days = member.practice_days(world.year)
        if not days:
            continue
        firms = [firm for firm in world.firms if firm.school == member.unit]
        firm = firms[(member.order + world.year) % len(firms)]
        yield member.unit, {
            "staff_no": member.number, "company": firm.name, "company_code": firm.number,
            "post": "技术岗位", "start_date": f"{world.spring}-07-05",
            "end_date": f"{world.spring}-08-29", "days": days, "hours": 7 * days,
            "mode": "假期", "dispatch_unit": member.unit, "outcome": "示例实践报告",
        }  # fmt: skip


def _awards(world: World) -> Iterator[Row]:
    random = world.random("awards of teachers")
    teachers = full_timers(world.members)
    for member in teachers:
        for kind in range(len(AWARDS)):
            if (member.order + 3 * kind + world.year) % 5 > 1:
                continue
            month = ("10", "11", "03", "04", "05")[kind]
            year = world.autumn if month >= "09" else world.spring
            yield {
                "staff_no": member.number, "item_kind": AWARDS[kind],
                "name": f"示例{AWARDS[kind]}第{member.order:03d}项",
                "level": random.choice("234"), "rank": random.choice("123"),
                "item_date": f"{year}-{month}", "org": "示例职业教育学会", "host": "是",
                "order": 1,
            }  # fmt: skip
    yield {
        "staff_no": teachers[0].number, "item_kind": "社会兼职", "name": "示例职业教育学会理事",
        "item_date": "2023-06", "org": "示例职业教育学会", "host": "否", "order": 1,
        "pt_days": 6 + world.since,
    }  # fmt: skip


def counselors(world: World) -> list[Member]:
    """Return everybody who looks after students full-time."""
    return [member for member in world.members if member.counselor]


def _managers(world: World) -> Iterator[Sheet]:
    """Yield who manages full-time: teaching, students, placement, supervision, research."""
    teaching = of_unit(world.members, UNITS[ACADEMIC])
    rows = [_manager(world, member, "1") for member in teaching]
    rows.append(_manager(world, teaching[0], "4", week_hours=10, teach_years=12 + world.since,
                         source="校内"))  # fmt: skip
    rows.append(_manager(world, teaching[-1], "5", research_count=3, research_level="4",
                         research_coop="主持"))  # fmt: skip
    yield sheet("faculty.manager", ACADEMIC, rows)
    yield sheet("faculty.manager", AFFAIRS, (
        _manager(world, member, "2", counselor="否", psychologist="是")
        for member in of_unit(world.members, UNITS[AFFAIRS])[:2]
    ))  # fmt: skip
    yield sheet("faculty.manager", PLACEMENT, (
        _manager(world, member, "3", career_planner="是")
        for member in of_unit(world.members, UNITS[PLACEMENT])
    ))  # fmt: skip
    each = len(world.students) // len(counselors(world))
    for code, name in SCHOOL_NAMES.items():
        own = [member for member in counselors(world) if member.unit == code]
        if own:
            yield sheet("faculty.manager", name, (
                _manager(world, member, "2", counselor="是", psychologist="否", class_count=4,
                         student_count=each)
                for member in own
            ))  # fmt: skip


def _manager(world: World, member: Member, kind: str, **more: object) -> Row:
    return {
        "staff_no": member.number, "manager_kind": kind, "post_years": 3 + world.since,
        "total_years": 5 + world.since, **more,
    }  # fmt: skip
