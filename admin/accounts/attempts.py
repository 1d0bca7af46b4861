"""Failed logins: counted in the database, so that all worker processes agree.

The lock holds for an account *from one address*: a stranger who guesses cannot
lock the president out.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from admin.accounts.sessions import Clock, naive
from core.database import Base, reading, writing

WINDOW = timedelta(minutes=15)
PER_ACCOUNT_AND_ADDRESS = 5
PER_ADDRESS = 20


class LoginFailure(Base):
    """One failed login; rows older than the window are removed."""

    __tablename__ = "login_failure"

    number: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=True)
    username: Mapped[str] = mapped_column(sa.Text)
    address: Mapped[str] = mapped_column(sa.Text, index=True)
    at: Mapped[datetime] = mapped_column(sa.DateTime, index=True)


FAILURES = cast(sa.Table, LoginFailure.__table__)


class Attempts:
    """What may still be tried for an account from an address."""

    def __init__(self, engine: sa.Engine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock

    def locked(self, username: str, address: str) -> bool:
        """Tell whether one has to wait before trying again, even with the right password."""
        since = naive(self.clock()) - WINDOW
        statement = sa.select(
            sa.func.count(),
            sa.func.count().filter(FAILURES.c.username == username),
        ).where(FAILURES.c.address == address, FAILURES.c.at > since)
        with reading(self.engine) as connection:
            all_here, of_account = connection.execute(statement).one()
        return bool(of_account >= PER_ACCOUNT_AND_ADDRESS or all_here >= PER_ADDRESS)

    def failed(self, username: str, address: str) -> None:
        """Note a failure, and forget those that no longer count."""
        now = naive(self.clock())
        with writing(self.engine) as connection:
            connection.execute(sa.delete(FAILURES).where(FAILURES.c.at <= now - WINDOW))
            connection.execute(
                sa.insert(FAILURES).values(username=username[:200], address=address, at=now)
            )

    def succeeded(self, username: str, address: str) -> None:
        """Forget the failures of an account from an address."""
        with writing(self.engine) as connection:
            connection.execute(
                sa.delete(FAILURES).where(
                    FAILURES.c.username == username, FAILURES.c.address == address
                )
            )
