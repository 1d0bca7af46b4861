"""Aggregating (Article 12): only what was accepted, whole, and each in one version.

The answers are read and added up first, at one moment; then they are held while
it is looked whether they still stand as they were read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.access import Actor
from core.audit.recording import Unit, audited, object_of, refusals_recorded
from core.audit.row_changes import Rows
from core.closing.protection import protect
from core.closing.records import AGGREGATIONS
from core.closing.stages import hold_round, pass_on, require_stage, require_state, revision
from core.closing.totals import digest_of, record_of
from core.database import reading
from core.definition.numbering import official_order
from core.errors import Conflict, Refused
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.assignment import assigned
from core.rounds.department import all_departments
from core.rounds.round import Round, frozen_definitions, load_round
from core.rounds.submission import DRAFT, STATE_TITLES, SUBMISSIONS, Standing, standings

AGGREGATE = "aggregate"
ACCEPTED = "accepted"


class Missing(NamedTuple):
    """One department's answer that was not accepted yet."""

    department: str
    department_name: str
    table: str
    title: str
    state: str


class Aggregated(NamedTuple):
    """An aggregation as kept: the columns of ``Aggregation``."""

    id: int
    round: int
    number: int
    at: Any
    username: str
    record: str
    digest: str

    @property
    def content(self) -> Mapping[str, Any]:
        """The record itself."""
        found: dict[str, Any] = json.loads(self.record)
        return found


def missing(connection: sa.Connection, round: Round) -> list[Missing]:
    """Return what is not accepted yet, by department and in the order of the forms."""
    states = {one.rows: one.state for one in standings(connection, round.year)}
    tasks = assigned(connection, round.year)
    found = []
    for department in all_departments(connection):
        for table in official_order(frozen_definitions(round).tables.values()):
            if department.id in tasks.get(table.id, ()):
                state = states.get(Rows(round.year, table.id, department.id), DRAFT)
                if state != ACCEPTED:
                    found.append(Missing(
                        department.id, department.name, table.id, table.title, state
                    ))  # fmt: skip
    return found


def aggregate(instance: Instance, actor: Actor, year: int) -> Aggregated:
    """Aggregate a round whose every answer is accepted; it cannot be filled any more.

    Raises ``Refused`` naming what is missing, ``Conflict`` when an answer was
    returned in the meantime.
    """
    named = object_of(year, "", "")
    with refusals_recorded(instance, actor, AGGREGATE, named):
        stage = require_stage(actor, AGGREGATE, instance.registry)
        with reading(instance.engine) as connection:
            round = load_round(connection, year)
            require_state(stage, year, round.state)
            answers = accepted_answers(connection, round)
            record = record_of(connection, instance.models, round, answers)
    with audited(instance, actor, AGGREGATE, named) as unit:
        state = hold_round(unit, year, stage)
        _require_unmoved(unit, year, answers)
        protect(unit.connection, instance.models)
        found = _kept(unit, actor, year, record)
        pass_on(unit, year, state, stage)
        unit.detail |= {"digest": found.digest, "answers": len(answers), "number": found.number}
    return found


def accepted_answers(connection: sa.Connection, round: Round) -> list[Standing]:
    """Return the answers of a round, each accepted; ``Refused`` names those that are not."""
    lacking = missing(connection, round)
    if lacking:
        lines = "\n".join(_lines(lacking))
        raise Refused(f"还有 {len(lacking)} 张表没有通过，不能汇总：\n{lines}")
    tasks = assigned(connection, round.year)
    return [
        one for one in standings(connection, round.year)
        if one.department_id in tasks.get(one.table_id, ())
    ]


def _lines(lacking: Sequence[Missing]) -> Iterator[str]:
    """Yield a line per department with its tables and where they stand."""
    by_name: dict[str, list[str]] = {}
    for one in lacking:
        text = f"{one.title}（{STATE_TITLES[one.state]}）"
        by_name.setdefault(one.department_name, []).append(text)
    for name, texts in by_name.items():
        yield f"{name}：{'、'.join(texts)}"


def _require_unmoved(unit: Unit, year: int, answers: Sequence[Standing]) -> None:
    """Hold all answers; ``Conflict`` unless they are those that were added up."""
    query = sa.select(SUBMISSIONS.c.id).where(SUBMISSIONS.c.round == year)
    unit.connection.execute(query.order_by(SUBMISSIONS.c.id).with_for_update()).all()
    now = {one.rows: one for one in standings(unit.connection, year)}
    tasks = {
        (table, department) for table, departments in assigned(unit.connection, year).items()
        for department in departments
    }
    same = all(now.get(one.rows) == one for one in answers)
    if not same or tasks != {(one.table_id, one.department_id) for one in answers}:
        raise Conflict("汇总时有部门的数据或分工发生变化，请重新汇总")


def _kept(unit: Unit, actor: Actor, year: int, record: Mapping[str, Any]) -> Aggregated:
    text, digest = digest_of(record)
    values: dict[str, Any] = {
        "round": year, "number": revision(unit.connection, year),
        "at": utc(unit.instance.clock()), "username": actor.username, "record": text,
        "digest": digest,
    }  # fmt: skip
    statement = sa.insert(AGGREGATIONS).values(values).returning(AGGREGATIONS.c.id)
    return Aggregated(unit.connection.execute(statement).scalar_one(), **values)


def newest_aggregation(connection: sa.Connection, year: int) -> Aggregated | None:
    """Return the last aggregation of a round, None when there was none."""
    query = sa.select(AGGREGATIONS).where(AGGREGATIONS.c.round == year)
    row = connection.execute(query.order_by(AGGREGATIONS.c.id.desc()).limit(1)).one_or_none()
    return Aggregated(*row) if row else None
