"""A user: who signs in, in which role, for which department."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.access import ROLES, Actor
from core.database import Base
from core.errors import NotFound
from core.rounds.assignment import AssignmentFiller
from core.rounds.department import Department


class User(Base):
    """An account; the password is kept as an argon2 hash, empty while none is set."""

    __tablename__ = "user"
    __table_args__ = (
        sa.CheckConstraint(f"role IN ({', '.join(map(repr, ROLES))})", name="role_is_known"),
    )

    username: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    password_hash: Mapped[str] = mapped_column(sa.Text, default="")
    role: Mapped[str] = mapped_column(sa.Text)
    department_id: Mapped[str | None] = mapped_column(sa.ForeignKey("department.id"))
    active: Mapped[bool] = mapped_column(sa.Boolean, default=True)
    staff_no: Mapped[str] = mapped_column(sa.Text, default="")
    must_change: Mapped[bool] = mapped_column(
        sa.Boolean, default=False, server_default=sa.false()
    )
    """Whether the password was given by somebody else and only opens the page to change it."""


def load_user(connection: sa.Connection, username: str) -> User | None:
    """Return the account of that name, or None."""
    with Session(connection, expire_on_commit=False) as session:
        return session.get(User, username)


def actor_of(connection: sa.Connection, user: User) -> Actor:
    """Return the user as an actor, with the departments that he is in charge of."""
    charge = connection.execute(
        sa.select(Department.id, Department.name).where(
            Department.vice_president == user.username
        )
    ).all()
    own = connection.scalar(sa.select(Department.name).where(Department.id == user.department_id))
    return Actor(
        user.username, user.name, user.role, user.department_id,
        frozenset(row.id for row in charge), own or "", frozenset(row.name for row in charge),
        user.staff_no, _own_rows(connection, user.username),
    )


def _own_rows(connection: sa.Connection, username: str) -> frozenset[tuple[str, str]]:
    """Return the tasks (table, department) that limit an account to its own rows.

    What the newest round says of a task counts, for rows of former rounds too.
    """
    query = (
        sa.select(AssignmentFiller)
        .where(AssignmentFiller.username == username)
        .order_by(AssignmentFiller.round)
    )
    with Session(connection) as session:
        newest = {(one.table_id, one.department_id): one.own_rows for one in session.scalars(query)}
    return frozenset(place for place, limited in newest.items() if limited)


def load_actor(connection: sa.Connection, username: str) -> Actor:
    """Return the actor for an active account; ``NotFound`` when there is none."""
    user = load_user(connection, username)
    if user is None or not user.active:
        raise NotFound(f"没有可用的账号 {username}")
    return actor_of(connection, user)
