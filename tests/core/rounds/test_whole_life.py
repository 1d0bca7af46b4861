"""The whole life of submissions, played at random: what must never break does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from core.access import Actor
from core.audit.recording import head_of
from core.audit.verification import verify
from core.database import reading, writing
from core.errors import Conflict, NotFound, Refused
from core.instance import Instance
from core.rounds.assignment import Assignment
from core.rounds.department import Department
from core.rounds.remarks import NewRemark
from core.rounds.routes import ROUTES
from core.rounds.rows import Place
from core.rounds.signatures import counting, reviews
from core.rounds.standing import untouched, verdicts
from core.rounds.submitting import answer
from tests.core.rounds.reviewing import ANNE, BEN, IN_CHARGE, Review, add_account, person

VERBS = ("submit", "check", "head_sign", "sign", "accept")
SIGNED = {"head_signed": ["head_sign"], "signed": ["head_sign", "sign"],
          "accepted": ["head_sign", "sign"]}  # fmt: skip
NUMBERS = count(1)


class Played(Review):
    """A submission on one of the routes, with the people whose steps it goes through."""

    route = "standard"

    @property
    def place(self) -> Place:
        there = super().place
        return replace(there, table=replace(there.table, route=self.route))

    def values(self, row: int) -> dict[str, str]:
        """What stands in a row at first; no two departments have the same person."""
        return {**(BEN if row == 1 else ANNE), "staff_no": f"{self.department}-{row}"}

    def who(self, verb: str, twin: bool = False) -> Actor:
        """Whose step it is; ``twin`` is the head's other account, in whichever role it has."""
        roles = {"submit": "filler", "check": "collector", "head_sign": "head",
                 "sign": IN_CHARGE, "accept": "office"}  # fmt: skip
        role, place = roles[verb], self.department
        if self.route == "teaching" and verb in ("check", "head_sign", "sign"):
            role, place = {"check": "consolidator"}.get(verb, role), "d02"
        name = f"twin_{role}" if twin else f"{role}_{place}"
        return person(role, place, name)


