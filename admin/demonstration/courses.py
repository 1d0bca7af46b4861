"""The teaching plans of the invented college: the same pattern for every major."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from admin.demonstration.college import (
    ART,
    GENERAL,
    IDEOLOGY,
    PROFESSION,
    PSYCHOLOGY,
    SPORT,
    Major,
)
from admin.demonstration.staff import FULL_TIME, PART_TIME, Member

COMPULSORY, ELECTIVE, PUBLIC_ELECTIVE = "1", "2", "3"
INTERNSHIP = 600
_GRADES = ("一年级", "二年级", "三年级")


@dataclass(frozen=True)
class Course:
    """A course: who may teach it, hours, practice among them, grade and term.

    ``area`` is the code of ``course_area``: who teaches that area may teach it.
    """

    code: str
    name: str
    number: int
    area: str
    hours: int
    practice: int
    grade: int
    attr: str
    nature: str = COMPULSORY
    core: bool = False

    @property
    def public(self) -> bool:
        """Whether all majors have it."""
        return self.area != PROFESSION

    @property
    def kind(self) -> str:
        """The code of the type: all theory, mixed, or all practice."""
        if self.practice == 0:
            return "A"
        return "C" if self.practice == self.hours else "B"

    @property
    def credits(self) -> int:
        """The credits; practice by weeks counts less by the hour."""
        return self.hours // (28 if self.kind == "C" else 16)

    @property
    def grade_name(self) -> str:
        """The grade in which it is taught, in words."""
        return _GRADES[self.grade - 1]

    @property
    def term(self) -> str:
        """The code of the term."""
        return "12"[self.number % 2]

    @property
    def taught(self) -> bool:
        """Whether teachers give lessons, so that they stand in the table of teaching."""
        return self.kind != "C"


_PUBLIC = (
    ("思想道德与法治", IDEOLOGY, 48, 8, 1), ("毛泽东思想概论", IDEOLOGY, 32, 4, 1),
    ("习近平新时代中国特色社会主义思想概论", IDEOLOGY, 48, 8, 2),
    ("形势与政策", IDEOLOGY, 16, 0, 1),
    ("体育与健康一", SPORT, 64, 56, 1), ("体育与健康二", SPORT, 64, 56, 2),
    ("心理健康教育", PSYCHOLOGY, 32, 8, 1), ("美育", ART, 32, 16, 2),
    ("大学英语一", GENERAL, 64, 16, 1), ("大学英语二", GENERAL, 64, 16, 2),
    ("信息技术", GENERAL, 64, 48, 1), ("大学语文", GENERAL, 32, 8, 1),
    ("军事理论", GENERAL, 36, 0, 1), ("劳动教育", GENERAL, 32, 24, 1),
    ("职业规划与就业指导", GENERAL, 32, 12, 2), ("创新创业基础", GENERAL, 32, 16, 2),
    ("国家安全教育", GENERAL, 16, 0, 1), ("军事技能", GENERAL, 112, 112, 1),
)  # fmt: skip
_CHOSEN = (("公共选修一", 32, 8, 2), ("公共选修二", 32, 8, 2))


@cache
def public_courses() -> tuple[Course, ...]:
    """Return the courses of all majors."""
    found = [
        Course(f"GG{number:03d}", name, number, area, hours, practice, grade, "1")
        for number, (name, area, hours, practice, grade) in enumerate(_PUBLIC, 1)
    ]
    found += [
        Course(f"GX{number:03d}", name, number, GENERAL, hours, practice, grade, "1",
               PUBLIC_ELECTIVE)
        for number, (name, hours, practice, grade) in enumerate(_CHOSEN, 1)
    ]  # fmt: skip
    return tuple(found)


def _own_courses(major: Major) -> Iterator[Course]:
    """Yield the courses that only this major has, the internship last."""
    plan = [(f"基础课{n}", 64, 40, 1 + n // 4, "2", COMPULSORY, False) for n in range(1, 7)]
    plan += [(f"核心课{n}", 72, 48, 2 + n // 7, "3", COMPULSORY, True) for n in range(1, 9)]
    plan += [(f"选修课{n}", 48, 28, 2 + n // 3, "3", ELECTIVE, False) for n in range(1, 7)]
    plan += [("认识实习", 56, 56, 1, "2", COMPULSORY, False),
             ("岗位实习", INTERNSHIP, INTERNSHIP, 3, "3", COMPULSORY, False)]  # fmt: skip
    for number, (name, hours, practice, grade, attr, nature, core) in enumerate(plan, 1):
        yield Course(
            f"{major.code}-{number:02d}", f"{major.name}{name}", number, PROFESSION, hours,
            practice, min(grade, 3), attr, nature, core,
        )


@cache
def courses_of(major: Major) -> tuple[Course, ...]:
    """Return the whole plan of a major."""
    return (*public_courses(), *_own_courses(major))


def may_teach(member: Member, course: Course, major: Major) -> bool:
    """Tell whether somebody teaches that area, and for courses of a major, in its school."""
    if course.area == PROFESSION:
        return member.area == PROFESSION and member.unit == major.school
    return member.area == course.area and member.kind in (FULL_TIME, PART_TIME)
