"""What a reviewer looks at: the rows of one submission, and what has been said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from admin.filling.progress import local
from admin.filling.rows import TableRows
from admin.reviewing.case import Case
from admin.reviewing.pending import Pending, pending
from core.access import ROLE_TITLES
from core.database import reading
from core.errors import NotFound
from core.generation.listing import StoredRow
from core.rounds.remarks import ANSWERED, Said, remarks
from core.rounds.signatures import REVIEWS, Signed, signatures
from core.rounds.user import User


class ReviewedRows(TableRows):
    """The rows of one department, for those who look at its submission."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.visit, case.table)
        self.department = case.department.id
        self.only: Sequence[str] | None = None
        """The ids of the rows to be shown; None shows all."""

    def query(self) -> sa.Select[Any]:
        """Return the query of the department's rows, as far as the person may see them."""
        stored = self.visit.instance.models.rows(self.table.id)
        query = super().query().where(stored.c.row_department == self.department)
        return query if self.only is None else query.where(stored.c.row_id.in_(self.only))

    def one(self, row_id: str) -> StoredRow:
        """Return a row; ``NotFound`` also when it is another department's."""
        if self.stored(row_id).department != self.department:
            raise NotFound("没有找到这一行")
        return super().one(row_id)


class Decision(NamedTuple):
    """One decision as people read it."""

    when: str
    name: str
    role: str
    verb: str
    stage: str
    turn: int
    comment: str
    fingerprint: str


class ToSend(NamedTuple):
    """A remark not yet sent, and the row it is about; no name when that row is gone."""

    remark: Pending
    row: str
    gone: bool


@dataclass(frozen=True)
class Spoken:
    """Everything that has been said about a submission."""

    to_send: Sequence[ToSend]
    answered: Sequence[Said]
    opened: Sequence[Said]
    decisions: Sequence[Decision]
    signatures: Sequence[Signed]

    @property
    def marks(self) -> Mapping[tuple[str, str], str]:
        """By row and field (blank for the row), what the reviewer wants to say there."""
        return {(one.remark.row_id, one.remark.field): one.remark.text for one in self.to_send}


def said_of(case: Case, rows: ReviewedRows) -> Spoken:
    """Return what has been said about a submission, and what its reviewer is about to say."""
    with reading(case.visit.instance.engine) as connection:
        own = pending(connection, case.visit.actor.username, case.found.id)
        answered = [] if case.hidden else remarks(connection, case.found.id, ANSWERED)
        signed = signatures(connection, case.found.id)
        decided = _decisions(connection, case.found.id)
        known = _known(connection, rows, {one.row_id for one in own if one.row_id})
    to_send = [
        ToSend(one, known.get(one.row_id, ""), bool(one.row_id) and one.row_id not in known)
        for one in own
    ]
    return Spoken(to_send, answered, case.opened, decided, signed)


def _known(connection: sa.Connection, rows: ReviewedRows, ids: set[str]) -> Mapping[str, str]:
    """Return by id the keys of the rows that are still there."""
    stored = rows.visit.instance.models.rows(rows.table.id)
    query = sa.select(stored.c.row_id, stored.c.row_key).where(
        stored.c.row_id.in_(ids), stored.c.row_department == rows.department,
        stored.c.row_round == rows.year,
    )
    return {row.row_id: row.row_key for row in connection.execute(query)}


def _decisions(connection: sa.Connection, submission: str) -> list[Decision]:
    """Return the decisions on a submission, the newest first."""
    names = sa.select(REVIEWS, User.name).outerjoin(User, User.username == REVIEWS.c.username)
    query = names.where(REVIEWS.c.submission == submission).order_by(REVIEWS.c.id.desc())
    return [
        Decision(
            local(row.at), row.name or row.username, ROLE_TITLES.get(row.role, row.role),
            row.verb, row.stage, row.turn, row.comment, row.fingerprint,
        )
        for row in connection.execute(query)
    ]
