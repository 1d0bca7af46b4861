"""Students from abroad, journeys, programmes and what other countries took over."""

from __future__ import annotations

from collections.abc import Iterator

from admin.demonstration.college import PARTNERSHIP
from admin.demonstration.sheet import Row, Sheet, sheet
from admin.demonstration.world import World, about

PARTNER = "示例境外学院"


def international_sheets(world: World) -> Iterator[Sheet]:
    """Yield the tables of the category."""
    yield sheet("international.student", PARTNERSHIP, [_students(world)])
    yield sheet("international.exchange", PARTNERSHIP, _journeys(world))
    yield sheet("international.program", PARTNERSHIP, [_program(world)])
    yield sheet("international.output", PARTNERSHIP, _outputs(world))


def _students(world: World) -> Row:
    return {
        "country": "泰国", "category": "非学历留学生", "male": 4, "female": 6, "long_term": 3,
        "scholarship": 5,
    }  # fmt: skip


def _journeys(world: World) -> Iterator[Row]:
    random = world.random("journeys")
    for number in range(1, 4 * world.scale.times + 1):
        day = 4 + number % 20
        yield {
            "person": f"示例团组{number:02d}（{world.spring}）", "person_kind": "教师",
            "direction": "出境" if number % 2 else "入境", "people": 4, "country": "新加坡",
            "institution": PARTNER, "purpose": "培训", "start_date": f"{world.spring}-05-{day:02d}",
            "end_date": f"{world.spring}-05-{day + 4:02d}", "cost": about(random, 6),
            "approval_no": f"示外〔{world.spring}〕{number}号" if number % 2 else "",
        }  # fmt: skip


def _program(world: World) -> Row:
    return {
        "approval_no": "示外备〔2021〕1号", "program_name": "示例校际交流项目",
        "kind": "校际交流项目",
        "partner": PARTNER, "country": "新加坡", "majors": world.majors[0].code, "mode": "2+1",
        "start_year": 2021, "valid_to": "2027-08-31", "intake": 20, "students": 30 + world.since,
        "foreign_course": 20, "foreign_teacher": 2, "tuition": 8000,
    }  # fmt: skip


def _outputs(world: World) -> Iterator[Row]:
    random = world.random("outputs")
    for kind, month in (("课程标准", "11"), ("教学资源", "04"), ("海外培训", "06")):
        year = world.autumn if month >= "09" else world.spring
        yield {
            "item_name": f"示例{kind}（{year}）", "kind": kind, "country": "泰国",
            "adopter": PARTNER, "item_date": f"{year}-{month}", "amount": about(random, 120),
        }  # fmt: skip
