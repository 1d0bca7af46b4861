"""Whether an approval form still matches the data, and where and since when it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.access import Actor, require
from core.audit.recording import ENTRIES, object_of, record, refusals_recorded
from core.audit.row_changes import Rows
from core.database import reading
from core.instance import Instance
from core.reports.approval_form.package import Claim
from core.reports.approval_form.paper import Paper, read_paper
from core.rounds.assignment import assigned
from core.rounds.department import Department
from core.rounds.fingerprint import fingerprint
from core.rounds.round import Round, frozen_definitions, load_round
from core.rounds.submission import standing

VERIFIED = "verified"
CONTENT = ("explained", "declared")
"""Acts that change what a fingerprint is about without changing a row."""


class Difference(NamedTuple):
    """One table that is not as the paper says; ``at`` is UTC without a zone.

    Without ``at`` nothing was written down: it was changed past the program.
    """

    table: str
    title: str
    paper_rows: int
    rows: int
    at: datetime | None
    by: str


@dataclass(frozen=True)
class Verdict:
    """What comparing came to; ``unlisted`` are tables the department got since."""

    paper: Paper
    department: str
    differences: tuple[Difference, ...]
    unlisted: tuple[str, ...]

    @property
    def matches(self) -> bool:
        """Whether the paper is about the data as they are now."""
        return self.paper.sound and not self.differences


def verify_paper(instance: Instance, actor: Actor, path: Path) -> Verdict:
    """Compare the paper with the data, under the definitions that it names.

    Raises ``NotAForm`` when the file is none, ``NotFound`` when its round, table or
    department is not there or not the actor's business.
    """
    paper = read_paper(path)
    named = object_of(paper.year, "*", paper.department)
    with refusals_recorded(instance, actor, VERIFIED, named), reading(instance.engine) as found:
        verdict = _compared(instance, found, actor, paper)
    facts = {"fingerprint": paper.whole, "matches": verdict.matches,
             "differ": [one.table for one in verdict.differences]}  # fmt: skip
    record(instance, actor, VERIFIED, named, facts)
    return verdict


def _compared(
    instance: Instance, connection: sa.Connection, actor: Actor, paper: Paper
) -> Verdict:
    round = load_round(connection, paper.year)
    definitions = frozen_definitions(round)
    for claim in paper.claims:
        require(actor, "see", paper.department, definitions.table(claim.table))
    listed = {claim.table for claim in paper.claims}
    tasks = assigned(connection, paper.year).items()
    unlisted = [
        definitions.table(id).title for id, departments in tasks
        if paper.department in departments and id not in listed and id in definitions.tables
    ]
    differences = tuple(_differences(instance, connection, round, paper))
    return Verdict(paper, _name(connection, paper.department), differences, tuple(unlisted))


def _name(connection: sa.Connection, department: str) -> str:
    query = sa.select(Department.name).where(Department.id == department)
    return connection.scalar(query) or department


def _differences(
    instance: Instance, connection: sa.Connection, round: Round, paper: Paper
) -> Iterator[Difference]:
    for claim in paper.claims:
        place = Rows(round.year, claim.table, paper.department)
        found = standing(connection, place)
        now = fingerprint(connection, instance.models, round, found, paper.definitions)
        rows = _count(instance, connection, place)
        if (now, rows) != (claim.fingerprint, claim.rows):
            yield _difference(connection, round, paper, claim, rows)


def _difference(
    connection: sa.Connection, round: Round, paper: Paper, claim: Claim, rows: int
) -> Difference:
    title = frozen_definitions(round).table(claim.table).title
    act = _newest_act(connection, paper, claim.table)
    at, by = (act.at, act.actor) if act is not None else (None, "")
    return Difference(claim.table, title, claim.rows, rows, at, by)


def _count(instance: Instance, connection: sa.Connection, place: Rows) -> int:
    stored = instance.models.rows(place.table)
    query = sa.select(sa.func.count()).select_from(stored).where(
        stored.c.row_round == place.round, stored.c.row_department == place.department
    )
    return int(connection.execute(query).scalar_one())


def _newest_act(
    connection: sa.Connection, paper: Paper, table: str
) -> sa.Row[Any, Any] | None:
    """Return when and by whom the content was last changed after the paper was made."""
    place = object_of(paper.year, table, paper.department)
    mine = sa.or_(
        ENTRIES.c.object == place, ENTRIES.c.object.startswith(f"{place}/", autoescape=True)
    )
    changes = sa.or_(ENTRIES.c.detail.contains('"changes"'), ENTRIES.c.verb.in_(CONTENT))
    query = (
        sa.select(ENTRIES.c.at, ENTRIES.c.actor)
        .where(mine, changes, ENTRIES.c.verb != "refused", ENTRIES.c.seq > paper.entry)
        .order_by(ENTRIES.c.seq.desc())
        .limit(1)
    )
    return connection.execute(query).first()
