"""A package: what one department answers in a round, with a fingerprint each and one over all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from core.access import Actor, departments_visible
from core.audit.chain import canonical
from core.audit.recording import head_of
from core.audit.row_changes import Rows
from core.checks.issues import Scope, open_issues
from core.definition.numbering import official_order
from core.definition.table import Table
from core.errors import NotFound
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.assignment import assigned
from core.rounds.completeness import NO_ROWS, Completeness, completeness
from core.rounds.department import Department, all_departments
from core.rounds.explanations import Explained, explanations
from core.rounds.fingerprint import fingerprint
from core.rounds.round import Round, frozen_definitions
from core.rounds.signatures import REVIEWS, Signed, signatures
from core.rounds.submission import Standing, standing
from core.rounds.user import User

FORM = "tianbao-form-1"


class Claim(NamedTuple):
    """What a paper says of one table: how many rows, under which fingerprint."""

    table: str
    rows: int
    fingerprint: str


class Step(NamedTuple):
    """Who took a step of the review, and when (UTC without a zone)."""

    verb: str
    name: str
    at: datetime


@dataclass(frozen=True)
class Answer:
    """One table of the package as it stands."""

    table: Table
    standing: Standing
    completeness: Completeness
    errors: int
    warnings: int
    explanations: tuple[Explained, ...]
    fingerprint: str
    signatures: tuple[Signed, ...]
    """Those that count."""
    steps: tuple[Step, ...]
    """The newest of each kind."""

    @property
    def claim(self) -> Claim:
        """What the paper says of it."""
        return Claim(self.table.id, self.completeness.rows, self.fingerprint)


@dataclass(frozen=True)
class Package:
    """All tables that one approval form covers, in the official order."""

    round: Round
    department: Department
    made: datetime
    entry: int
    """The number of the newest entry of the trace by then."""
    answers: tuple[Answer, ...]

    @property
    def fingerprint(self) -> str:
        """The fingerprint over all."""
        place = (self.round.year, self.department.id, self.round.definitions_digest)
        return whole(*place, (answer.claim for answer in self.answers))


def whole(year: int, department: str, definitions: str, claims: Iterable[Claim]) -> str:
    """Return the fingerprint over several tables: SHA-256 over lines of canonical JSON."""
    lines = ((FORM, year, department, definitions), *claims)
    text = "".join(canonical(list(line)) + "\n" for line in lines)
    return hashlib.sha256(text.encode()).hexdigest()


def package_of(
    instance: Instance, connection: sa.Connection, actor: Actor, round: Round, department: str
) -> Package:
    """Return what a department answers, as far as the actor may see it.

    ``NotFound`` when that is nothing, or when there is no such department.
    """
    place = next((one for one in all_departments(connection) if one.id == department), None)
    tables = [*_tables(connection, actor, round, department)]
    if place is None or not tables:
        raise NotFound("没有找到这个部门的任务")
    answers = [answer_of(instance, connection, round, table, department) for table in tables]
    newest = head_of(connection).seq
    return Package(round, place, utc(instance.clock()), newest, tuple(answers))


def _tables(
    connection: sa.Connection, actor: Actor, round: Round, department: str
) -> Iterator[Table]:
    """Yield the department's tables that exist for the actor, in the official order."""
    tasks = assigned(connection, round.year)
    for table in official_order(frozen_definitions(round).tables.values()):
        visible = departments_visible(actor, table)
        if department in tasks.get(table.id, ()) and (visible is None or department in visible):
            yield table


def answer_of(
    instance: Instance, connection: sa.Connection, round: Round, table: Table, department: str
) -> Answer:
    """Return how one table of a department stands."""
    rows = Rows(round.year, table.id, department)
    found = standing(connection, rows)
    scope = Scope(round.year, (table.id,), department)
    issues = [one for one in open_issues(connection, scope) if one.department == department]
    signed = signatures(connection, found.id) if found.id else []
    return Answer(
        table=table, standing=found,
        completeness=completeness(instance, connection, round, table).get(department, NO_ROWS),
        errors=sum(issue.severity == "error" for issue in issues),
        warnings=sum(issue.severity == "warning" for issue in issues),
        explanations=tuple(explanations(connection, rows)),
        fingerprint=fingerprint(connection, instance.models, round, found),
        signatures=tuple(one for one in signed if one.superseded is None),
        steps=tuple(_steps(connection, found)) if found.id else (),
    )  # fmt: skip


def _steps(connection: sa.Connection, found: Standing) -> Iterator[Step]:
    """Yield the newest decision of each verb, while it stands."""
    query = (
        sa.select(REVIEWS.c.verb, sa.func.coalesce(User.name, REVIEWS.c.username), REVIEWS.c.at)
        .outerjoin(User, User.username == REVIEWS.c.username)
        .where(REVIEWS.c.submission == found.id, REVIEWS.c.turn == found.turn)
        .order_by(REVIEWS.c.id)
    )
    newest = {row[0]: Step(*row) for row in connection.execute(query)}
    yield from newest.values()
