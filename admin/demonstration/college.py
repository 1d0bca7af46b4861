"""What the invented college is made of: departments, schools, majors, and how large it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

YEARS = (2024, 2025)
"""The rounds that are filled, the older first; the last stays open."""
SEED = 20250901
NAME = "示例学院"

OFFICE, PERSONNEL, ACADEMIC, AFFAIRS = "党政办公室", "人事处", "教务处", "学生处"
PLACEMENT, FINANCE, RESEARCH = "招生就业处", "财务处", "科研处"
PARTNERSHIP, CONTINUING, LOGISTICS = "校企合作办", "继续教育学院", "后勤处"
INFORMATION, YOUTH, PUBLIC = "信息中心", "团委", "公共教学部"


class Office(NamedTuple):
    """A functional department: code and kind in the table of units, what else it answers for."""

    code: str
    name: str
    unit_kind: str = "2"
    aliases: tuple[str, ...] = ()


class School(NamedTuple):
    """A teaching unit with its code in the table of units, and the industry it trains for."""

    code: str
    name: str
    industry: str = "P"


class Major(NamedTuple):
    """A major: national code, name, code of its school, classes that enter each year."""

    code: str
    name: str
    school: str
    classes: int

    @property
    def training(self) -> bool:
        """Whether it trains teachers."""
        return self.code.startswith("5701")


OFFICES = (
    Office("D01", OFFICE, "1", ("发展规划处",)),
    Office("D02", PERSONNEL, "1", ("组织人事部门",)),
    Office("D03", ACADEMIC, aliases=("学籍管理部门",)),
    Office("D04", AFFAIRS),
    Office("D05", PLACEMENT),
    Office("D06", FINANCE, aliases=("资产管理处",)),
    Office("D07", RESEARCH),
    Office("D08", PARTNERSHIP, aliases=("国际交流处",)),
    Office("D09", CONTINUING, "4"),
    Office("D10", LOGISTICS, aliases=("保卫处",)),
    Office("D11", INFORMATION, "4", ("图书馆",)),
    Office("D12", YOUTH, "6"),
)
SCHOOLS = (
    School("XQ", "学前教育学院"),
    School("CJ", "初等教育学院"),
    School("XX", "信息工程学院", "I"),
    School("SM", "商贸学院", "F"),
    School("YS", "艺术设计学院", "R"),
    School("YY", "音乐体育学院", "R"),
    School("WY", "外语与社会服务学院", "O"),
    School("GG", PUBLIC),
)
SCHOOL_NAMES = {school.code: school.name for school in SCHOOLS}
UNITS = {office.name: office.code for office in OFFICES} | {s.name: s.code for s in SCHOOLS}
"""The code of every unit by its name."""

MAJORS = (
    Major("570102K", "学前教育", "XQ", 6),
    Major("570101K", "早期教育", "XQ", 4),
    Major("520802", "婴幼儿托育服务与管理", "XQ", 3),
    Major("570114K", "特殊教育", "XQ", 2),
    Major("570112K", "舞蹈教育", "XQ", 1),
    Major("570104K", "小学语文教育", "CJ", 4),
    Major("570105K", "小学数学教育", "CJ", 3),
    Major("570106K", "小学英语教育", "CJ", 4),
    Major("570107K", "小学科学教育", "CJ", 2),
    Major("570103K", "小学教育", "CJ", 3),
    Major("510203", "软件技术", "XX", 3),
    Major("510201", "计算机应用技术", "XX", 3),
    Major("510205", "大数据技术", "XX", 2),
    Major("510209", "人工智能技术应用", "XX", 2),
    Major("570115K", "现代教育技术", "XX", 2),
    Major("530302", "大数据与会计", "SM", 3),
    Major("530701", "电子商务", "SM", 3),
    Major("530605", "市场营销", "SM", 2),
    Major("540101", "旅游管理", "SM", 2),
    Major("550101", "艺术设计", "YS", 2),
    Major("550116", "动漫设计", "YS", 2),
    Major("550102", "视觉传达设计", "YS", 1),
    Major("570109K", "美术教育", "YS", 2),
    Major("570108K", "音乐教育", "YY", 2),
    Major("550202", "舞蹈表演", "YY", 1),
    Major("570110K", "体育教育", "YY", 2),
    Major("570301", "社会体育", "YY", 1),
    Major("550201", "音乐表演", "YY", 1),
    Major("570201", "商务英语", "WY", 2),
    Major("570202", "应用英语", "WY", 1),
    Major("590301", "现代家政服务与管理", "WY", 1),
    Major("590302", "智慧健康养老服务与管理", "WY", 3),
)


@dataclass(frozen=True)
class Scale:
    """How large the college is: its majors, the size of a class, the numbers of its staff.

    ``public`` counts full-time teachers of the public courses by area, ``times``
    how often what happens every year happens.
    """

    majors: tuple[Major, ...]
    class_size: int
    leaders: int
    of_an_office: int
    full_time: int
    public: tuple[tuple[str, int], ...]
    industry: int
    other_school: int
    counselors: int
    firms: int
    new_staff: int
    times: int

    @property
    def classes(self) -> int:
        """How many classes enter each year."""
        return sum(major.classes for major in self.majors)

    @property
    def students(self) -> int:
        """About how many students there are: three years of classes."""
        return 3 * self.classes * self.class_size + 4 * self.classes // 3

    def of_school(self, code: str) -> list[Major]:
        """Return the majors of a school."""
        return [major for major in self.majors if major.school == code]


IDEOLOGY, GENERAL, PROFESSION, SPORT, ART, PSYCHOLOGY = "1", "2", "3", "5", "6", "7"
FULL = Scale(
    majors=MAJORS, class_size=44, leaders=8, of_an_office=4, full_time=56,
    public=((IDEOLOGY, 30), (SPORT, 24), (PSYCHOLOGY, 6), (ART, 6), (GENERAL, 62)),
    industry=18, other_school=4, counselors=50, firms=28, new_staff=8, times=10,
)  # fmt: skip
SMALL = Scale(
    majors=tuple(
        next(m for m in MAJORS if m.school == school.code)._replace(classes=1)
        for school in SCHOOLS[:-1]
    ),
    class_size=20, leaders=4, of_an_office=1, full_time=8,
    public=((IDEOLOGY, 3), (SPORT, 2), (PSYCHOLOGY, 2), (ART, 1), (GENERAL, 7)),
    industry=2, other_school=1, counselors=7, firms=6, new_staff=1, times=1,
)  # fmt: skip
