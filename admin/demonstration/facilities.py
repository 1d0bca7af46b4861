"""Land, buildings, books, computers, equipment, and the places where students practise."""

from __future__ import annotations

from collections.abc import Iterator

from admin.demonstration.college import ACADEMIC, FINANCE, INFORMATION, LOGISTICS, Major
from admin.demonstration.partners import Firm
from admin.demonstration.sheet import Row, Sheet, by_school, sheet
from admin.demonstration.world import World, about

BASES_PER_MAJOR = 2
BASE_AREA, BASE_MATERIAL = 260, 1.2
"""A base on campus: square metres, and material of the year in 万元."""


def facilities_sheets(world: World) -> Iterator[Sheet]:
    """Yield the tables of the category."""
    yield sheet("facilities.area", LOGISTICS, [_area(world)])
    yield sheet("facilities.library", INFORMATION, [_library(world)])
    yield sheet("facilities.rooms", ACADEMIC, [_rooms(world)])
    yield sheet("facilities.asset", FINANCE, [_asset(world)])
    yield from by_school("facilities.base_on", _bases_on(world))
    yield from by_school("facilities.base_off", _bases_off(world))


def _area(world: World) -> Row:
    """Return land and buildings: so much for each student, nothing new since long."""
    students = world.scale.students
    rooms = {"classroom": 6.2, "library": 1.6, "lab": 5.4, "research": 0.2, "gym": 0.8,
             "hall": 0.3, "admin_area": 1.8, "dorm": 8.2, "canteen": 1.4, "staff_dorm": 0.2,
             "staff_canteen": 0.1, "welfare": 0.3, "faculty_home": 0,
             "other_area": 0.1}  # fmt: skip
    row: dict[str, object] = {name: round(each * students, 1) for name, each in rooms.items()}
    built = round(sum(rooms.values()) * students, 1) + 1
    return row | {
        "land_total": 62 * students, "land_green": 18 * students, "land_sport": 5 * students,
        "own_area": built, "own_new": 0, "nonown_area": 0, "integrated_rooms": 0.6 * students,
        "building_total_reported": built,
    }  # fmt: skip


def _library(world: World) -> Row:
    students = world.scale.students
    new = round(students * 0.00032, 4)
    return {
        "paper_books": round(students * 0.0078 + world.since * new * 0.9, 4), "paper_new": new,
        "journal_cn": 320 + 4 * world.since, "journal_foreign": 12, "journal_e": 5200,
        "ebooks": students * 60, "databases": 14, "seats": students // 6,
        "loans": about(world.random("library"), students * 9),
    }  # fmt: skip


def _rooms(world: World) -> Row:
    students = world.scale.students
    teaching = students // 5 + students * world.since // 200
    classrooms = students // 35 + 10
    return {
        "computers": teaching + students // 15, "teach_computers": teaching,
        "tablets": students // 200, "public_lab_pc": teaching // 3,
        "special_lab_pc": teaching // 2, "classrooms": classrooms,
        "media_rooms": classrooms - 4, "media_seats": (classrooms - 4) * 55,
        "lang_seats": students // 40, "smart_rooms": 6,
    }  # fmt: skip


def _asset(world: World) -> Row:
    """Return the assets in 万元; equipment grows by what was bought."""
    students = world.scale.students
    new = round(students * 0.078, 2)
    equipment = round(students * 0.62 + world.since * new * 0.8, 2)
    return {
        "fixed_total": round(students * 5.1 + equipment, 2), "equip_total": equipment,
        "equip_new": new, "equip_enterprise": round(students * 0.02, 2),
        "big_count": students // 60, "software": round(students * 0.03, 2),
    }  # fmt: skip


def _partner(world: World, major: Major, number: int) -> Firm:
    """Return one of the firms that work for a major."""
    own = [firm for firm in world.firms if major.code in firm.majors]
    return own[number % len(own)]


def _bases_on(world: World) -> Iterator[tuple[str, Row]]:
    random = world.random("bases on campus")
    equipment = world.scale.students * 0.36 / (BASES_PER_MAJOR * len(world.majors))
    for major in world.majors:
        for number in range(BASES_PER_MAJOR):
            joint = number == 0
            new = about(random, equipment / 7, 0.1)
            yield major.school, {
                "base_code": f"XN-{major.code}-{number + 1}",
                "base_name": f"示例{major.name}实训室{number + 1}", "unit": major.school,
                "majors": major.code, "approve_dept": "示例学院", "approve_year": 2016,
                "area": BASE_AREA, "co_built": "是" if joint else "否",
                "partner": _partner(world, major, number).number if joint else "",
                "equip_value": round(equipment * (1 + 0.06 * world.since), 2),
                "equip_new": new, "equip_self": 0, "equip_donated": 0.5 if joint else 0,
                "equip_quasi": 0.5 if joint else 0, "equip_count": 60, "big_count": 2,
                "project_count": 12, "projects": f"{major.name}示例实训项目",
                "hours_campus": about(random, 42_000), "hours_social": about(random, 900),
                "stations": 50, "consumable": BASE_MATERIAL, "maintain": 0.4,
                "mgr_full": 1, "mgr_part": 1,
            }  # fmt: skip


def _bases_off(world: World) -> Iterator[tuple[str, Row]]:
    random = world.random("bases off campus")
    for firm in world.firms:
        received = about(random, 60)
        yield firm.school, {
            "base_code": f"XW-{firm.order:03d}", "base_name": f"示例校外实习基地{firm.order:03d}",
            "host_unit": firm.number, "established": "2021-03", "agreement_to": "2027-02-28",
            "co_built": "是" if firm.order % 3 == 0 else "否", "majors": "、".join(firm.majors),
            "project_count": 3, "projects": "示例岗位认识实习、跟岗实习、岗位实习",
            "received": received, "use_days": about(random, 160), "half_year": received // 3,
            "lodging": "是" if firm.order % 2 else "否", "allowance": "是", "fund_per": 300,
            "tutors": about(random, 8), "hired": received // 8,
        }  # fmt: skip
