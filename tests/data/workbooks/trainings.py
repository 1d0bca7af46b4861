"""The workbook of trainings: one sheet, references to teachers and units, dates and amounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.data.workbooks.case import Case, Fault
from tests.data.workbooks.cells import Raw
from tests.data.workbooks.persons import UNITS
from tests.data.workbooks.sheets import Column, Row, Sheet
from tests.data.workbooks.spelling import spelt
from tests.data.workbooks.writing import write

FIRST, DAYS = date(2024, 9, 10), 300
WAYS = {
    "staff_no": "code", "project": "text", "kind": "choice", "level": "choice",
    "start_date": "date", "end_date": "date", "days": "days", "hours": "hours",
    "country": "text", "site": "text", "organiser": "text", "dispatch_unit": "code",
    "cost": "yuan",
}  # fmt: skip
KEY = frozenset({"staff_no", "project", "start_date"})
COLUMNS = (
    Column("", "工号", "staff_no"), Column("", "参训人"), Column("", "培训名称*", "project"),
    Column("", "培训类别", "kind"), Column("", "级别", "level"),
    Column("", "开始时间", "start_date"), Column("", "结束时间", "end_date"),
    Column("", "培训天数（天）", "days"),
    Column("", "培训学时", "hours"), Column("", "国别", "country"), Column("", "培训地点", "site"),
    Column("", "主办单位", "organiser"), Column("", "派出单位", "dispatch_unit"),
    Column("", "费用(元)", "cost"),
)  # fmt: skip


class Planted(NamedTuple):
    """A fault of one training: the cell blamed, its code, and what is typed instead."""

    field: str
    code: str
    wrong: Mapping[str, Raw]
    severity: str = "error"
    rejected: bool = False


FAULTS = (
    Planted("staff_no", "REF", {"staff_no": "J999999"}),
    Planted("dispatch_unit", "REF", {"dispatch_unit": "人事处"}),
    Planted("dispatch_unit", "REQUIRED", {"dispatch_unit": "无"}),
    Planted("start_date", "FAC-006A", {"start_date": "2019.10.8", "end_date": "2019.10.30"}),
    Planted("start_date", "FAC-006B", {"start_date": "2024-08-05", "end_date": "2024-08-25"},
            "warning"),
    Planted("end_date", "FAC-239A", {"start_date": "2025-03-10", "end_date": "2025-03-01"}),
    Planted("days", "FAC-239B", {"days": "60天"}),
    Planted("hours", "FAC-239C", {"hours": 400}, "warning"),
    Planted("start_date", "KIND-DAY-MISSING", {"start_date": "2025年3月"}, rejected=True),
    Planted("cost", "KIND-NUMBER", {"cost": "约一千元"}, rejected=True),
    Planted("cost", "KIND-UNIT", {"cost": "30学时"}, rejected=True),
    Planted("cost", "KIND-PLACES", {"cost": 1200.505}),
    Planted("kind", "KIND-CODE", {"kind": "听讲座"}, rejected=True),
)  # fmt: skip


def _training(number: int, staff_no: str, chance: Random) -> dict[str, str]:
    start = FIRST + timedelta(chance.randrange(DAYS))
    days = chance.randint(2, 20)
    return {
        "staff_no": staff_no, "project": f"示例培训{number:04d}",
        "kind": chance.choice(("国培", "校本培训")), "level": chance.choice(("国家级", "校级")),
        "start_date": start.isoformat(), "end_date": (start + timedelta(days)).isoformat(),
        "days": str(days), "hours": str(days * 6), "country": "中国", "site": "示例市",
        "organiser": chance.choice(("示例协会", "")), "dispatch_unit": chance.choice(UNITS),
        "cost": str(chance.randrange(0, 9000, 50)),
    }  # fmt: skip


def training_case(folder: Path, staff: Sequence[str], count: int = 300, seed: int = 2025) -> Case:
    """Write the workbook of ``count`` trainings of those members of staff."""
    chance = Random(seed)
    sheet = Sheet("培训登记", ("2024-2025 学年教师培训进修登记表",), COLUMNS, two_rows=False)
    trainings = [_training(n, chance.choice(staff), chance) for n in range(1, count + 1)]
    for number, training in enumerate(trainings, 1):
        right = {name: spelt(way, training[name], chance) for name, way in WAYS.items()}
        sheet.rows.append(Row(right, own={"参训人": f"教师{number:06d}"}))
    sheet.below = (("合计", None, f"{count} 人次"), ("※ 费用以财务处报销为准",))
    letters, first = sheet.letters(), sheet.first_row
    faults, mends = [], {}
    places = chance.sample(range(count), len(FAULTS))
    for place, planted in zip(places, FAULTS, strict=True):
        row, number = sheet.rows[place], first + place
        assert row is not None
        row.wrong.update(planted.wrong)
        faults.append(Fault(sheet.name, number, letters[planted.field], planted.code,
                            planted.severity))  # fmt: skip
        for name in planted.wrong:
            mends[sheet.name, f"{letters[name]}{number}"] = trainings[place][name]
    messy, mended = folder / "培训登记.xlsx", folder / "培训登记（更正）.xlsx"
    write(messy, [sheet], True)
    write(mended, [sheet], False)
    rejected = sum(planted.rejected for planted in FAULTS)
    moved = [one for one in FAULTS if not one.rejected and not KEY.isdisjoint(one.wrong)]
    unknown = frozenset(
        Fault(sheet.name, None, "", one.code, one.severity) for one in moved if one.code == "REF"
    )
    return Case(
        messy, mended, count, rejected, len(FAULTS) - rejected, len(moved), frozenset(faults),
        unknown, {}, mends, own=frozenset({(sheet.name, "B")}),
        notes=frozenset((sheet.name, first + count + place) for place in range(2)),
    )  # fmt: skip
