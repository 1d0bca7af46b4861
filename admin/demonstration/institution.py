"""The school itself: its identity, units, leaders and regulations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from admin.demonstration.college import (
    ACADEMIC,
    AFFAIRS,
    NAME,
    OFFICE,
    OFFICES,
    PERSONNEL,
    SCHOOLS,
    UNITS,
)
from admin.demonstration.persons import credit_code
from admin.demonstration.sheet import Row, Sheet, sheet
from admin.demonstration.staff import Member, of_unit
from admin.demonstration.world import World, about

TEACHING_UNIT = "3"
DUTIES = ("党委书记", "校长", "副校长（分管教学）", "副校长（分管学生）", "副校长（分管后勤）",
          "纪委书记", "副书记", "总会计师")  # fmt: skip
ROLES = ("法定代表人", "校长", "分管校领导", "平台管理办公室主任", "平台联系人")


def institution_sheets(world: World, hours: Mapping[str, int]) -> Iterator[Sheet]:
    """Yield the tables of the category; ``hours`` tells how much everybody taught."""
    yield sheet("institution.school", OFFICE, [_school()])
    yield sheet("institution.unit", PERSONNEL, _units(world))
    yield sheet("institution.leader", PERSONNEL, _leaders(world))
    yield sheet("institution.contact", OFFICE, _contacts(world))
    yield sheet("institution.leader_action", OFFICE, _actions(world, hours))
    yield sheet("institution.regulation", ACADEMIC, _regulations(world, ACADEMIC, "教学管理"))
    yield sheet("institution.regulation", AFFAIRS, _regulations(world, AFFAIRS, "学生管理"))


def _school() -> Row:
    return {
        "school_id": "4144099999", "uscc": credit_code(9000), "school_name": NAME,
        "school_name_en": "Example College", "school_short": "示例", "province": "44",
        "city": "440700", "school_type": "01", "school_nature": "06",
        "sponsor_name": "示例市人民政府", "sponsor_nature": "01", "sponsor_level": "01",
        "authority": "示例省教育厅", "name_since": "2018-06", "founded": "1978-09",
        "motto": "示例", "address": "示例市示例路 1 号", "postcode": "529000",
        "website": "https://college.example", "campus_count": 2, "eval2_date": "2019-11",
        "eval2_result": "1", "community_demo": "否",
    }  # fmt: skip


def led_by(codes: list[str], leaders: int) -> dict[str, int]:
    """Return for each unit which of the leaders is in charge of it; the first leads none."""
    return {code: 1 + order % (leaders - 1) for order, code in enumerate(codes)}


def heads(world: World) -> dict[str, Member]:
    """Return who heads each unit: of its own people the first who is no leader."""
    found = {}
    for code in UNITS.values():
        own = [member for member in of_unit(world.members, code) if not member.leader]
        found[code] = own[0]
    return found


def _units(world: World) -> Iterator[Row]:
    count = Counter(m.unit for code in UNITS.values() for m in of_unit(world.members, code))
    charge = led_by([*UNITS.values()], world.scale.leaders)
    kinds = {office.code: office.unit_kind for office in OFFICES}
    kinds |= {school.code: TEACHING_UNIT for school in SCHOOLS}
    for name, code in UNITS.items():
        head = heads(world)[code].number
        yield {
            "unit_code": code, "unit_name": name, "unit_kind": kinds[code], "head_no": head,
            "officer_no": head, "leader_no": world.members[charge[code]].number,
            "staff_full": count[code], "staff_part": 0, "established": "2015-03",
            "office_phone": f"0750-32000{len(name):02d}",
        }  # fmt: skip


def _leaders(world: World) -> Iterator[Row]:
    charge = led_by([*UNITS.values()], world.scale.leaders)
    for order, member in enumerate(world.members[: world.scale.leaders]):
        who = member.who
        own = [code for code, leader in charge.items() if leader == order]
        yield {
            "staff_no": who.number, "name": who.name, "sex": who.sex, "birthday": who.birthday,
            "duty": DUTIES[order], "title_level": "412", "edu": "14", "degree": "3",
            "manage_work": DUTIES[order], "manage_units": "、".join(own),
            "appointed": "2021-07", "phone": f"0750-3100{order:03d}",
        }  # fmt: skip


def _contacts(world: World) -> Iterator[Row]:
    for order, role in enumerate(ROLES):
        member = world.members[min(order, world.scale.leaders - 1)]
        yield {
            "role": role, "name": member.who.name, "duty": role,
            "phone": f"0750-3110{order:03d}", "mobile": f"1340009000{order}",
            "email": f"contact{order}@college.example",
        }  # fmt: skip


def _actions(world: World, hours: Mapping[str, int]) -> Iterator[Row]:
    random = world.random("leaders at work")
    for member in world.members[: world.scale.leaders]:
        yield {
            "staff_no": member.number, "lecture_count": about(random, 40, 0.1),
            "dorm_visits": about(random, 16, 0.1), "base_visits": about(random, 9, 0.1),
            "club_events": about(random, 7, 0.1), "student_talks": about(random, 60, 0.1),
            "teach_hours": hours.get(member.number, 0),
        }  # fmt: skip


def _regulations(world: World, owner: str, category: str) -> Iterator[Row]:
    """Yield old regulations, and two of this year."""
    for number in range(1, 13):
        new = number > 10
        year = world.spring if new else 2018 + number % 5
        yield {
            "doc_title": f"示例学院{category}办法{number:02d}（{year}年）",
            "doc_no": f"示院〔{year}〕{number}号", "category": category,
            "innovation": "是" if new else "否",
            "innovation_point": f"{year} 年示例创新点" if new else "",
            "innovation_result": f"{year} 年示例成果" if new else "",
            "issue_date": f"{year}-03", "issue_unit": UNITS[owner],
            "change_kind": "新增" if new else "未变",
            "change_date": f"{year}-03" if new else "", "duty_unit": UNITS[owner],
        }  # fmt: skip
