"""A department: who answers for tables; the truth for all rights."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database import Base
from core.definition.text import folded
from core.errors import NotFound, did_you_mean

SCHOOL = "school"
KIND_TITLES = {"office": "职能部门", SCHOOL: "二级学院", "other": "其他"}
KINDS = tuple(KIND_TITLES)


class Department(Base):
    """A department of the college; ``id`` is short and never changes."""

    __tablename__ = "department"
    __table_args__ = (
        sa.CheckConstraint(f"kind IN ({', '.join(map(repr, KINDS))})", name="kind_is_known"),
        sa.CheckConstraint("parent IS NULL OR parent <> id", name="not_its_own_parent"),
    )

    id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text, unique=True)
    kind: Mapped[str] = mapped_column(sa.Text, default="office")
    aliases: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    unit_code: Mapped[str] = mapped_column(sa.Text, default="")
    parent: Mapped[str | None] = mapped_column(sa.ForeignKey("department.id"))
    vice_president: Mapped[str | None] = mapped_column(sa.Text)
    """The username of the vice-president in charge."""
    closed: Mapped[bool] = mapped_column(sa.Boolean, default=False, server_default=sa.false())
    """Whether it gets no tasks in new rounds; what it filled before stays."""

    @property
    def words(self) -> tuple[str, ...]:
        """Everything people call it by: name, aliases, id, code of the unit."""
        return tuple(w for w in (self.name, *self.aliases, self.id, self.unit_code) if w)


def all_departments(connection: sa.Connection) -> list[Department]:
    """Return every department, in the order of their ids."""
    with Session(connection, expire_on_commit=False) as session:
        return list(session.scalars(sa.select(Department).order_by(Department.id)))


def named(departments: Iterable[Department], text: str) -> Department:
    """Return the one that a name, alias or code means; ``NotFound`` names the nearest."""
    every = list(departments)
    wanted = folded(text)
    for department in every:
        if any(folded(word) == wanted for word in department.words):
            return department
    known = [word for department in every for word in department.words]
    raise NotFound(f"没有部门 {text}{did_you_mean(text, known)}")


def find_department(connection: sa.Connection, text: str) -> Department:
    """Return the department of that name, alias or code; ``NotFound`` names the nearest."""
    return named(all_departments(connection), text)
