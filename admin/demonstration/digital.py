"""Networks, systems, their security, and courses on line."""

from __future__ import annotations

from collections.abc import Iterator

from admin.demonstration.college import INFORMATION, UNITS
from admin.demonstration.courses import courses_of
from admin.demonstration.sheet import Row, Sheet, by_school, sheet
from admin.demonstration.staff import full_timers
from admin.demonstration.world import World, about

SYSTEMS = (
    ("示例教务系统", "01", "2"), ("示例学工系统", "02", "2"), ("示例人事系统", "03", "2"),
    ("示例财务系统", "04", "2"), ("示例资产系统", "05", "3"), ("示例统一门户", "13", "3"),
    ("示例网络教学平台", "16", "2"), ("示例质量管理平台", "15", "1"),
)  # fmt: skip
LEVEL_TWO = "2"


def digital_sheets(world: World) -> Iterator[Sheet]:
    """Yield the tables of the category."""
    yield sheet("digital.infra", INFORMATION, [_infra(world)])
    yield sheet("digital.system", INFORMATION, _systems(world))
    yield sheet("digital.security", INFORMATION, _security(world))
    yield from by_school("digital.course", _courses(world))


def _infra(world: World) -> Row:
    students = world.scale.students
    return {
        "exit_bw": 4000, "backbone_bw": 10000, "info_points": students // 2,
        "wireless": "校园全覆盖", "mis_data": students * 0.2, "email_users": students,
        "online_courses": 4 * len(world.majors) + 5, "digital_total": students * 4,
        "ebook_gb": students * 1.5, "media_tb": 12, "nat_res": 0, "prov_res": 1,
        "card_use": "门禁、消费、借阅", "sso": "是", "data_center": "是", "base_link": "是",
        "base_tables": 60 + world.since, "it_staff": 6, "it_fund": students * 0.03,
    }  # fmt: skip


def _systems(world: World) -> Iterator[Row]:
    for name, kind, source in SYSTEMS:
        yield {
            "system_name": name, "kind": kind, "source": source,
            "developer": "示例软件有限公司", "owner": UNITS[INFORMATION],
            "online_date": "2021-09", "sso": "是", "shared": "是",
            "users": world.scale.students, "fee": 6,
        }  # fmt: skip


def _security(world: World) -> Iterator[Row]:
    random = world.random("security")
    for order, (name, _, _) in enumerate(SYSTEMS, 1):
        bugs = about(random, 12)
        yield {
            "system_name": name, "mlps": LEVEL_TWO, "filing_no": f"示备{order:06d}",
            "filing_date": "2022-03-10", "test_date": f"{world.spring}-05-{order + 9}",
            "test_result": "良", "bugs": bugs, "fixed": bugs, "incidents": 0,
            "pi_count": world.scale.students * 2,
        }  # fmt: skip


def _courses(world: World) -> Iterator[tuple[str, Row]]:
    random = world.random("courses on line")
    for major in world.majors:
        own = [course for course in courses_of(major) if course.core]
        owner = next(m for m in full_timers(world.members) if m.major == major.code)
        for number, course in enumerate(own):
            yield major.school, {
                "course_name": f"{course.name}在线课程", "course_code": course.code,
                "kind": ("在线开放课程", "SPOC", "微课")[number % 3], "platform": "示例课程平台",
                "level": "4" if number else "3", "smart_edu": "否" if number else "是",
                "owner_no": owner.number, "open_month": "2022-09",
                "learners": about(random, 900), "visits": about(random, 30_000),
            }  # fmt: skip
