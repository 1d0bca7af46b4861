"""The staff of the invented college: leaders, officers, teachers, people from outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from admin.demonstration.college import (
    GENERAL,
    IDEOLOGY,
    OFFICE,
    OFFICES,
    PROFESSION,
    PUBLIC,
    SCHOOLS,
    UNITS,
    YEARS,
    Scale,
)
from admin.demonstration.persons import Births, Person

FULL_TIME, PART_TIME, INDUSTRY, OTHER_SCHOOL = "1", "2", "3", "4"
INTERNAL = (FULL_TIME, PART_TIME)
AWAY_EVERY, AWAY_PLACE = 250, 35
MOST_HOURS = {FULL_TIME: 520, PART_TIME: 80, INDUSTRY: 160, OTHER_SCHOOL: 120}
"""How many hours of teaching a year people of a kind are wanted for."""


@dataclass(frozen=True)
class Member:
    """One of the staff: who, of which unit, in which way, what is taught, from which round on."""

    order: int
    who: Person
    unit: str
    kind: str
    area: str
    major: str = ""
    counselor: bool = False
    leader: bool = False
    since: int = YEARS[0]

    @property
    def number(self) -> str:
        """The staff number."""
        return self.who.number

    @property
    def most_hours(self) -> int:
        """How many hours of teaching a year are wanted."""
        return MOST_HOURS[self.kind] // (2 if self.leader else 1)

    @property
    def away(self) -> bool:
        """Whether a full-time teacher studies elsewhere and gives no lessons."""
        return self.kind == FULL_TIME and self.order % AWAY_EVERY == AWAY_PLACE

    def practice_days(self, year: int) -> int:
        """Return the days spent in a firm in the year of a round."""
        if self.kind != FULL_TIME or self.area != PROFESSION:
            return 0
        return (30, 0, 45, 0, 56)[(self.order + year) % 5]


class _Hiring:
    """Gives staff numbers in the order of hiring."""

    def __init__(self, random: Random, births: Births) -> None:
        self.random, self.births = random, births
        self.found: list[Member] = []

    def hire(
        self, unit: str, kind: str, area: str, born: tuple[int, int] = (1968, 1996),
        major: str = "", counselor: bool = False, leader: bool = False, since: int = YEARS[0],
    ) -> None:
        order = len(self.found) + 1
        who = self.births.person(self.random, f"T{order:04d}", f"教师{order:03d}", born)
        self.found.append(Member(order, who, unit, kind, area, major, counselor, leader, since))


def staff(random: Random, births: Births, scale: Scale) -> list[Member]:
    """Return everybody of all years, the leaders first."""
    hiring = _Hiring(random, births)
    for _ in range(scale.leaders):
        hiring.hire(UNITS[OFFICE], PART_TIME, IDEOLOGY, (1966, 1974), leader=True)
    for office in OFFICES:
        for _ in range(scale.of_an_office):
            hiring.hire(office.code, PART_TIME, GENERAL)
    for area, number in scale.public:
        for _ in range(number):
            hiring.hire(UNITS[PUBLIC], FULL_TIME, area)
    for place, school in enumerate(SCHOOLS[:-1]):
        counselors = _share(scale.counselors, place, len(SCHOOLS) - 1)
        _hire_school(hiring, scale, school.code, counselors)
    for number in range(scale.new_staff):
        code = SCHOOLS[number % (len(SCHOOLS) - 1)].code
        hiring.hire(code, FULL_TIME, PROFESSION, (1992, 1996),
                    major=scale.of_school(code)[0].code, since=YEARS[1])  # fmt: skip
    return hiring.found


def _hire_school(hiring: _Hiring, scale: Scale, code: str, counselors: int) -> None:
    majors = [major.code for major in scale.of_school(code)]
    for number in range(scale.full_time):
        hiring.hire(code, FULL_TIME, PROFESSION, major=majors[number % len(majors)])
    for _ in range(counselors):
        hiring.hire(code, PART_TIME, GENERAL, (1985, 1998), counselor=True)
    for number in range(scale.industry + scale.other_school):
        kind = INDUSTRY if number < scale.industry else OTHER_SCHOOL
        hiring.hire(code, kind, PROFESSION, (1970, 1990), major=majors[number % len(majors)])


def _share(whole: int, place: int, places: int) -> int:
    """Return a place's part of a whole that is dealt out evenly."""
    return whole // places + (place < whole % places)


def of_unit(members: Sequence[Member], code: str) -> list[Member]:
    """Return who belongs to a unit, people from outside apart."""
    return [m for m in members if m.unit == code and m.kind in INTERNAL]


def full_timers(members: Sequence[Member], code: str = "") -> list[Member]:
    """Return the full-time teachers, of one unit or of all."""
    return [m for m in members if m.kind == FULL_TIME and code in ("", m.unit)]


def in_turn(members: Sequence[Member], start: int = 0) -> Iterator[Member]:
    """Yield the members one after the other, for ever, beginning somewhere."""
    place = start
    while True:
        yield members[place % len(members)]
        place += 1
