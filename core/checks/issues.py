"""Issues: what checks found in the data, stored so that two runs can be compared.

An issue is known again by its table, department, row key, field and code: a row
that moved to another line or got another value still has the same issue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base

WHOLE_TABLE = ""
"""The department of an issue that no single department's rows are to blame for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something wrong with the data; row, line and field are empty for a whole table.

    ``line`` is the row of the workbook being imported, ``value`` what the cell
    holds as people read it, ``row_key`` the canonical JSON of the row's key.
    """

    table: str
    department: str
    code: str
    severity: str
    message: str
    row_id: str | None = None
    row_key: str = ""
    line: int | None = None
    field: str = ""
    value: str = ""

    @property
    def identity(self) -> tuple[str, str, str, str, str]:
        """What makes this the same issue in another run."""
        return self.table, self.department, self.row_key, self.field, self.code


class StoredIssue(Base):
    """An issue of a round as last found; those that went away keep when they did."""

    __tablename__ = "issue"
    __table_args__ = (
        sa.Index("ix_issue_place", "round", "table_id", "department"),
        sa.CheckConstraint("severity IN ('error', 'warning', 'hint')", name="severity_is_known"),
    )

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True
    )
    round: Mapped[int]
    table_id: Mapped[str] = mapped_column(sa.Text)
    department: Mapped[str] = mapped_column(sa.Text)
    row_id: Mapped[str | None] = mapped_column(sa.Text)
    row_key: Mapped[str] = mapped_column(sa.Text)
    field: Mapped[str] = mapped_column(sa.Text)
    code: Mapped[str] = mapped_column(sa.Text)
    severity: Mapped[str] = mapped_column(sa.Text)
    message: Mapped[str] = mapped_column(sa.Text)
    value: Mapped[str] = mapped_column(sa.Text)
    first_seen: Mapped[datetime] = mapped_column(sa.DateTime)
    gone: Mapped[datetime | None] = mapped_column(sa.DateTime)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a run looked at: tables of a round, of one department or (None) of all."""

    round: int
    tables: tuple[str, ...]
    department: str | None = None


@dataclass(frozen=True, slots=True)
class IssueChange:
    """How a run differs from the one before: how many issues are new, still there, gone."""

    new: int
    still: int
    gone: int


_TABLE: Any = StoredIssue.__table__
_PLACE = ("table_id", "department", "row_key", "field", "code")
_MAY_CHANGE = ("row_id", "severity", "message", "value")


def _within(scope: Scope) -> sa.ColumnElement[bool]:
    parts = [_TABLE.c.round == scope.round, _TABLE.c.table_id.in_(scope.tables)]
    if scope.department is not None:
        parts.append(_TABLE.c.department.in_((scope.department, WHOLE_TABLE)))
    return sa.and_(*parts)


def store_issues(
    connection: sa.Connection, scope: Scope, issues: Iterable[Issue], now: datetime
) -> IssueChange:
    """Store what a run of that scope found and return how it differs from the last one.

    ``now`` is UTC without a zone.  Several issues of one identity count as one.
    """
    current = {issue.identity: issue for issue in issues}
    known = _known(connection, scope)
    gone = [known[identity][0] for identity in known.keys() - current.keys()]
    still = known.keys() & current.keys()
    changed = [
        (known[identity][0], current[identity])
        for identity in still
        if known[identity][1:] != tuple(getattr(current[identity], name) for name in _MAY_CHANGE)
    ]
    _mark_gone(connection, gone, now)
    _refresh(connection, changed)
    fresh = [_record(issue, scope.round, now) for key, issue in current.items() if key not in still]
    if fresh:
        connection.execute(sa.insert(_TABLE), fresh)
    return IssueChange(len(fresh), len(still), len(gone))


def _known(connection: sa.Connection, scope: Scope) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Return by identity the id and the changeable parts of the issues still open."""
    names = ("id", *_PLACE, *_MAY_CHANGE)
    rows = connection.execute(
        sa.select(*(_TABLE.c[name] for name in names)).where(
            _within(scope), _TABLE.c.gone.is_(None)
        )
    )
    size = len(_PLACE) + 1
    return {tuple(row[1:size]): (row[0], *row[size:]) for row in rows}


def _record(issue: Issue, year: int, now: datetime) -> dict[str, Any]:
    return {
        "round": year, "table_id": issue.table, "department": issue.department,
        "row_id": issue.row_id, "row_key": issue.row_key, "field": issue.field,
        "code": issue.code, "severity": issue.severity, "message": issue.message,
        "value": issue.value, "first_seen": now, "gone": None,
    }  # fmt: skip


def _mark_gone(connection: sa.Connection, ids: Sequence[int], now: datetime) -> None:
    if ids:
        statement = sa.update(_TABLE).where(_TABLE.c.id == sa.bindparam("known"))
        connection.execute(statement.values(gone=now), [{"known": id} for id in ids])


def _refresh(connection: sa.Connection, pairs: Sequence[tuple[int, Issue]]) -> None:
    """Take over what may have changed about an issue that is still there."""
    if pairs:
        statement = sa.update(_TABLE).where(_TABLE.c.id == sa.bindparam("known"))
        connection.execute(
            statement.values({name: sa.bindparam(f"new_{name}") for name in _MAY_CHANGE}),
            [
                {"known": id, **{f"new_{name}": getattr(issue, name) for name in _MAY_CHANGE}}
                for id, issue in pairs
            ],
        )


def open_issues(connection: sa.Connection, scope: Scope) -> list[Issue]:
    """Return the issues of the last run that are still there, errors first, by table and row."""
    rank = sa.case({"error": 0, "warning": 1}, value=_TABLE.c.severity, else_=2)
    order = (_TABLE.c.table_id, rank, _TABLE.c.row_key, _TABLE.c.field, _TABLE.c.code)
    rows = connection.execute(
        sa.select(_TABLE).where(_within(scope), _TABLE.c.gone.is_(None)).order_by(*order)
    )
    return [
        Issue(
            table=row.table_id, department=row.department, code=row.code, severity=row.severity,
            message=row.message, row_id=row.row_id, row_key=row.row_key, field=row.field,
            value=row.value,
        )
        for row in rows
    ]
