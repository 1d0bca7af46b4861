"""Sessions kept on the server: the cookie is a random token and nothing else.

A copied cookie is worthless after logout, and neither flashed messages nor a
deleted row kept for undoing ever travel to the browser.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa
from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import CallbackDict

from core.database import Base, reading, writing

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
TOUCH_EVERY = timedelta(minutes=1)
"""How often the last use is written down: a write per request would be wasteful."""
USER = "_user_id"
"""Under this name Flask-Login keeps who is signed in."""

Clock = Callable[[], datetime]


class WebSession(Base):
    """One browser's session; the token itself is not stored, only its SHA-256."""

    __tablename__ = "web_session"

    token_hash: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    username: Mapped[str | None] = mapped_column(sa.Text, index=True)
    content: Mapped[str] = mapped_column(sa.Text)
    began: Mapped[datetime] = mapped_column(sa.DateTime)
    seen: Mapped[datetime] = mapped_column(sa.DateTime, index=True)


SESSIONS = cast(sa.Table, WebSession.__table__)


def naive(moment: datetime) -> datetime:
    """Return a moment in UTC without its zone, as these tables hold it."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def fingerprint(token: str) -> str:
    """Return what is stored instead of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """What Flask calls ``session``: a dictionary that knows its token and its times."""

    def __init__(self, content: dict[str, Any], token: str, began: datetime | None) -> None:
        def on_update(_: object) -> None:
            self.modified = True

        super().__init__(content, on_update)
        self.token = token
        self.began = began
        self.seen: datetime | None = None
        self.former: str | None = None
        self.modified = False

    @property
    def new(self) -> bool:  # type: ignore[override]
        """Whether nothing of it is stored yet."""
        return self.began is None

    def renew(self) -> None:
        """Start afresh under a new token: at login and logout, against fixation."""
        self.former = self.former or (None if self.new else self.token)
        self.clear()
        self.token = secrets.token_urlsafe(32)
        self.began = None


class ServerSessions(SessionInterface):
    """Loads and stores sessions in the application's database."""

    def __init__(self, engine: sa.Engine, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock

    def get_cookie_secure(self, app: Flask) -> bool:
        """Mark the cookie ``Secure`` behind https only, so that a plain demo works."""
        from flask import request

        return bool(request.is_secure)

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Return the session of the cookie, or a new one when it is unknown or too old."""
        token = request.cookies.get(self.get_cookie_name(app), "")
        found = self._load(token) if token else None
        return found or ServerSession({}, secrets.token_urlsafe(32), None)

    def _load(self, token: str) -> ServerSession | None:
        now = naive(self.clock())
        with reading(self.engine) as connection:
            row = connection.execute(
                sa.select(SESSIONS).where(
                    SESSIONS.c.token_hash == fingerprint(token),
                    SESSIONS.c.seen > now - IDLE,
                    SESSIONS.c.began > now - ABSOLUTE,
                )
            ).one_or_none()
        if row is None:
            return None
        session = ServerSession(json.loads(row.content), token, row.began)
        session.seen = row.seen
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed and send the cookie when the browser has not got it yet."""
        if not isinstance(session, ServerSession):
            raise TypeError(session)
        response.vary.add("Cookie")
        now = naive(self.clock())
        if session.new and not session and session.former is None:
            return
        if session.modified or session.new or session.former:
            fresh = session.new
            self._store(session, now)
            if fresh:
                self._send_cookie(app, session, response)
        elif session.seen and now - session.seen > TOUCH_EVERY and not _polling(response):
            self._touch(session.token, now)

    def _store(self, session: ServerSession, now: datetime) -> None:
        session.began = session.began or now
        with writing(self.engine) as connection:
            for token in {session.token, session.former} - {None}:
                connection.execute(
                    sa.delete(SESSIONS).where(SESSIONS.c.token_hash == fingerprint(str(token)))
                )
            connection.execute(
                sa.delete(SESSIONS).where(
                    (SESSIONS.c.seen <= now - IDLE) | (SESSIONS.c.began <= now - ABSOLUTE)
                )
            )
            connection.execute(
                sa.insert(SESSIONS).values(
                    token_hash=fingerprint(session.token),
                    username=session.get(USER),
                    content=json.dumps(dict(session), ensure_ascii=False),
                    began=session.began,
                    seen=now,
                )
            )

    def _touch(self, token: str, now: datetime) -> None:
        with writing(self.engine) as connection:
            connection.execute(
                sa.update(SESSIONS)
                .where(SESSIONS.c.token_hash == fingerprint(token))
                .values(seen=now)
            )

    def _send_cookie(self, app: Flask, session: ServerSession, response: Response) -> None:
        response.set_cookie(
            self.get_cookie_name(app), session.token,
            httponly=True, samesite="Lax", secure=self.get_cookie_secure(app),
            path=self.get_cookie_path(app),
        )


def _polling(response: Response) -> bool:
    """Tell whether the answer was fetched by the page itself, not asked for by a person."""
    return response.headers.get("X-Polling") == "1"
