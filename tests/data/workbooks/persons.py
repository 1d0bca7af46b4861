"""Invented teachers: each a row of plain values that has no fault."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

Person = dict[str, str]
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
FIRST_BIRTHDAY = date(1966, 1, 1)
BIRTHDAYS = 10_600
"""Birthdays of people who are 30 to 59 years old in the round."""
UNITS = tuple(f"U{number:02d}" for number in range(1, 13))
MAJORS = ("570102K", "570103K", "510201", "520802")
TITLES = {"正高级": "教授", "副高级": "副教授", "中级": "讲师", "助理级（初级）": "助教"}
TITLED_AT = {"正高级": 44, "副高级": 38, "中级": 31, "助理级（初级）": 25}

WAYS = {
    "staff_no": "code", "name": "text", "id_card": "identity", "sex": "choice",
    "birthday": "date", "ethnic": "choice", "politics": "choice", "staff_kind": "choice",
    "unit": "code", "major_code": "number_code", "status": "choice", "establishment": "choice",
    "post_class": "choice", "work_date": "month", "join_date": "month", "edu": "choice",
    "degree": "choice", "title_series": "choice", "title_level": "choice", "title_name": "text",
    "title_org": "text", "title_date": "month", "teacher_cert": "truth", "cert_org": "text",
    "cert_date": "month", "course_area": "choice", "professional": "truth", "backbone": "truth",
    "dual": "truth", "dual_level": "choice", "dual_date": "month", "industry_years": "years",
    "industry_days": "days", "vq_name": "text", "vq_level": "choice", "vq_org": "text",
    "vq_date": "month", "out_unit": "text", "out_duty": "text", "out_since": "month",
    "contract": "choice", "contract_to": "date", "phone": "as_is", "email": "as_is",
}  # fmt: skip
"""How the values of each field are typed."""


def identity(birthday: date, sequence: int, division: str = "110105") -> str:
    """Return an invented but well-formed identity number; an odd sequence is a man's."""
    digits = f"{division}{birthday:%Y%m%d}{sequence:03d}"
    total = sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


def _titles(birth: int, chance: Random) -> Person:
    age = 2025 - birth
    fitting = [level for level, years in TITLED_AT.items() if age >= years][:2]
    level = chance.choice((*fitting, "未定职级"))
    if level == "未定职级":
        return {"title_level": level}
    return {
        "title_series": chance.choice(("高等学校教师", "实验技术人员")), "title_level": level,
        "title_name": TITLES[level], "title_org": "示例省教育厅",
        "title_date": f"{birth + TITLED_AT[level]}-06",
    }  # fmt: skip


def _qualified(chance: Random) -> Person:
    professional = chance.random() < 0.6
    dual = professional and chance.random() < 0.6
    recognised = dual and chance.random() < 0.5
    person = {
        "professional": "是" if professional else "否", "dual": "是" if dual else "否",
        "backbone": chance.choice("是否"), "dual_level": "初级" if recognised else "否",
        "dual_date": "2023-06" if recognised else "",
        "industry_years": f"{chance.randint(20, 99) / 10}" if dual else "0",
        "industry_days": str(chance.randint(0, 60)),
        "major_code": chance.choice(MAJORS) if professional else "",
    }  # fmt: skip
    if chance.random() < 0.2:
        person |= {
            "vq_name": "保育师", "vq_org": "示例省人力资源和社会保障厅", "vq_date": "2016-06",
            "vq_level": chance.choice(("高级（三级）", "中级（四级）")),
        }  # fmt: skip
    return person


def _everybody(number: int, chance: Random) -> Person:
    turn, day = divmod(number * 37, BIRTHDAYS)
    birthday = FIRST_BIRTHDAY + timedelta(day)
    male = chance.random() < 0.4
    edu, degree = chance.choice((
        ("博士研究生毕业", "博士"), ("硕士研究生毕业", "硕士"), ("硕士研究生毕业", "硕士"),
        ("大学本科毕业", "硕士"), ("大学本科毕业", "学士"), ("大学本科毕业", "无"),
    ))  # fmt: skip
    return {
        "staff_no": f"{number:06d}" if number % 10 == 0 else f"J{number:06d}",
        "name": f"教师{number:06d}",
        "id_card": identity(birthday, (turn % 499) * 2 + male), "sex": "男" if male else "女",
        "birthday": birthday.isoformat(), "ethnic": chance.choice(("汉族", "汉族", "壮族", "瑶族")),
        "politics": chance.choice(("中共党员", "群众", "")), "unit": chance.choice(UNITS),
        "work_date": f"{birthday.year + 22 + number % 3}-07", "edu": edu, "degree": degree,
        "phone": f"138{number:08d}", "email": f"t{number:06d}@example.com",
    } | _titles(birthday.year, chance)  # fmt: skip


def internal(number: int, chance: Random) -> Person:
    """Return somebody of the college's own staff."""
    person = _everybody(number, chance) | _qualified(chance)
    full_time = chance.random() < 0.9
    person |= {
        "staff_kind": "校内专任教师" if full_time else "校内兼课人员",
        "status": chance.choice(("在职",) * 18 + ("延聘", "返聘")),
        "establishment": chance.choice(("在编", "在编", "人事代理")),
        "post_class": "教学类" if full_time else "行政类",
        "join_date": f"{int(person['work_date'][:4]) + chance.randint(1, 3)}-09",
        "teacher_cert": "是", "cert_org": "示例省教育厅", "cert_date": person["work_date"],
    }
    areas = ("专业课", "专业课、实习指导课") if person["professional"] == "是" else (
        "公共基础课", "思想政治课", "体育课"
    )
    return person | {"course_area": chance.choice(areas)}


def external(number: int, chance: Random) -> Person:
    """Return somebody who comes from a firm or from another school."""
    person = _everybody(number, chance) | _qualified(chance)
    industry = chance.random() < 0.7
    signed = chance.random() < 0.8
    return person | {
        "staff_kind": "校外兼职教师" if industry else "校外兼课教师", "status": "在职",
        "teacher_cert": "否", "out_unit": "示例幼儿园" if industry else "示例师范学院",
        "out_duty": "园长" if industry else "讲师", "out_since": "2019-09",
        "contract": "已签约" if signed else "未签约",
        "contract_to": "2026-08-31" if signed else "",
    }
