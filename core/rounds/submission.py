"""A submission: one department's answer to one table of a round, and the state it is in."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from core.audit.row_changes import Rows
from core.database import Base
from core.rounds.round import WRITABLE, Round, closed_round

DRAFT = "draft"
STATES = (DRAFT, "submitted", "checked", "head_signed", "signed", "accepted")
STATE_TITLES = {
    DRAFT: "填报中", "submitted": "已提交", "checked": "已核查", "head_signed": "部门负责人已签",
    "signed": "分管校领导已签", "accepted": "办公室已通过",
}  # fmt: skip
NOTHING = {"no_business": "无此项业务", "no_event": "零事件"}
"""How a table may be answered without any row, always with a reason."""


def _listed(column: str, words: Any) -> str:
    return f"{column} IN ({', '.join(map(repr, words))})"


class Submission(Base):
    """Where an assignment stands; made when its department first does something.

    ``turn`` counts how often it was submitted.  While ``limited``, a draft is open
    only where remarks say; ``first_submitted`` is kept for the assessment.
    """

    __tablename__ = "submission"
    __table_args__ = (
        sa.UniqueConstraint("round", "table_id", "department_id"),
        sa.CheckConstraint(_listed("state", STATES), name="state_is_known"),
        sa.CheckConstraint(_listed("absence", ("", *NOTHING)), name="absence_is_known"),
        sa.CheckConstraint("absence = '' OR reason <> ''", name="absence_has_a_reason"),
    )

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    round: Mapped[int] = mapped_column(sa.ForeignKey("round.year"))
    table_id: Mapped[str] = mapped_column(sa.Text)
    department_id: Mapped[str] = mapped_column(sa.ForeignKey("department.id"), index=True)
    state: Mapped[str] = mapped_column(sa.Text)
    turn: Mapped[int]
    limited: Mapped[bool] = mapped_column(sa.Boolean)
    absence: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text)
    first_submitted: Mapped[datetime | None] = mapped_column(sa.DateTime)
    changed: Mapped[datetime] = mapped_column(sa.DateTime)


SUBMISSIONS = cast(sa.Table, Submission.__table__)


class Standing(NamedTuple):
    """A submission as read: the columns of ``Submission``."""

    id: str
    round: int
    table_id: str
    department_id: str
    state: str
    turn: int
    limited: bool
    absence: str
    reason: str
    first_submitted: datetime | None
    changed: datetime | None

    @property
    def rows(self) -> Rows:
        """Whose rows it answers for."""
        return Rows(self.round, self.table_id, self.department_id)


def _of(rows: Rows) -> sa.ColumnElement[bool]:
    return sa.and_(
        SUBMISSIONS.c.round == rows.round, SUBMISSIONS.c.table_id == rows.table,
        SUBMISSIONS.c.department_id == rows.department,
    )


def standing(connection: sa.Connection, rows: Rows) -> Standing:
    """Return where an assignment stands; a draft without an id when nothing was done yet."""
    row = connection.execute(sa.select(SUBMISSIONS).where(_of(rows))).one_or_none()
    return Standing(*row) if row else Standing("", *rows, DRAFT, 0, False, "", "", None, None)


def standings(connection: sa.Connection, year: int) -> list[Standing]:
    """Return every submission of a round that was begun, by table and department."""
    query = sa.select(SUBMISSIONS).where(SUBMISSIONS.c.round == year)
    order = (SUBMISSIONS.c.table_id, SUBMISSIONS.c.department_id)
    return [Standing(*row) for row in connection.execute(query.order_by(*order))]


def held(connection: sa.Connection, rows: Rows, now: datetime, *, to_decide: bool) -> Standing:
    """Return the submission, made where it is missing and held until the unit of work ends.

    Those who type hold it together; who decides holds it alone, so that no row
    changes while it is being decided on.  Raises ``Refused`` when the round was closed
    in the meantime: it cannot be closed either while this unit goes on.
    """
    _require_open(connection, rows.round)
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(
        insert(SUBMISSIONS)
        .values(
            id=secrets.token_hex(16), round=rows.round, table_id=rows.table,
            department_id=rows.department, state=DRAFT, turn=0, limited=False, absence="",
            reason="", changed=now,
        )
        .on_conflict_do_nothing()
    )
    query = sa.select(SUBMISSIONS).where(_of(rows)).with_for_update(read=not to_decide)
    return Standing(*connection.execute(query).one())


def _require_open(connection: sa.Connection, year: int) -> None:
    state = sa.select(Round.state).where(Round.year == year).with_for_update(read=True)
    if connection.scalar(state) not in WRITABLE:
        raise closed_round(year)


def change(connection: sa.Connection, found: Standing, **values: Any) -> None:
    """Store new values of a submission that is held."""
    connection.execute(
        sa.update(SUBMISSIONS).where(SUBMISSIONS.c.id == found.id).values(**values)
    )
