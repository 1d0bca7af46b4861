"""The two rounds of the demonstration: one gone through whole, one in the middle of its work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from admin.demonstration.college import YEARS
from admin.demonstration.story import LATE
from core.audit.row_changes import Rows
from core.audit.verification import verify
from core.checks.issues import Scope, open_issues
from core.database import reading
from core.generation.columns import utc
from core.instance import Instance, open_instance
from core.rounds.department import find_department
from core.rounds.explanations import Explanation
from core.rounds.fingerprint import own_rows
from core.rounds.local_time import local_day
from core.rounds.planning.tasks import last_day, tasks
from core.rounds.remarks import CLOSED, OPEN, Remark, remarks
from core.rounds.round import frozen_definitions, load_round
from core.rounds.signatures import Review
from core.rounds.submission import STATES, Standing, standing, standings

FIRST, LAST = YEARS


@pytest.fixture(scope="module")
def college(told: Any, folder: Path) -> Iterator[Instance]:
    """The small college; its clock stands where it was founded, or a little later."""
    assert told["rounds"] == [LAST, FIRST]
    instance = open_instance(folder)
    yield instance
    instance.close()


@pytest.fixture
def connection(college: Instance) -> Iterator[sa.Connection]:
    with reading(college.engine) as connection:
        yield connection


def at(connection: sa.Connection, table: str, department: str) -> Standing:
    """Where a table of a department stands in the last round."""
    return standing(connection, Rows(LAST, table, find_department(connection, department).id))


def test_everything_of_the_first_round_is_accepted(connection: sa.Connection) -> None:
    states = {(one.table_id, one.department_id): one.state for one in standings(connection, FIRST)}
    assert {*states} == {(task.table, task.department) for task in tasks(connection, FIRST)}
    assert {*states.values()} == {"accepted"}


def test_there_are_submissions_in_every_state_in_the_last_round(connection: sa.Connection) -> None:
    states = Counter(one.state for one in standings(connection, LAST))
    assert {*states} == {*STATES}
    assert max(states, key=lambda state: states[state]) == "accepted"


def test_a_late_department_has_not_filled_what_nothing_refers_to(
    connection: sa.Connection, college: Instance
) -> None:
    round = load_round(connection, LAST)
    id = find_department(connection, LATE[0]).id
    definitions = frozen_definitions(round)
    targets = {f.to.rpartition(".")[0] for t in definitions.tables.values() for f in t.fields}
    assert targets.isdisjoint(LATE[1])
    today = local_day(college.clock())
    late = [task for task in tasks(connection, LAST) if task.department == id]
    overdue = {t.table for t in late if (last_day(round, t) or today) < today}
    assert overdue == {*LATE[1]}
    for name in overdue:
        nothing = standing(connection, Rows(LAST, name, id))
        assert own_rows(connection, college.models, definitions.table(name), nothing) == []


def test_warnings_are_explained_and_there_are_no_errors(
    connection: sa.Connection, college: Instance
) -> None:
    for year in YEARS:
        issues = open_issues(connection, Scope(year, tuple(college.registry.definitions.tables)))
        told = sa.select(Explanation.code, Explanation.row_key).where(Explanation.round == year)
        explained = {tuple(row) for row in connection.execute(told)}
        assert {issue.severity for issue in issues} == {"warning"}
        assert {(issue.code, issue.row_key) for issue in issues} == explained


def test_a_cell_that_its_evidence_contradicts_was_returned(connection: sa.Connection) -> None:
    found = at(connection, "research.patent", "科研处")
    [remark] = remarks(connection, found.id, OPEN)
    assert (found.state, found.limited) == ("draft", True)
    assert (remark.kind, remark.field, remark.stage) == ("truth", "grant_month", "accept")
    assert remark.row_id


def test_a_return_was_answered_and_another_put_right(connection: sa.Connection) -> None:
    answered = at(connection, "clubs.redcross", "团委")
    [remark] = remarks(connection, answered.id)
    assert (answered.state, answered.turn) == ("submitted", 2)
    assert (remark.status, bool(remark.answer)) == ("answered", True)
    corrected = at(connection, "digital.system", "信息中心")
    assert corrected.state == "accepted"
    assert [one.status for one in remarks(connection, corrected.id)] == [CLOSED]


def test_some_have_nothing_to_report_and_say_why(connection: sa.Connection) -> None:
    absent = Counter(one.absence for one in standings(connection, LAST))
    assert absent["no_business"] == 3
    assert absent["no_event"] == 1


def test_the_steps_lie_before_the_day_of_founding_and_a_year_apart(
    connection: sa.Connection, college: Instance
) -> None:
    first, last = connection.execute(
        sa.select(sa.func.min(Review.at), sa.func.max(Review.at))
    ).one()
    now = utc(college.clock())
    assert timedelta() < now - last < timedelta(days=7)
    assert timedelta(days=370) < now - first < timedelta(days=380)
    assert connection.scalar(sa.select(sa.func.max(Remark.at))) < now


def test_the_trace_holds(college: Instance) -> None:
    assert verify(college).breaks == ()
