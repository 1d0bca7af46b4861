"""Clubs of students and what they did, volunteers, the Red Cross."""

from __future__ import annotations

from collections.abc import Iterator

from admin.demonstration.college import UNITS, YOUTH
from admin.demonstration.roll import on_roll
from admin.demonstration.sheet import Row, Sheet, sheet
from admin.demonstration.staff import full_timers
from admin.demonstration.students import Student
from admin.demonstration.world import World, about

FUND = 5000
MEETINGS = 20
"""How often each club meets in a year, all on most of its money."""
MONTHS = ("10", "11", "12", "03", "04", "05")
SERVICES = ("支教助学", "社区服务", "环境保护", "助老助残", "乡村振兴（三下乡）")


def club_sheets(world: World) -> Iterator[Sheet]:
    """Yield the tables of the category."""
    yield sheet("clubs.club", YOUTH, _clubs(world))
    yield sheet("clubs.activity", YOUTH, _activities(world))
    yield sheet("clubs.award", YOUTH, _awards(world))
    yield sheet("clubs.volunteer", YOUTH, _volunteers(world))
    yield sheet("clubs.redcross", YOUTH, [_red_cross(world)])


def _numbers(world: World) -> range:
    return range(1, 6 * world.scale.times + 1)


def _day(world: World, number: int) -> str:
    month = MONTHS[number % len(MONTHS)]
    year = world.autumn if month >= "09" else world.spring
    return f"{year}-{month}-{1 + (number * 7 + world.year) % 27:02d}"


def _clubs(world: World) -> Iterator[Row]:
    random = world.random("clubs")
    heads: list[Student] = random.sample(on_roll(world), len(_numbers(world)))
    tutors = full_timers(world.members)
    for number in _numbers(world):
        yield {
            "club_code": f"ST{number:03d}", "club_name": f"示例社团{number:03d}",
            "club_type": str(1 + number % 6), "star": ("五星", "四星", "三星")[number % 3],
            "registered": "2020-10", "approve_unit": "团委", "register_unit": "团委",
            "guide_unit": UNITS[YOUTH], "tutors": tutors[number % len(tutors)].number,
            "members": about(random, 40), "head_no": heads[number - 1].who.number,
            "head_rank": "是", "party_branch": "否", "credit": "是",
            "activity": "示例社团活动", "fund": FUND, "awarded": "是" if number % 4 == 0 else "否",
            "review": "1",
        }  # fmt: skip


def _activities(world: World) -> Iterator[Row]:
    random = world.random("activities of clubs")
    for number in _numbers(world):
        for time in range(MEETINGS):
            yield {
                "club_code": f"ST{number:03d}", "activity": f"示例社团活动{number:03d}-{time + 1}",
                "act_date": _day(world, number + 5 * time), "place": "示例活动中心", "level": "4",
                "participants": about(random, 60), "fund_due": 0,
                "fund_school": about(random, FUND * 0.9 / MEETINGS), "fund_other": 0,
                "offcampus": "否",
            }  # fmt: skip


def _awards(world: World) -> Iterator[Row]:
    random = world.random("awards of clubs")
    for number in _numbers(world):
        if number % 4 == 0:
            yield {
                "club_code": f"ST{number:03d}", "subject": f"示例社团展演{number:03d}",
                "level": random.choice("34"), "rank": random.choice("123"),
                "award_date": _day(world, number)[:7], "org": "示例市团委",
            }  # fmt: skip


def _volunteers(world: World) -> Iterator[Row]:
    random = world.random("volunteers")
    for number in range(1, 150 * world.scale.times + 1):
        people = about(random, 40)
        yield {
            "activity": f"示例志愿服务{number:03d}", "team": "示例志愿服务队",
            "kind": SERVICES[number % len(SERVICES)], "act_date": _day(world, number),
            "place": "示例社区", "volunteers": people, "hours": people * 3, "registered": "是",
            "beneficiaries": about(random, 120),
        }  # fmt: skip


def _red_cross(world: World) -> Row:
    random = world.random("red cross")
    students = world.scale.students
    trained = about(random, students / 10)
    return {
        "member_staff": 30, "member_student": students // 10, "due_total": students,
        "due_up": students * 0.4, "due_keep": students * 0.6, "fund_school": 5000,
        "donation_total": 2000, "donation_up": 2000, "activities": about(random, 12),
        "participants": about(random, students / 4), "trained": trained,
        "certs": trained - trained // 10, "blood": about(random, students / 20),
        "stemcell": 2, "stemcell_pair": 1,
    }  # fmt: skip
