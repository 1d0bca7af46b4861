"""Links with which a person sets a password: the first administrator's, new accounts', resets.

The link holds a random token; the database holds its SHA-256 only.  It works once
and not for long, and a newer link of an account takes the place of the older one.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core.access import Actor, require
from core.audit.recording import audited
from core.database import Base
from core.errors import NotFound, Refused
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.people.directory import AccountEntry, load_directory
from core.rounds.people.rules import ADMINISTRATOR, account_faults
from core.rounds.people.storing import Unfit
from core.rounds.user import User

FIRST_LIFETIME = timedelta(minutes=30)
LIFETIME = timedelta(days=7)
TOKEN_BYTES = 32


class AccountLink(Base):
    """A link; without a username it makes the first administrator's account."""

    __tablename__ = "account_link"

    token_hash: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    username: Mapped[str | None] = mapped_column(sa.Text, index=True)
    expires: Mapped[datetime] = mapped_column(sa.DateTime)
    used: Mapped[datetime | None] = mapped_column(sa.DateTime)


LINKS = cast(sa.Table, AccountLink.__table__)


class OpenLink(NamedTuple):
    """A link that may still be used: whose password it sets; blank for the first account."""

    username: str
    name: str


class LinkSpent(Refused):
    """The link was used, has expired, or was replaced by a newer one."""

    def __init__(self) -> None:
        super().__init__("这个链接已经用过或已过期。请向系统管理员要一个新的链接。")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def first_link(instance: Instance, actor: Actor) -> str:
    """Return the token of a new link for the first administrator; ``Refused`` once there is one."""
    with audited(instance, actor, "link_made", "user") as unit:
        require(actor, "administer")
        if unit.connection.scalar(sa.select(sa.func.count()).select_from(User)):
            raise Refused("已经有账号了：忘记密码时，请用 tianbao user link 用户名")
        return _new(unit.connection, None, utc(instance.clock()), FIRST_LIFETIME)


def account_links(instance: Instance, actor: Actor, usernames: list[str]) -> dict[str, str]:
    """Return by username the tokens of new links with which these people set their passwords."""
    about = f"user/{usernames[0]}" if len(usernames) == 1 else "user"
    with audited(instance, actor, "link_made", about) as unit:
        require(actor, "administer")
        active = load_directory(unit.connection).accounts
        for username in usernames:
            if username not in active:
                raise NotFound(f"没有账号 {username}")
            if not active[username].active:
                raise Refused(f"账号 {username} 已停用")
        unit.detail["accounts"] = usernames
        unit.silent = not usernames
        now = utc(instance.clock())
        return {name: _new(unit.connection, name, now, LIFETIME) for name in usernames}


def _new(
    connection: sa.Connection, username: str | None, now: datetime, lifetime: timedelta
) -> str:
    same = LINKS.c.username.is_(None) if username is None else LINKS.c.username == username
    connection.execute(sa.delete(LINKS).where(same, LINKS.c.used.is_(None)))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    connection.execute(sa.insert(LINKS).values(
        token_hash=_hash(token), username=username, expires=now + lifetime,
    ))
    return token


def open_link(connection: sa.Connection, token: str, now: datetime) -> OpenLink:
    """Return what a link is for; ``LinkSpent`` unless it may still be used."""
    found = connection.execute(
        sa.select(LINKS.c.username, User.name)
        .join(User, User.username == LINKS.c.username, isouter=True)
        .where(
            LINKS.c.token_hash == _hash(token), LINKS.c.used.is_(None), LINKS.c.expires > utc(now),
            LINKS.c.username.is_(None) | User.active,
        )
    ).one_or_none()
    if found is None:
        raise LinkSpent
    return OpenLink(found.username or "", found.name or "")


def use_link(
    instance: Instance, token: str, password_hash: str, first: AccountEntry | None = None
) -> str:
    """Set the password of the link's account and return the username; the link is spent.

    ``first`` is the account that a link for the first administrator makes.  Raises
    ``LinkSpent``, and ``Unfit`` when that account is not what it must be.
    """
    with audited(instance, Actor("", "", ""), "password_set", "user") as unit:
        connection, now = unit.connection, instance.clock()
        found = open_link(connection, token, now)
        spent = connection.execute(
            sa.update(LINKS).values(used=utc(now))
            .where(LINKS.c.token_hash == _hash(token), LINKS.c.used.is_(None))
        )
        if spent.rowcount != 1:
            raise LinkSpent
        username = found.username or _found(connection, first)
        connection.execute(
            sa.update(User).where(User.username == username)
            .values(password_hash=password_hash, must_change=False)
        )
        unit.detail["account"] = username
    return username


def _found(connection: sa.Connection, first: AccountEntry | None) -> str:
    """Make the first administrator's account."""
    there = load_directory(connection)
    if there.accounts or first is None or first.role != ADMINISTRATOR:
        raise LinkSpent
    faults = list(account_faults(first, there.with_accounts([first])))
    if faults:
        raise Unfit(faults)
    connection.execute(sa.insert(User).values(
        username=first.username, name=first.name, role=first.role, active=True, staff_no="",
    ))
    return first.username
