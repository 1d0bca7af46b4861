"""Who is signed in, as Flask-Login sees it, and the accounts behind it."""

from __future__ import annotations

import sqlalchemy as sa
from flask_login import UserMixin

from core.access import Actor, require
from core.audit.recording import audited
from core.database import reading
from core.instance import Instance
from core.rounds.user import User, load_user

SESSIONS = sa.table("web_session", sa.column("username"), sa.column("token_hash"))
"""As much of the browsers' sessions as is needed to end them; commands know no more of them."""
FACTORS = sa.table("second_factor", sa.column("username"))


class Person(UserMixin):
    """The person of a session; rights are read afresh with every request."""

    def __init__(self, username: str) -> None:
        self.id = username


def find_account(engine: sa.Engine, username: str) -> User | None:
    """Return the account of that name, or None."""
    with reading(engine) as connection:
        return load_user(connection, username)


def store_password(
    instance: Instance, actor: Actor, username: str, password_hash: str, *,
    must_change: bool = False, but: str = "",
) -> None:
    """Store the hash of a new password and end the account's sessions except the one ``but``.

    ``but`` is the fingerprint of a session's token.
    With ``must_change`` it only opens the page to change it.
    """
    verb = "password_reset" if must_change else "password_changed"
    with audited(instance, actor, verb, f"user/{username}") as unit:
        unit.connection.execute(
            sa.update(User).where(User.username == username)
            .values(password_hash=password_hash, must_change=must_change)
        )
        end_sessions(unit.connection, username, but)


def end_sessions(connection: sa.Connection, username: str, but: str = "") -> None:
    """End every session of an account except the one of the fingerprint ``but``.

    An instance that never met a browser has no table of sessions yet.
    """
    if sa.inspect(connection).has_table(SESSIONS.name):
        connection.execute(
            sa.delete(SESSIONS).where(
                SESSIONS.c.username == username, SESSIONS.c.token_hash != but
            )
        )


def remove_factor(instance: Instance, actor: Actor, username: str) -> None:
    """Forget an account's authenticator, so that a new one is enrolled at the next login."""
    with audited(instance, actor, "factor_removed", f"user/{username}") as unit:
        require(actor, "administer")
        if sa.inspect(unit.connection).has_table(FACTORS.name):
            unit.connection.execute(sa.delete(FACTORS).where(FACTORS.c.username == username))
        end_sessions(unit.connection, username)
