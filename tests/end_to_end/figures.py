"""The indicators of teachers computed anew from exported files, by code of its own.

This imports nothing of the project: it only knows the headings of the exports and the
definitions of the indicators.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

Record = dict[str, str]
SEPTEMBER = date(2025, 9, 1)


def records(path: Path) -> list[Record]:
    """Return the rows of an exported .csv file by heading."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _share(part: int | Decimal, whole: int | Decimal) -> Decimal | None:
    return 100 * Decimal(part) / Decimal(whole) if whole else None


def _age(birthday: str) -> int:
    born = date.fromisoformat(birthday)
    return SEPTEMBER.year - born.year - ((SEPTEMBER.month, SEPTEMBER.day) < (born.month, born.day))


def _full_time(teacher: Record) -> bool:
    return teacher["教师类型"] == "校内专任教师" and teacher["人员状态"] in ("在职", "延聘")


def indicators(
    teachers: list[Record], lessons: list[Record], trainings: list[Record]
) -> dict[str, Decimal | None]:
    """Return the indicators by code; per cent from 0 to 100."""
    full = [one for one in teachers if _full_time(one)]
    others = sum(one["教师类型"] != "校内专任教师" for one in teachers)
    industry = sum(one["教师类型"] == "校外兼职教师" for one in teachers)
    masters = [one for one in full if one["学位"] in ("硕士", "博士")]
    senior = [one for one in full if one["专业技术职务等级"] in ("正高级", "副高级")]
    professional = [one for one in full if one["是否专业（课）教师"] == "是"]
    dual = [one for one in full if one["是否双师素质教师"] == "是"]
    recognised = [one for one in professional
                  if one["双师型认定等级"] in ("初级", "中级", "高级")]  # fmt: skip
    young = [one for one in full if _age(one["出生日期"]) <= 35]
    young_masters = [one for one in young if one["学位"] in ("硕士", "博士")]
    by_number = {one["教工号"]: one for one in teachers}
    hours: Counter[str] = Counter()
    for lesson in lessons:
        teacher = by_number.get(lesson["教工号"], {})
        amount = int(lesson["实际授课课时"])
        hours["full"] += amount * (teacher.get("教师类型") == "校内专任教师")
        if teacher.get("是否专业（课）教师") == "是":
            hours["professional"] += amount
            hours["industry"] += amount * (teacher["教师类型"] == "校外兼职教师")
    trained = {one["教工号"] for one in trainings}
    return {
        "FAC-I02": len(full) + others * Decimal("0.5"),
        "FAC-I04": _share(len(masters), len(full)),
        "FAC-I08": _share(len(senior), len(full)),
        "FAC-I15": _share(len(dual), len(full)),
        "FAC-I16": _share(len(recognised), len(professional)),
        "FAC-I17": _share(len(young_masters), len(young)),
        "FAC-I18": _share(hours["industry"], hours["professional"]),
        "FAC-I19": _share(industry, len(full) + industry),
        "FAC-I20": Decimal(hours["full"]) / len(full) if full else None,
        "FAC-I22": _share(len(trained), len(full)),
    }
