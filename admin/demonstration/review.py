"""A year of the invented college under review: submitted, returned, signed, accepted by verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from admin.demonstration.people import People
from core.checks.issues import Scope, open_issues
from core.database import reading
from core.instance import Instance
from core.rounds.explanations import warned
from core.rounds.fingerprint import own_rows
from core.rounds.remarks import OPEN, NewRemark, remarks
from core.rounds.returning import send_back
from core.rounds.round import Round, frozen_definitions
from core.rounds.routes import Stage
from core.rounds.rows import Place, save_row
from core.rounds.signatures import reviews
from core.rounds.stored_rows import StoredRow
from core.rounds.submission import standing
from core.rounds.submitting import (
    answer,
    declare_nothing,
    explain,
    submit,
    submit_checked,
)
from core.rounds.transitions import accept, check, head_sign, sign

REASONS = {
    "FAC-302": "本学年国内访学，没有安排授课。",
    "VARIANCE": "新建实训楼，本年度支付工程进度款。",
}
"""What departments say to the warnings of the invented college, by code."""
APART = timedelta(minutes=1)
"""How long one step takes after the other."""


class Review:
    """The steps of one round, from a morning on, each by whose turn it is."""

    def __init__(self, people: People, round: Round, morning: datetime) -> None:
        self.people, self.round, self.morning = people, round, morning
        self.tables = frozen_definitions(round).tables

    def place(self, table: str, department: str) -> Place:
        """Return a table of a department, given by its id."""
        return Place(self.round, self.tables[table], department)

    def explain(self) -> None:
        """Say why the warnings of departments are right."""
        instance = self.people.at(self.morning)
        scope = Scope(self.round.year, tuple(self.tables))
        with reading(instance.engine) as connection:
            issues = open_issues(connection, scope)
        for issue in issues:
            if issue.department and issue.code in REASONS:
                place = self.place(issue.table, issue.department)
                actor = self.people.of("collector", issue.department)
                explain(instance, actor, place, warned(issue), REASONS[issue.code])

    def declare(self, place: Place, kind: str, reason: str) -> None:
        """Answer a table without rows."""
        actor = self.people.of("filler", place.department)
        declare_nothing(self.people.at(self.morning), actor, place, kind, reason)

    def submit(self, places: Iterable[Place], day: int) -> None:
        """Submit many tables, one after the other on a day, as they were checked together."""
        scope = Scope(self.round.year, tuple(self.tables))
        with reading(self.people.instance.engine) as connection:
            issues = open_issues(connection, scope)
        for number, place in enumerate(places):
            instance = self.people.at(self.morning + timedelta(days=day) + number * APART)
            submit_checked(instance, self.people.of("filler", place.department), place, issues)

    def pass_on(self, places: Iterable[Place], stage: int, day: int) -> None:
        """Take one later step with many tables, one after the other on a day."""
        for number, place in enumerate(places):
            moment = self.morning + timedelta(days=day) + number * APART
            self._step(place, self.people.stages(place)[stage], moment)

    def _step(self, place: Place, stage: Stage, moment: datetime) -> None:
        instance, actor = self.people.at(moment), self.people.turn(place, stage)
        if stage.signs:
            signing = {"head_sign": head_sign, "sign": sign}[stage.verb]
            signing(instance, actor, place, self._decided(place), moment)
        else:
            {"check": check, "accept": accept}[stage.verb](
                instance, actor, place, self._decided(place)
            )

    def _decided(self, place: Place) -> str:
        """Return the fingerprint of what the step before was about."""
        with reading(self.people.instance.engine) as connection:
            found = standing(connection, place.rows)
            return reviews(connection, found.id)[-1].fingerprint

    def send_back(self, place: Place, stage: int, day: int, new: Sequence[NewRemark]) -> None:
        """Return a table in the afternoon, as who is at the stage."""
        actor = self.people.turn(place, self.people.stages(place)[stage])
        send_back(self._afternoon(day), actor, place, new)

    def answer(self, place: Place, day: int, text: str) -> None:
        """Answer every open remark in the afternoon, and submit again."""
        instance, actor = self._afternoon(day), self.people.of("filler", place.department)
        with reading(instance.engine) as connection:
            opened = remarks(connection, standing(connection, place.rows).id, OPEN)
        for remark in opened:
            answer(instance, actor, place, remark.id, text)
        submit(instance, actor, place)

    def correct(self, place: Place, day: int, row: StoredRow, change: Mapping[str, str]) -> None:
        """Change cells of a row in the afternoon, and submit again."""
        instance, actor = self._afternoon(day), self.people.of("filler", place.department)
        kinds = instance.registry.kinds
        typed = {
            field.name: kinds[field.kind].typed(value, field)
            for field in place.table.fields
            if (value := row.values.get(field.name)) not in (None, ())
        }
        save_row(instance, actor, place, {**typed, **change}, row_id=row.row_id,
                 version=row.version)  # fmt: skip
        submit(instance, actor, place)

    def rows(self, place: Place) -> list[StoredRow]:
        """Return the rows of a department in a table, by key."""
        instance = self.people.instance
        with reading(instance.engine) as connection:
            found = standing(connection, place.rows)
            return own_rows(connection, instance.models, place.table, found)

    def _afternoon(self, day: int) -> Instance:
        return self.people.at(self.morning + timedelta(days=day, hours=7))