def life(instance: Instance, reached: set[str]) -> type[RuleBasedStateMachine]:
    """Return the machine that plays two submissions of a college, one on each route.

    What was done, and what was refused, is added to ``reached``.
    """

    class Life(RuleBasedStateMachine):
        one: Played

        @initialize()
        def begin(self) -> None:
            self.played = []
            for route in ("standard", "teaching"):
                id = f"x{next(NUMBERS)}"
                with writing(instance.engine) as connection:
                    connection.execute(sa.insert(Department).values(
                        id=id, name=f"示例部门{id}", kind="other", aliases=[], unit_code=id
                    ))
                    connection.execute(sa.insert(Assignment).values(
                        round=2025, table_id="sample.person", department_id=id
                    ))
                one = Played(instance, id)
                one.route = route
                one.save(one.values(0))
                one.save(one.values(1))
                self.played.append(one)
            self.frozen: dict[str, dict[tuple[str, str], Any]] = {}

        def tried(self, one: Played, verb: str, act: Callable[[], object]) -> bool:
            """Do something; refused or not it leaves one entry, and only the table moves it."""
            before, print_ = one.now, one.print
            with reading(instance.engine) as connection:
                seq, decided = head_of(connection).seq, len(reviews(connection, before.id))
            try:
                act()
                done = True
            except (Refused, NotFound, Conflict):
                done = False
            after = one.now
            with reading(instance.engine) as connection:
                assert head_of(connection).seq == seq + 1
                more = len(reviews(connection, after.id)) - decided
            reached.add(verb if done else f"no {verb}")
            transitions = ROUTES[one.route].transitions
            if done and verb in (*VERBS, "return", "withdraw"):
                assert transitions[before.state, verb] == after.state
                assert more == 1
            else:
                assert (after.state, after.turn, more) == (before.state, before.turn, 0)
            if not done:
                assert (after, one.print) == (before, print_) or before.id == ""
            return done

        @rule(which=st.booleans(), row=st.integers(0, 2), colour=st.sampled_from(["红", "绿", ""]))
        def edit(self, which: bool, row: int, colour: str) -> None:
            one = self.played[which]
            rows = one.rows
            if row >= len(rows):
                self.tried(one, "saved", lambda: one.save(one.values(2)))
                return
            values = one.values(int(str(rows[row].values["staff_no"])[-1]))
            self.tried(one, "saved", lambda: one.save(values | {"colour": colour}, row=row))

        @rule(which=st.booleans(), row=st.integers(0, 2))
        def remove(self, which: bool, row: int) -> None:
            one = self.played[which]
            if 0 < row < len(one.rows):
                self.tried(one, "deleted", lambda: one.delete(row))

        @rule(which=st.booleans(), verb=st.sampled_from(VERBS), twin=st.booleans())
        def decide(self, which: bool, verb: str, twin: bool) -> None:
            one = self.played[which]
            if self.tried(one, verb, lambda: one.act(verb, one.who(verb, twin))):
                self.frozen.pop(one.department, None)

        @rule(which=st.booleans(), steps=st.integers(1, 5))
        def proceed(self, which: bool, steps: int) -> None:
            """Take the next steps as those whose turn it is, so that late states are reached."""
            one = self.played[which]
            self.reply(which)
            for _ in range(steps):
                stage = ROUTES[one.route].after(one.state)
                if stage is not None:
                    self.decide(which, stage.verb, twin=False)

        @rule(which=st.booleans(), row=st.integers(-1, 1), field=st.sampled_from(["", "colour"]),
              again=st.booleans())  # fmt: skip
        def send_back(self, which: bool, row: int, field: str, again: bool) -> None:
            one = self.played[which]
            stage = ROUTES[one.route].returning(one.state)
            who = one.who(stage.verb if stage else "accept")
            row_id = one.rows[row].row_id if 0 <= row < len(one.rows) else ""
            remark = NewRemark("accuracy", "请核对", row_id, field if row_id else "")
            reopened = [r.id for r in one.remarks("answered")] if again else []
            if self.tried(one, "return", lambda: one.back(who, remark, reopened=reopened)):
                self.frozen[one.department] = self.outside(one)

        @rule(which=st.booleans())
        def reply(self, which: bool) -> None:
            one = self.played[which]
            who = one.who("submit")
            for remark in one.remarks("open"):
                say = partial(answer, instance, who, one.place, remark.id, "已核对，无误")
                self.tried(one, "answered", say)

        @rule(which=st.booleans(), twin=st.booleans())
        def take_back(self, which: bool, twin: bool) -> None:
            one = self.played[which]
            stage = ROUTES[one.route].reached(one.state)
            who = one.who(stage.verb if stage else "submit", twin)
            self.tried(one, "withdraw", lambda: one.withdraw(who))

        def outside(self, one: Played) -> dict[tuple[str, str], Any]:
            """The cells that no open remark is about; none where one is about the table."""
            opened = one.remarks("open")
            if any(not remark.row_id for remark in opened):
                return {}
            places = {(remark.row_id, remark.field) for remark in opened}
            return {
                (row.row_id, name): value
                for row in one.rows for name, value in row.values.items()
                if not places & {(row.row_id, name), (row.row_id, "")}
            }

        @invariant()
        def nothing_breaks(self) -> None:
            for one in self.played:
                now = one.now
                with reading(instance.engine) as connection:
                    decisions = counting(reviews(connection, now.id))
                    judged = verdicts(connection, instance.models, one.place.round, now)
                    assert untouched(connection, instance.models, one.place.round, now)
                assert all(verdict.holds for verdict in judged)
                if now.state != "draft":
                    assert one.counting == SIGNED.get(now.state, one.counting)
                turn = [(d.person, d.stage) for d in decisions if d.turn == now.turn]
                persons = {person for person, _ in turn}
                assert len({*turn}) == len(persons)
                if now.state == "draft":
                    cells = self.outside(one)
                    for cell, value in self.frozen.get(one.department, {}).items():
                        assert cells.get(cell, value) == value

        def teardown(self) -> None:
            assert not verify(instance).breaks

    return Life


def test_whatever_happens_the_promises_hold(instance: Instance) -> None:
    for username, role in (("head_d02", "head"), ("twin_office", "office"),
                           ("twin_filler", "filler"), ("twin_collector", "collector"),
                           ("twin_vice_president", IN_CHARGE)):  # fmt: skip
        add_account(instance, username, role, "T009")
    reached: set[str] = set()
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        life(instance, reached),
        settings=settings(
            max_examples=10, stateful_step_count=25, deadline=None, database=None,
            derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    wanted = {"saved", "deleted", "answered", *VERBS, "return", "withdraw"}
    wanted |= {f"no {verb}" for verb in ("saved", "submit", "accept", "withdraw")}
    assert wanted - reached == set()
