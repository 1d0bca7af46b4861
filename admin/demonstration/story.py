"""What happens in the two rounds: the first goes through whole, the second is under way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from admin.demonstration.college import (
    ACADEMIC,
    FINANCE,
    INFORMATION,
    PUBLIC,
    RESEARCH,
    YEARS,
    YOUTH,
)
from admin.demonstration.people import OFFICE, People
from admin.demonstration.review import Review
from admin.demonstration.sheet import Sheet
from core.database import reading, writing
from core.instance import Instance
from core.rounds.assignment import assigned
from core.rounds.local_time import HERE, local_day
from core.rounds.planning.assigning import assign, unassign
from core.rounds.planning.tasks import Task
from core.rounds.remarks import NewRemark
from core.rounds.round import Round, frozen_definitions, load_round
from core.rounds.rows import Place

LATE = ("外语与社会服务学院", (
    "emergency.drill", "emergency.hazard", "industry.demand", "students.award",
))  # fmt: skip
"""The department that is late, with tables that no other refers to."""
ABSENT = (
    ("cooperation.donation", FINANCE, "no_event", "本年度没有经财务处收到的捐赠。"),
    ("development.internship", PUBLIC, "no_business", "公共教学部没有专业，不安排岗位实习。"),
    ("majors.leader", PUBLIC, "no_business", "公共教学部没有专业。"),
    ("facilities.base_off", PUBLIC, "no_business", "公共教学部没有校外实习基地。"),
)  # fmt: skip
"""What some departments have nothing of: table, department, kind, reason."""
GOALS = (5, 5, 1, 0, 2, 5, 3, 0, 4, 1)
"""How many steps the tables of the second round have taken, in turn."""
STEPS = 5
DAYS = (0, 2, 4, 5, 7)
"""The day of each step, from the first submission on."""
BEGAN = timedelta(days=10)
"""How long ago the first table of the second round was submitted."""
BEFORE = timedelta(days=365)
CASES = {
    "corrected": ("digital.system", INFORMATION), "renamed": ("development.project", ACADEMIC),
    "answered": ("clubs.redcross", YOUTH), "contradicted": ("research.patent", RESEARCH),
}
"""The tables that are returned: put right, still open, answered, contradicted by evidence."""
CASE_GOALS = {"corrected": 5, "renamed": 1, "answered": 2, "contradicted": 4}
DUE, OVERDUE = timedelta(days=6), timedelta(days=-3)
MORNING = 9


class Story:
    """One round from its plan to where it stands now; ``now`` is when the college is founded."""

    def __init__(self, instance: Instance, year: int, now: datetime) -> None:
        self.instance, self.year = instance, year
        self.now = now - (YEARS[-1] - year) * BEFORE
        self.last = year == YEARS[-1]
        self.people = People(instance)

    def opening(self) -> Instance:
        """Return the instance as it was when the round was opened."""
        return self.people.at(self.now - timedelta(days=40))

    def filling(self) -> Instance:
        """Return the instance as it was when the tables were filled."""
        return self.people.at(self.now - BEGAN - timedelta(days=4))

    def _plan(self, filled: Collection[tuple[str, str]]) -> None:
        """Take away the tasks that nobody has, and set the last days."""
        ids, today = self.people.departments, local_day(self.now)
        late = {(table, ids[LATE[0]]) for table in LATE[1]}
        absent = {(table, ids[name]) for table, name, *_ in ABSENT}
        planning, office = self.opening(), self.people.of(OFFICE)
        with writing(self.instance.engine) as connection:
            round = load_round(connection, self.year)
            tables = frozen_definitions(round).tables
            days = dict.fromkeys((t.period for t in tables.values()), (today + DUE).isoformat())
            connection.execute(
                sa.update(Round).where(Round.year == self.year).values(dues=days)
            )
            given = assigned(connection, self.year)
        for table, department in ((t, id) for t, every in given.items() for id in every):
            if (table, department) in late:
                assign(planning, office, round, Task(table, department, due=today + OVERDUE))
            elif (table, department) not in absent | {*filled}:
                unassign(planning, office, round, table, department)

    def review(self, filled: Collection[tuple[str, str]]) -> None:
        """Let the office plan and everybody take his steps; ``filled`` has rows."""
        self._plan(filled)
        with reading(self.instance.engine) as connection:
            round = load_round(connection, self.year)
        review = Review(self.people, round, _morning(self.now - BEGAN))
        review.explain()
        answered = [review.place(*one) for one in sorted(filled)]
        for table, name, kind, reason in ABSENT:
            place = review.place(table, self.people.departments[name])
            review.declare(place, kind, reason)
            answered.append(place)
        goals = {place.rows: self._goal(number) for number, place in enumerate(answered)}
        cases = {name: review.place(table, self.people.departments[department])
                 for name, (table, department) in CASES.items()}  # fmt: skip
        if self.last:
            goals |= {cases[name].rows: goal for name, goal in CASE_GOALS.items()}
        for step, day in enumerate(DAYS):
            going = [place for place in answered if goals[place.rows] > step]
            if step:
                review.pass_on(going, step, day)
            else:
                review.submit(going, day)
            self._afternoon(review, cases, step, day)

    def _goal(self, number: int) -> int:
        return GOALS[number % len(GOALS)] if self.last else STEPS

    def _afternoon(
        self, review: Review, cases: Mapping[str, Place], step: int, day: int
    ) -> None:
        """Return what does not hold, some of it inside the department, some by the office."""
        if step == 0:
            _corrected(review, cases["corrected"], day)
        if step == 0 and self.last:
            remark = NewRemark("form", "项目名称请用立项文件上的全称。",
                               review.rows(cases["renamed"])[0].row_id)  # fmt: skip
            review.send_back(cases["renamed"], 1, day, [remark])
        if step == 1 and self.last:
            remark = NewRemark("completeness", "应急救护培训只报了校内场次，校外的请一并统计。")
            review.send_back(cases["answered"], 2, day, [remark])
            review.answer(cases["answered"], day + 1, "校外没有单独组织场次，已在备注中说明。")
        if step == 3 and self.last:
            remark = NewRemark(
                "truth", "证书扫描件上的授权公告日是 1 月 24 日，与所填年月不一致，请核对。",
                review.rows(cases["contradicted"])[0].row_id, "grant_month",
            )
            review.send_back(cases["contradicted"], 4, day, [remark])


def is_late(sheet: Sheet, year: int) -> bool:
    """Tell whether a sheet of a year is not filled in yet."""
    return year == YEARS[-1] and sheet.department == LATE[0] and sheet.table in LATE[1]


def _morning(moment: datetime) -> datetime:
    """Return the morning of that day at the college."""
    return moment.astimezone(HERE).replace(hour=MORNING, minute=0, second=0, microsecond=0)


def _corrected(review: Review, place: Place, day: int) -> None:
    """Return a cell inside the department; it is put right and submitted again."""
    row = review.rows(place)[0]
    remark = NewRemark("accuracy", "合同上今年的运维费是 8 万元，请核对。", row.row_id, "fee")
    review.send_back(place, 1, day, [remark])
    review.correct(place, day, row, {"fee": "8"})
