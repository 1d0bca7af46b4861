"""Second factors as they are kept: secrets enciphered with the instance's key, codes used once."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from admin.accounts.totp import SECRET_BYTES, matching
from core.database import Base, reading, writing

RECOVERY_CODES = 8
NONCE_BYTES = 16
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class SecondFactor(Base):
    """The authenticator of an account.

    ``secret`` is enciphered, ``recovery`` holds digests only: a copy of the database
    alone opens nothing.  ``last`` is the newest step of which a code was accepted.
    """

    __tablename__ = "second_factor"

    username: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    secret: Mapped[str] = mapped_column(sa.Text)
    confirmed: Mapped[bool] = mapped_column(sa.Boolean)
    last: Mapped[int] = mapped_column(sa.BigInteger)
    recovery: Mapped[list[str]] = mapped_column(sa.JSON)


FACTORS = cast(sa.Table, SecondFactor.__table__)


class Factors:
    """The second factors of an instance; ``key`` is its secret key."""

    def __init__(self, engine: sa.Engine, key: bytes) -> None:
        self.engine = engine
        self.key = hmac.new(key, b"second factor", hashlib.sha256).digest()

    def enrolled(self, username: str) -> bool:
        """Tell whether the account has an authenticator that was confirmed."""
        found = FACTORS.c.confirmed & (FACTORS.c.username == username)
        with reading(self.engine) as connection:
            return connection.scalar(sa.select(FACTORS.c.username).where(found)) is not None

    def pending(self, username: str) -> bytes:
        """Return the secret that waits to be confirmed, a new one when there is none.

        An account that has confirmed one keeps it: nothing is shown of it again.
        """
        with writing(self.engine) as connection:
            row = connection.execute(
                sa.select(FACTORS).where(FACTORS.c.username == username)
            ).one_or_none()
            if row is not None:
                return self._opened(row.secret) if not row.confirmed else b""
            secret = secrets.token_bytes(SECRET_BYTES)
            connection.execute(sa.insert(FACTORS).values(
                username=username, secret=self._sealed(secret), confirmed=False, last=0,
                recovery=[],
            ))
        return secret

    def confirm(self, username: str, typed: str, now: datetime) -> list[str]:
        """Confirm the pending secret by a code; return fresh recovery codes, none if it is wrong.

        The code is used up with it.
        """
        codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
        with writing(self.engine) as connection:
            row = self._held(connection, username)
            if row is None or row.confirmed:
                return []
            counter = matching(self._opened(row.secret), typed, now, row.last)
            if counter is None:
                return []
            self._change(connection, username, confirmed=True, last=counter,
                         recovery=[self._digest(code) for code in codes])  # fmt: skip
        return codes

    def accepts(self, username: str, typed: str, now: datetime) -> bool:
        """Use up a code of the authenticator, or a recovery code; tell whether it was one."""
        with writing(self.engine) as connection:
            row = self._held(connection, username)
            if row is None or not row.confirmed:
                return False
            counter = matching(self._opened(row.secret), typed, now, row.last)
            if counter is not None:
                self._change(connection, username, last=counter)
                return True
            left = [one for one in row.recovery if one != self._digest(_plain(typed))]
            if len(left) == len(row.recovery):
                return False
            self._change(connection, username, recovery=left)
            return True

    @staticmethod
    def _held(connection: sa.Connection, username: str) -> sa.Row[tuple[object, ...]] | None:
        query = sa.select(FACTORS).where(FACTORS.c.username == username).with_for_update()
        return connection.execute(query).one_or_none()

    @staticmethod
    def _change(connection: sa.Connection, username: str, **values: object) -> None:
        connection.execute(
            sa.update(FACTORS).where(FACTORS.c.username == username).values(**values)
        )

    def _sealed(self, secret: bytes) -> str:
        """Encipher a secret: a key stream of its own length, never used for another one."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return (nonce + self._streamed(nonce, secret)).hex()

    def _opened(self, sealed: str) -> bytes:
        raw = bytes.fromhex(sealed)
        return self._streamed(raw[:NONCE_BYTES], raw[NONCE_BYTES:])

    def _streamed(self, nonce: bytes, text: bytes) -> bytes:
        stream = hmac.new(self.key, nonce, hashlib.sha256).digest()
        return bytes(a ^ b for a, b in zip(text, stream, strict=False))

    def _digest(self, code: str) -> str:
        return hmac.new(self.key, code.encode(), hashlib.sha256).hexdigest()


def _recovery_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(10))


def _plain(typed: str) -> str:
    return typed.replace("-", "").replace(" ", "").upper()
