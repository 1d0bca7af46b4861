"""Explanations: why a warning is right; they go to who approves, and are offered next year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core.audit.row_changes import Rows
from core.checks.issues import Issue
from core.database import Base
from core.rounds.remarks import bounded


class Explanation(Base):
    """What a department says to one warning of one table, as long as the warning says the same."""

    __tablename__ = "explanation"

    round: Mapped[int] = mapped_column(sa.ForeignKey("round.year"), primary_key=True)
    table_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    department_id: Mapped[str] = mapped_column(sa.ForeignKey("department.id"), primary_key=True)
    row_key: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    field: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    code: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    text: Mapped[str] = mapped_column(sa.Text)
    message: Mapped[str] = mapped_column(sa.Text)
    """What the warning said when it was explained: other figures need another explanation."""
    username: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime)


EXPLANATIONS = cast(sa.Table, Explanation.__table__)


class Warned(NamedTuple):
    """Which warning is meant: its row (blank for the table), its field, its code."""

    row_key: str
    field: str
    code: str


class Explained(NamedTuple):
    """An explanation as read."""

    row_key: str
    field: str
    code: str
    text: str
    message: str
    username: str

    @property
    def warned(self) -> Warned:
        """Which warning it is about."""
        return Warned(self.row_key, self.field, self.code)


def warned(issue: Issue) -> Warned:
    """Return how an explanation names an issue."""
    return Warned(issue.row_key, issue.field, issue.code)


def _of(rows: Rows) -> sa.ColumnElement[bool]:
    return sa.and_(
        EXPLANATIONS.c.round == rows.round, EXPLANATIONS.c.table_id == rows.table,
        EXPLANATIONS.c.department_id == rows.department,
    )


def explanations(connection: sa.Connection, rows: Rows) -> list[Explained]:
    """Return a department's explanations to a table, in a fixed order."""
    query = sa.select(*(EXPLANATIONS.c[name] for name in Explained._fields)).where(_of(rows))
    return sorted(Explained(*row) for row in connection.execute(query))


def former_texts(connection: sa.Connection, rows: Rows) -> Mapping[Warned, str]:
    """Return what was explained the year before, to be offered again."""
    before = explanations(connection, rows._replace(round=rows.round - 1))
    return {one.warned: one.text for one in before}


def keep_explanation(
    connection: sa.Connection, rows: Rows, issue: Issue, text: str, username: str, now: datetime
) -> None:
    """Store what is said to a warning; a blank text takes it back."""
    which = warned(issue)
    own = sa.and_(_of(rows), *(EXPLANATIONS.c[n] == v for n, v in which._asdict().items()))
    connection.execute(sa.delete(EXPLANATIONS).where(own))
    if text:
        connection.execute(
            sa.insert(EXPLANATIONS).values(
                round=rows.round, table_id=rows.table, department_id=rows.department,
                **which._asdict(), text=bounded(text, "说明"), message=issue.message,
                username=username, at=now,
            )
        )


def unexplained(connection: sa.Connection, rows: Rows, issues: Iterable[Issue]) -> list[Issue]:
    """Return the warnings that nobody explained as they are now."""
    known = {one.warned: one.message for one in explanations(connection, rows)}
    return [i for i in issues if i.severity == "warning" and known.get(warned(i)) != i.message]


def forget_outdated(connection: sa.Connection, rows: Rows, issues: Iterable[Issue]) -> None:
    """Remove explanations of warnings that are gone, so that what is signed holds none."""
    current = {(warned(issue), issue.message) for issue in issues}
    for one in explanations(connection, rows):
        if (one.warned, one.message) not in current:
            own = (EXPLANATIONS.c[n] == v for n, v in one.warned._asdict().items())
            connection.execute(sa.delete(EXPLANATIONS).where(_of(rows), *own))
