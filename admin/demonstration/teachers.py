"""The table of teachers: each person's row, the same in both years but for what grows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from admin.demonstration.college import (
    PERSONNEL,
    PROFESSION,
    SCHOOL_NAMES,
    UNITS,
    YEARS,
)
from admin.demonstration.persons import mobile, month
from admin.demonstration.sheet import Row, Sheet, sheet
from admin.demonstration.staff import FULL_TIME, INDUSTRY, INTERNAL, OTHER_SCHOOL, Member
from admin.demonstration.world import World

DAY = date(YEARS[0], 9, 1)
"""The day on which titles and degrees were as they are."""
TITLES = (
    ("411", "教授", 45), ("412", "副教授", 36), ("420", "讲师", 30), ("434", "助教", 0),
)  # fmt: skip
LATEST = YEARS[0] - 1
CERTIFIER, BUREAU = "示例省教育厅", "示例省人力资源和社会保障厅"


def teacher_sheets(world: World) -> Iterator[Sheet]:
    """Yield the table of teachers: each school fills in its own, 人事处 all others."""
    filled_by = {code: name for code, name in SCHOOL_NAMES.items() if code in UNITS.values()}
    for department in (PERSONNEL, *filled_by.values()):
        own = [m for m in world.members if filled_by.get(m.unit, PERSONNEL) == department]
        yield sheet("faculty.teacher", department, (teacher_row(world, m) for m in own))


def teacher_row(world: World, member: Member) -> Row:
    """Return the row of one person in the table of teachers."""
    random = world.college.random(member.number)
    who = member.who
    started = date(who.birthday.year + random.choice((22, 24, 25)), 7, 1)
    joined = min(date(started.year + random.randrange(3), 8, 1), date(LATEST, 8, 1))
    if member.since > YEARS[0]:
        joined = date(YEARS[0], 8, 1)
    row: dict[str, object] = {
        "staff_no": who.number, "name": who.name, "id_card": who.id_card, "sex": who.sex,
        "birthday": who.birthday, "ethnic": "01", "politics": random.choice(("01", "13")),
        "staff_kind": member.kind, "unit": member.unit, "major_code": member.major,
        "status": "11", "work_date": month(started), "phone": mobile(9_000_000 + member.order),
        "email": f"{who.number.lower()}@college.example",
        **_education(random, member), **_title(random, member),
        **_qualification(random, world, member),
    }  # fmt: skip
    if member.kind not in INTERNAL:
        return row | _outside(world, member, started)
    return row | {
        "establishment": random.choice("1112"),
        "post_class": "10" if member.kind == FULL_TIME else "20",
        "join_date": month(joined), "course_area": member.area,
    }  # fmt: skip


def _outside(world: World, member: Member, started: date) -> dict[str, object]:
    firm = world.firms[member.order % len(world.firms)]
    school = member.kind == OTHER_SCHOOL
    return {
        "out_unit": "示例职业学校" if school else firm.name,
        "out_duty": "教师" if school else "技术负责人",
        "out_since": month(date(started.year + 2, 3, 1)), "contract": "已签约",
        "contract_to": f"{world.spring + 1}-08-31",
    }  # fmt: skip


def _education(random: Random, member: Member) -> Row:
    edu, degree = random.choice((("14", "3"), ("14", "3"), ("21", "4"), ("11", "2")))
    if member.kind not in INTERNAL:
        edu, degree = "21", "4"
    certified = member.kind != INDUSTRY
    row: dict[str, object] = {
        "edu": edu, "degree": degree, "teacher_cert": "是" if certified else "否",
    }  # fmt: skip
    if certified:
        row |= {"cert_org": CERTIFIER, "cert_date": f"{_year(member, 27)}-06"}
    return row


def _year(member: Member, age: int) -> int:
    """Return the year in which somebody was so old, at the latest before the first round."""
    return min(member.who.birthday.year + age, LATEST)


def _title(random: Random, member: Member) -> Row:
    """Return a title that fits the age; people from industry are engineers."""
    age = member.who.age(DAY)
    if member.kind == INDUSTRY:
        level, name, since = "420", "工程师", 30
    else:
        fitting = [title for title in TITLES if title[2] <= age - 1]
        level, name, since = random.choice(fitting[:2])
    return {
        "title_series": "08" if member.kind == INDUSTRY else "01", "title_level": level,
        "title_name": name, "title_date": f"{_year(member, max(since, 26))}-12",
        "title_org": BUREAU,
    }  # fmt: skip


def _qualification(random: Random, world: World, member: Member) -> Row:
    professional = member.area == PROFESSION
    years = 8 if member.kind == INDUSTRY else random.randrange(2, 7) if professional else 0
    grown = world.since if member.kind == INDUSTRY else 0.2 * world.since * bool(years)
    dual = professional and (member.kind == INDUSTRY or random.random() < 0.75)
    row: dict[str, object] = {
        "professional": "是" if professional else "否",
        "backbone": "是" if random.random() < 0.2 else "否", "dual": "是" if dual else "否",
        "industry_years": round(years + grown, 1),
        "industry_days": member.practice_days(world.year),
        "dual_mentor": "是" if member.kind == INDUSTRY else "否",
    }  # fmt: skip
    if dual and member.kind == FULL_TIME:
        row |= {"dual_level": random.choice("123"), "dual_date": "2023-06",
                "vq_name": "示例职业技能等级证书", "vq_level": "3", "vq_org": "示例评价机构",
                "vq_date": "2022-11"}  # fmt: skip
    return row
