"""The workbook of a personnel office: its teachers on two sheets, with faults or without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random

from tests.data.workbooks.case import Case, Fault
from tests.data.workbooks.person_faults import EXTERNAL, INTERNAL, Planted, born
from tests.data.workbooks.persons import WAYS, Person, external, internal
from tests.data.workbooks.sheets import Row, Sheet
from tests.data.workbooks.spelling import spelt
from tests.data.workbooks.supporting import write_supporting
from tests.data.workbooks.teacher_sheets import ANSWERS, GUIDANCE, HIDDEN, hired_sheet, staff_sheet
from tests.data.workbooks.writing import write

INTERNAL_SHARE = 0.85
EMPTY_EVERY, HIDDEN_EVERY = 97, 61
SHOWN_DIFFERENTLY = 0.3
MOST_BETWEEN = timedelta(3650)
"""Between two people of whom one gets the other's identity: their careers must still fit."""
MOST_TRIES = 20
"""How often each row may be drawn until one is found that a fault fits."""
IDLE = 3
"""How many full-time teachers have not taught."""
Placed = tuple[Sheet, Row, Person]


class Planting:
    """Rows of two sheets, and the faults put into them, each row at most one."""

    def __init__(self, count: int, seed: int) -> None:
        self.chance = Random(seed)
        inside = round(count * INTERNAL_SHARE)
        self.staff, self.hired = staff_sheet(inside), hired_sheet()
        people = [internal(number, self.chance) for number in range(1, inside + 1)]
        self.internals = [self._placed(self.staff, person) for person in people]
        people = [external(number, self.chance) for number in range(inside + 1, count + 1)]
        self.externals = [self._placed(self.hired, person) for person in people]
        self.blamed: list[tuple[Placed, str, str, str]] = []
        self.idle: list[Placed] = []
        self.rejected = self.spoilt = 0
        self.free = {id(row) for _, row, _ in (*self.internals, *self.externals)}

    def _placed(self, sheet: Sheet, person: Person) -> Placed:
        right = {
            name: spelt(way, person.get(name, ""), self.chance, SHOWN_DIFFERENTLY)
            for name, way in WAYS.items()
        }
        number = len(sheet.rows) + 1
        own = {"序号": number, "办公室房间": f"示例楼{number % 400}", "经办人意见": "同意"}
        row = Row(right, own=own, hidden=number % HIDDEN_EVERY == 0)
        sheet.rows.append(row)
        if number % EMPTY_EVERY == 0:
            sheet.rows.append(None)
        return sheet, row, person

    def _taken(self, places: Sequence[Placed]) -> Iterator[Placed]:
        """Yield rows that have no fault yet, as chance has it."""
        for _ in range(MOST_TRIES * len(places)):
            place = self.chance.choice(places)
            if id(place[1]) in self.free:
                yield place

    def plant(self, planted: Planted, places: Sequence[Placed]) -> None:
        """Put one fault into a row that it fits."""
        place = next(p for p in self._taken(places) if planted.fits(p[2]))
        self._spoil(place, planted)

    def _spoil(self, place: Placed, planted: Planted) -> None:
        self.free.remove(id(place[1]))
        place[1].wrong.update(planted.wrong(place[2]))
        self.blamed.append((place, planted.field, planted.code, planted.severity))
        self.rejected += planted.rejected
        self.spoilt += not planted.rejected

    def twice(self, first: Placed, second: Placed) -> None:
        """Give two rows the same staff number: neither can be stored."""
        for place in (first, second):
            wrong = {"staff_no": first[2]["staff_no"]} if place is second else {}
            self._spoil(place, Planted("staff_no", "KEY-TWICE", lambda p, w=wrong: w,
                                       rejected=True))  # fmt: skip

    def same_person(self) -> None:
        """Give somebody the identity of an older colleague: both rows are blamed."""
        older = next(self._taken(self.internals))
        birthday = born(older[2])
        younger = next(p for p in self._taken(self.internals)
                       if birthday < born(p[2]) < birthday + MOST_BETWEEN)  # fmt: skip
        same = {name: older[2][name] for name in ("id_card", "birthday", "sex")}
        self._spoil(younger, Planted("id_card", "FAC-111", lambda person: same))
        self.free.remove(id(older[1]))
        self.blamed.append((older, "id_card", "FAC-111", "error"))

    def _some(self, places: Sequence[Placed], count: int) -> list[Placed]:
        found: list[Placed] = []
        for place in self._taken(places):
            if len(found) == count:
                break
            if not any(place is one for one in found):
                found.append(place)
        return found

    def pairs(self) -> None:
        """Plant what takes two rows: on one sheet, and across both."""
        one, other, third = self._some(self.internals, 3)
        self.twice(one, other)
        self.twice(third, self._some(self.externals, 1)[0])
        self.same_person()

    def rest(self) -> None:
        """Choose full-time teachers who have not taught: true, and to be explained."""
        for place in self._taken(self.internals):
            person = place[2]
            if (person["staff_kind"], person["status"]) == ("校内专任教师", "在职"):
                self.free.remove(id(place[1]))
                self.idle.append(place)
            if len(self.idle) == IDLE:
                return

    def faults(self, blamed: Sequence[tuple[Placed, str, str, str]]) -> frozenset[Fault]:
        """Return the faults with the addresses of their cells."""
        rows = self.staff.numbers() | self.hired.numbers()
        letters = {sheet.name: sheet.letters() for sheet in (self.staff, self.hired)}
        return frozenset(
            Fault(sheet.name, rows[id(row)], letters[sheet.name][field], code, severity)
            for (sheet, row, _), field, code, severity in blamed
        )

    def mends(self) -> dict[tuple[str, str], str]:
        """Return what belongs into each faulty cell."""
        rows = self.staff.numbers() | self.hired.numbers()
        letters = {sheet.name: sheet.letters() for sheet in (self.staff, self.hired)}
        return {
            (sheet.name, f"{letters[sheet.name][field]}{rows[id(row)]}"): person.get(field, "")
            for sheet, row, person in (*self.internals, *self.externals)
            for field in row.wrong
        }

    @property
    def staff_between(self) -> int:
        """How many people the units employ: between what the messy and the mended file hold."""
        serving = sum(p["status"] in ("在职", "延聘") for _, _, p in self.internals)
        return serving - self.rejected // 2

    @property
    def taught(self) -> list[str]:
        """The numbers of all who taught."""
        idle = {id(row) for _, row, _ in self.idle}
        return [p["staff_no"] for _, row, p in (*self.internals, *self.externals)
                if id(row) not in idle]  # fmt: skip


