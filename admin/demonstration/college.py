"""What the invented college is made of: schools, majors, courses, departments' kinds."""

from __future__ import annotations

from typing import NamedTuple

YEAR = 2025
SEED = 20250901
NAME = "示例学院"
PUBLIC = "公共教学部"


class School(NamedTuple):
    """A teaching unit with its code in the table of units."""

    code: str
    name: str


class Major(NamedTuple):
    """A major: national code, name, and the code of its school."""

    code: str
    name: str
    school: str
    training: bool = False


class Course(NamedTuple):
    """A course: who may teach it, hours, practice among them, grade, attribute and nature.

    ``area`` is the code of ``course_area``: who teaches that area may teach it.
    """

    code: str
    name: str
    area: str
    hours: int
    practice: int
    grade: int
    attr: str
    nature: str = "1"
    core: bool = False


SCHOOLS = (
    School("XQ", "学前教育学院"),
    School("XX", "信息工程学院"),
    School("SM", "商贸学院"),
    School("YS", "艺术设计学院"),
    School("GG", PUBLIC),
)
MAJORS = (
    Major("570102K", "学前教育", "XQ", training=True),
    Major("570101K", "早期教育", "XQ", training=True),
    Major("510203", "软件技术", "XX"),
    Major("510201", "计算机应用技术", "XX"),
    Major("530302", "大数据与会计", "SM"),
    Major("530701", "电子商务", "SM"),
    Major("550101", "艺术设计", "YS"),
    Major("550116", "动漫设计", "YS"),
)
IDEOLOGY, GENERAL, PROFESSION, SPORT, PSYCHOLOGY = "1", "2", "3", "5", "7"
PUBLIC_COURSES = (
    Course("GG001", "思想道德与法治", IDEOLOGY, 64, 16, 1, "1"),
    Course("GG002", "毛泽东思想和中国特色社会主义理论体系概论", IDEOLOGY, 64, 16, 2, "1"),
    Course("GG003", "体育与健康", SPORT, 128, 112, 1, "1"),
    Course("GG004", "大学英语", GENERAL, 128, 32, 1, "1"),
    Course("GG005", "心理健康教育", PSYCHOLOGY, 32, 8, 1, "1"),
    Course("GG006", "信息技术", GENERAL, 64, 40, 1, "1"),
    Course("GG007", "军事理论与技能", GENERAL, 148, 112, 1, "1"),
    Course("GG008", "劳动教育", GENERAL, 32, 24, 2, "1"),
)
_GRADES = {"基础": (1, 1, 2, 2), "核心": (2, 2, 2, 2, 3, 3), "选修": (2, 3)}


def major_courses(major: Major) -> list[Course]:
    """Return the courses that only this major has, the internship last."""
    found: list[Course] = []

    def add(name: str, hours: int, practice: int, grade: int, attr: str, nature: str = "1",
            core: bool = False) -> None:  # fmt: skip
        code = f"{major.code}-{len(found) + 1:02d}"
        found.append(Course(code, f"{major.name}{name}", PROFESSION, hours, practice, grade,
                            attr, nature, core))  # fmt: skip

    for number, grade in enumerate(_GRADES["基础"], 1):
        add(f"基础课{number}", 96, 40, grade, "2")
    for number, grade in enumerate(_GRADES["核心"], 1):
        add(f"核心课{number}", 128, 80, grade, "3", core=True)
    for number, grade in enumerate(_GRADES["选修"], 1):
        add(f"选修课{number}", 128, 64, grade, "3", "2")
    add("岗位实习", 600, 600, 3, "3")
    return found


UNIT_KINDS = {
    "团委": "6", "图书馆": "4", "继续教育学院": "4", "党政办公室": "1", "组织人事部门": "1",
}  # fmt: skip
"""The codes of the units that are no plain administrative department."""
ADMINISTRATIVE, TEACHING = "2", "3"
