"""The tables that a list of teachers leans on: units, majors, and who taught what."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.data.workbooks.persons import MAJORS, UNITS

COURSE = "SL0101"


def _write(path: Path, heading: str, rows: Iterable[Sequence[str | int]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading.split())
        writer.writerows(rows)
    return path


def write_supporting(
    folder: Path, teachers: Sequence[str], staff: int
) -> dict[str, tuple[str, Path]]:
    """Write the .csv files by table, each with the department that answers for it.

    ``teachers`` are the numbers of those who taught, ``staff`` how many people the units employ.
    """
    each, rest = divmod(staff, len(UNITS))
    units = [
        (code, f"示例单位{code}", "教学单位（二级学院）", each + (number < rest))
        for number, code in enumerate(UNITS)
    ]
    majors = [
        (code, f"示例专业{number}", UNITS[number], "否", "2010-06", "2010-09", "3", "是")
        for number, code in enumerate(MAJORS)
    ]
    lessons = [
        (number, COURSE, "第一学期", f"示例{order % 90:02d}班", "理论", "否", "否",
         32 + order % 64, 32 + order % 64)
        for order, number in enumerate(teachers)
    ]  # fmt: skip
    return {
        "institution.unit": ("人事处", _write(
            folder / "机构.csv", "机构代码 机构名称（全称） 机构类别 教职工数（专职）", units
        )),
        "majors.catalog": ("教务处", _write(
            folder / "专业.csv",
            "专业代码（国标） 专业名称（全称） 所属二级学院 是否师范类 批准设置日期 首次招生日期 "
            "修业年限 当年是否招生",
            majors,
        )),
        "faculty.teaching": ("教务处", _write(
            folder / "授课.csv",
            "教工号 课程 授课学期 授课班级（教学班） 授课任务 是否合班授课 是否平行班 "
            "实际授课课时 教学工作量",
            lessons,
        )),
    }  # fmt: skip
