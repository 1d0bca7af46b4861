"""The staff of the invented college: leaders, officers, teachers, people from industry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from admin.demonstration.college import (
    GENERAL,
    IDEOLOGY,
    MAJORS,
    PROFESSION,
    PSYCHOLOGY,
    PUBLIC,
    SCHOOLS,
    SPORT,
)
from admin.demonstration.persons import Person, mobile, month, person
from admin.demonstration.sheet import Row, Sheet, sheet

FULL_TIME, PART_TIME, INDUSTRY = "1", "2", "3"
PERSONNEL, OFFICE = "人事处", "党政办公室"
DAY = date(2025, 9, 1)
LEADERS = 4
OF_A_SCHOOL, FROM_INDUSTRY = 11, 3
PUBLIC_AREAS = (IDEOLOGY,) * 4 + (SPORT,) * 3 + (PSYCHOLOGY,) * 2 + (GENERAL,) * 7
TITLES = (
    ("411", "教授", 45), ("412", "副教授", 36), ("420", "讲师", 30), ("434", "助教", 0),
)  # fmt: skip
CERTIFIER = "示例省教育厅"


@dataclass(frozen=True)
class Member:
    """One of the staff: who, of which unit, in which way, and what is taught."""

    who: Person
    unit: str
    kind: str
    area: str
    major: str = ""
    counselor: bool = False
    practice_days: int = 0

    @property
    def number(self) -> str:
        """The staff number."""
        return self.who.number

    @property
    def most_hours(self) -> int:
        """How many hours of teaching a year are usual at most."""
        return 700 if self.kind == FULL_TIME else 340


class _Hiring:
    """Gives staff numbers in the order of hiring."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.count = 0

    def hire(
        self, unit: str, kind: str, area: str, born: tuple[int, int] = (1968, 1996),
        major: str = "", counselor: bool = False, practice_days: int = 0,
    ) -> Member:
        self.count += 1
        number = f"T{self.count:03d}"
        who = person(self.random, number, f"教师{self.count:03d}", self.count, born)
        return Member(who, unit, kind, area, major, counselor, practice_days)


def staff(random: Random, units: Mapping[str, str]) -> list[Member]:
    """Return everybody, the leaders first; ``units`` gives the code of each unit by name."""
    hiring = _Hiring(random)
    schools = {school.name for school in SCHOOLS}
    found = [hiring.hire(units[OFFICE], PART_TIME, IDEOLOGY, (1966, 1974)) for _ in range(LEADERS)]
    found += [
        hiring.hire(code, PART_TIME, GENERAL)
        for name, code in units.items() if name not in schools
    ]
    for school in SCHOOLS:
        if school.name == PUBLIC:
            found += [hiring.hire(school.code, FULL_TIME, area) for area in PUBLIC_AREAS]
            continue
        majors = [major.code for major in MAJORS if major.school == school.code]
        for number in range(OF_A_SCHOOL):
            days = random.choice((0, 0, 30, 45, 56))
            found.append(hiring.hire(school.code, FULL_TIME, PROFESSION,
                                     major=majors[number % 2], practice_days=days))  # fmt: skip
        found.append(hiring.hire(school.code, PART_TIME, GENERAL, (1985, 1998), counselor=True))
        for number in range(FROM_INDUSTRY):
            found.append(hiring.hire(school.code, INDUSTRY, PROFESSION, (1970, 1990),
                                     major=majors[number % 2]))  # fmt: skip
    return found


def teacher_sheets(random: Random, members: Sequence[Member]) -> Iterator[Sheet]:
    """Yield the table of teachers: each school fills in its own, 人事处 all others."""
    rows = {member.number: teacher_row(random, member, n) for n, member in enumerate(members, 1)}
    filled_by = {school.code: school.name for school in SCHOOLS}
    for department in (PERSONNEL, *filled_by.values()):
        own = [m for m in members if filled_by.get(m.unit, PERSONNEL) == department]
        yield sheet("faculty.teacher", department, [rows[member.number] for member in own])


def teacher_row(random: Random, member: Member, order: int) -> Row:
    """Return the row of one person in the table of teachers."""
    who = member.who
    started = date(who.birthday.year + random.choice((22, 24, 25)), 7, 1)
    joined = min(date(started.year + random.randrange(3), 8, 1), date(2023, 8, 1))
    row: dict[str, object] = {
        "staff_no": who.number, "name": who.name, "id_card": who.id_card, "sex": who.sex,
        "birthday": who.birthday, "ethnic": "汉族", "politics": random.choice(("01", "13")),
        "staff_kind": member.kind, "unit": member.unit, "major_code": member.major,
        "status": "11", "work_date": month(started), "phone": mobile(order),
        **_education(random, member), **_title(random, member),
        **_qualification(random, member),
    }  # fmt: skip
    if member.kind == INDUSTRY:
        return row | {
            "out_unit": f"示例企业{order % 12 + 1:02d}有限公司", "out_duty": "技术负责人",
            "out_since": month(date(started.year + 2, 3, 1)), "contract": "已签约",
            "contract_to": "2026-08-31",
        }  # fmt: skip
    teaching = member.kind == FULL_TIME
    return row | {
        "establishment": "1", "post_class": "10" if teaching else "20",
        "join_date": month(joined), "course_area": member.area,
    }  # fmt: skip


def _education(random: Random, member: Member) -> Row:
    edu, degree = random.choice((("14", "3"), ("14", "3"), ("21", "4"), ("11", "2")))
    if member.kind == INDUSTRY:
        edu, degree = "21", "4"
    certified = member.kind != INDUSTRY
    answer = "是" if certified else "否"
    row: dict[str, object] = {"edu": edu, "degree": degree, "teacher_cert": answer}
    if certified:
        row |= {"cert_org": CERTIFIER, "cert_date": f"{member.who.birthday.year + 27}-06"}
    return row


def _title(random: Random, member: Member) -> Row:
    """Return a title that fits the age; people from industry are engineers."""
    age = member.who.age(DAY)
    if member.kind == INDUSTRY:
        level, name, since = "420", "工程师", 30
    else:
        fitting = [title for title in TITLES if title[2] <= age - 1]
        level, name, since = random.choice(fitting[:2])
    year = min(member.who.birthday.year + max(since, 26), 2024)
    return {
        "title_series": "08" if member.kind == INDUSTRY else "01", "title_level": level,
        "title_name": name, "title_date": f"{year}-12",
        "title_org": "示例省人力资源和社会保障厅",
    }  # fmt: skip


def _qualification(random: Random, member: Member) -> Row:
    professional = member.area == PROFESSION
    years = 8 if member.kind == INDUSTRY else random.randrange(2, 7) if professional else 0
    dual = professional and (member.kind == INDUSTRY or random.random() < 0.75)
    recognised = dual and member.kind == FULL_TIME
    row: dict[str, object] = {
        "professional": "是" if professional else "否",
        "backbone": "是" if random.random() < 0.2 else "否", "dual": "是" if dual else "否",
        "industry_years": years, "industry_days": member.practice_days,
    }  # fmt: skip
    if recognised:
        row |= {"dual_level": random.choice("123"), "dual_date": "2023-12"}
    return row
