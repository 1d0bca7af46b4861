"""An assignment: which department fills which table in a round, who in it, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core.access import Actor
from core.database import Base
from core.definition.table import Table
from core.definition.text import owner_name
from core.errors import Refused
from core.rounds.department import SCHOOL, Department, named

ALL_SCHOOLS = "@schools"


class Assignment(Base):
    """One department fills one table in one round.

    ``collector`` is the account that answers for it in the department, ``due`` its own
    last day (in the college's time); where they are blank, the department's collectors
    answer and the round's date for the table's period counts.
    """

    __tablename__ = "assignment"

    round: Mapped[int] = mapped_column(sa.ForeignKey("round.year"), primary_key=True)
    table_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    department_id: Mapped[str] = mapped_column(
        sa.ForeignKey("department.id"), primary_key=True, index=True
    )
    collector: Mapped[str | None] = mapped_column(sa.Text)
    due: Mapped[date | None] = mapped_column(sa.Date)


class AssignmentFiller(Base):
    """An account that fills an assignment; where none is named, every filler there may.

    With ``own_rows`` it is limited to the rows that carry its own staff number.
    """

    __tablename__ = "assignment_filler"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["round", "table_id", "department_id"],
            ["assignment.round", "assignment.table_id", "assignment.department_id"],
            name="fk_assignment_filler_assignment",
        ),
    )

    round: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=False)
    table_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    department_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    username: Mapped[str] = mapped_column(sa.Text, primary_key=True, index=True)
    own_rows: Mapped[bool] = mapped_column(sa.Boolean, default=False)


def default_assignments(
    tables: Iterable[Table], departments: Iterable[Department]
) -> Mapping[str, list[str]]:
    """Return the ids of the departments that fill each table: its owner and its fillers."""
    every = list(departments)
    schools = [one.id for one in every if one.kind == SCHOOL and not one.closed]
    return {table.id: _fill(table, every, schools) for table in tables}


def _fill(table: Table, departments: list[Department], schools: list[str]) -> list[str]:
    fill = [named(departments, owner_name(table.owner)).id]
    for filler in table.fillers:
        fill += schools if filler == ALL_SCHOOLS else [named(departments, owner_name(filler)).id]
    return list(dict.fromkeys(fill))


def assigned(connection: sa.Connection, year: int) -> Mapping[str, list[str]]:
    """Return the ids of the departments assigned to each table in that round."""
    found: dict[str, list[str]] = {}
    rows = connection.execute(
        sa.select(Assignment.table_id, Assignment.department_id)
        .where(Assignment.round == year)
        .order_by(Assignment.table_id, Assignment.department_id)
    )
    for table_id, department_id in rows:
        found.setdefault(table_id, []).append(department_id)
    return found


def require_filler(
    connection: sa.Connection, actor: Actor, year: int, table: Table, department_id: str
) -> None:
    """Raise ``Refused`` for a filler who is none of those named for the task, where some are."""
    if actor.role != "filler":
        return
    names = set(connection.scalars(
        sa.select(AssignmentFiller.username).where(
            AssignmentFiller.round == year, AssignmentFiller.table_id == table.id,
            AssignmentFiller.department_id == department_id,
        )
    ))
    if names and actor.username not in names:
        raise Refused(f"“{table.title}”已指定填报人，请与本部门的信息采集管理员联系")


def require_assigned(
    connection: sa.Connection, year: int, table: Table, department_id: str
) -> None:
    """Raise ``Refused`` unless the department fills that table in that round."""
    query = sa.select(Assignment.table_id).where(
        Assignment.round == year,
        Assignment.table_id == table.id,
        Assignment.department_id == department_id,
    )
    if connection.scalar(query) is None:
        name = connection.scalar(sa.select(Department.name).where(Department.id == department_id))
        raise Refused(f"{name or '本部门'}在 {year} 年批次中没有填报“{table.title}”的任务")
