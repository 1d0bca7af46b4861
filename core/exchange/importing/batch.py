"""An import as it is kept between preview and confirmation: the batch and what it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base

STAGED, STORED, DISCARDED = "staged", "stored", "discarded"
REPAIRED = "repaired"
COLUMN_MISSING = "COLUMN-MISSING"
COUNTS = ("rows", "new", "changed", "unchanged", "absent", "rejected", "repaired", "stored")


class ImportBatch(Base):
    """One uploaded workbook for one table of one department."""

    __tablename__ = "import_batch"
    __table_args__ = (
        sa.CheckConstraint("state IN ('staged', 'stored', 'discarded')", name="state_is_known"),
    )

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    round: Mapped[int] = mapped_column(sa.ForeignKey("round.year"))
    table_id: Mapped[str] = mapped_column(sa.Text)
    department_id: Mapped[str] = mapped_column(sa.ForeignKey("department.id"))
    username: Mapped[str] = mapped_column(sa.Text)
    file_name: Mapped[str] = mapped_column(sa.Text)
    path: Mapped[str] = mapped_column(sa.Text)
    """Where the uploaded file is kept, relative to the instance folder where it lies in it."""
    state: Mapped[str] = mapped_column(sa.Text)
    created: Mapped[datetime] = mapped_column(sa.DateTime)
    facts: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    """Counts, columns by sheet, and what was passed over."""


class ImportIssue(Base):
    """One thing an import found, at a cell, a row or the whole sheet."""

    __tablename__ = "import_issue"

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True
    )
    batch: Mapped[str] = mapped_column(sa.ForeignKey("import_batch.id"), index=True)
    sheet: Mapped[str] = mapped_column(sa.Text)
    sheet_index: Mapped[int]
    """The place of the sheet among the worksheets, from 0, as the stage knows it."""
    row: Mapped[int | None]
    column: Mapped[str] = mapped_column(sa.Text)
    field: Mapped[str] = mapped_column(sa.Text)
    label: Mapped[str] = mapped_column(sa.Text)
    code: Mapped[str] = mapped_column(sa.Text)
    severity: Mapped[str] = mapped_column(sa.Text)
    value: Mapped[str] = mapped_column(sa.Text)
    message: Mapped[str] = mapped_column(sa.Text)


class RememberedColumn(Base):
    """What a department once said one of its own headings means; blank: not imported."""

    __tablename__ = "import_column"

    department_id: Mapped[str] = mapped_column(sa.ForeignKey("department.id"), primary_key=True)
    table_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    label: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    field: Mapped[str] = mapped_column(sa.Text)


class LineIssue(NamedTuple):
    """What an import found, in the words of the workbook: sheet, row (from 1), column letter."""

    sheet: str
    row: int | None
    column: str
    field: str
    label: str
    code: str
    severity: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Batch:
    """An import as shown: its counts, issues, repairs, and what was passed over."""

    id: str
    round: int
    table: str
    department: str
    username: str
    file_name: str
    path: str
    state: str
    created: datetime
    counts: Mapping[str, int]
    issues: list[LineIssue]
    repairs: list[LineIssue]
    ignored: list[tuple[str, str, str]]
    """Columns of the filler's own: (sheet, letter, heading)."""
    notes: list[tuple[str, int, str]]
    """Rows that hold no data: (sheet, row, text)."""
    hidden: list[tuple[str, int]]
    """Hidden rows that were read all the same: (sheet, row)."""
    skipped: list[tuple[str, str]]
    """Sheets not read and why."""
    columns: Mapping[str, Mapping[str, str]]
    """By sheet, the column letter of each field."""
    sha256: str
    """The digest of the uploaded file in hexadecimal."""

    @property
    def errors(self) -> int:
        """How many issues are errors."""
        return sum(issue.severity == "error" for issue in self.issues)


ISSUE_COLUMNS = LineIssue._fields
_ISSUES: Any = ImportIssue.__table__
_BATCHES: Any = ImportBatch.__table__


def load(connection: sa.Connection, batch_id: str) -> Batch | None:
    """Return a batch with its issues, or None when there is none of that id."""
    row = connection.execute(sa.select(_BATCHES).where(_BATCHES.c.id == batch_id)).one_or_none()
    if row is None:
        return None
    query = sa.select(*(_ISSUES.c[name] for name in ISSUE_COLUMNS))
    order = (_ISSUES.c.sheet, _ISSUES.c.row, _ISSUES.c.id)
    found = connection.execute(query.where(_ISSUES.c.batch == batch_id).order_by(*order))
    lines = [LineIssue(*line) for line in found]
    facts = row.facts
    return Batch(
        row.id, row.round, row.table_id, row.department_id, row.username, row.file_name, row.path,
        row.state, row.created, facts["counts"],
        [line for line in lines if line.severity != REPAIRED],
        [line for line in lines if line.severity == REPAIRED],
        [(s, c, t) for s, c, t in facts["ignored"]], [(s, r, t) for s, r, t in facts["notes"]],
        [(s, r) for s, r in facts["hidden"]], [(s, w) for s, w in facts["skipped"]],
        facts["columns"], facts.get("sha256", ""),
    )


def remembered(connection: sa.Connection, department: str, table: str) -> dict[str, str]:
    """Return what the department said earlier about its own headings of the table."""
    columns: Any = RememberedColumn.__table__
    rows = connection.execute(
        sa.select(columns.c.label, columns.c.field).where(
            columns.c.department_id == department, columns.c.table_id == table
        )
    )
    return dict(rows.all())


def remember(
    connection: sa.Connection, department: str, table: str, answers: Mapping[str, str]
) -> None:
    """Keep what the department says about its own headings; the last word counts."""
    columns: Any = RememberedColumn.__table__
    for label, field in answers.items():
        place = sa.and_(
            columns.c.department_id == department,
            columns.c.table_id == table,
            columns.c.label == label,
        )
        connection.execute(sa.delete(columns).where(place))
        connection.execute(
            sa.insert(columns).values(
                department_id=department, table_id=table, label=label, field=field
            )
        )