def teacher_case(
    folder: Path, count: int = 2000, seed: int = 2025, each: int = 1
) -> tuple[Case, dict[str, tuple[str, Path]]]:
    """Write the workbook of ``count`` teachers, and the tables it leans on.

    Every kind of fault is planted ``each`` times; with fewer than 1,000 teachers for each, the
    units no longer agree with those that can be stored.
    """
    planting = Planting(count, seed)
    for _ in range(each):
        for planted in INTERNAL:
            planting.plant(planted, planting.internals)
        for planted in EXTERNAL:
            planting.plant(planted, planting.externals)
        planting.pairs()
    planting.rest()
    sheets = (planting.staff, planting.hired)
    messy, mended = folder / "教师一览.xlsx", folder / "教师一览（更正）.xlsx"
    for path, wrong in ((messy, True), (mended, False)):
        write(path, sheets, wrong, GUIDANCE, HIDDEN)
    remaining = planting.faults([(p, "staff_no", "FAC-302", "warning") for p in planting.idle])
    case = Case(
        messy, mended, count, planting.rejected, planting.spoilt, 0,
        planting.faults(planting.blamed) | remaining, remaining, ANSWERS, planting.mends(),
        hidden=frozenset((s.name, number) for s in sheets for number in _hidden(s)),
        notes=frozenset((s.name, number) for s in sheets for number in _below(s)),
        own=frozenset({("校内教师", "A"), ("校内教师", "Y"), ("校外教师", "AL")}),
    )  # fmt: skip
    return case, write_supporting(folder, planting.taught, planting.staff_between)


def _hidden(sheet: Sheet) -> list[int]:
    numbers = sheet.numbers()
    return [numbers[id(row)] for row in sheet.rows if row is not None and row.hidden]


def _below(sheet: Sheet) -> list[int]:
    end = sheet.first_row + len(sheet.rows)
    return [end + place for place in range(len(sheet.below))]
