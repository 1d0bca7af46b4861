"""Who is signed in, as Flask-Login sees it, and the accounts behind it."""

from __future__ import annotations

import sqlalchemy as sa
from flask_login import UserMixin

from core.database import reading, writing
from core.rounds.user import User, load_user


class Person(UserMixin):
    """The person of a session; rights are read afresh with every request."""

    def __init__(self, username: str) -> None:
        self.id = username


def find_account(engine: sa.Engine, username: str) -> User | None:
    """Return the account of that name, or None."""
    with reading(engine) as connection:
        return load_user(connection, username)


def store_password(engine: sa.Engine, username: str, password_hash: str) -> None:
    """Store the hash of a new password."""
    with writing(engine) as connection:
        connection.execute(
            sa.update(User)
            .where(User.username == username)
            .values(password_hash=password_hash)
        )
