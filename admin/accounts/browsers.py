"""Browsers from which an account has signed in before.

Failed logins count against a browser of which the account is known, not against
its address: whoever guesses from the same network shuts nobody out who signed in there
before (OWASP calls this a device cookie).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from flask import Response, current_app, request

COOKIE = "tianbao_browser"
KEPT = 180 * 24 * 3600
"""Seconds for which a browser is remembered."""


def _mark(username: str, browser: str) -> str:
    """Return what only this site can have written for the account into that browser."""
    key = bytes(current_app.config["SECRET_KEY"])
    text = f"browser\0{username}\0{browser}".encode()
    return hmac.new(key, text, hashlib.sha256).hexdigest()


def origin(username: str) -> str:
    """Return what failed logins of the account are counted against."""
    browser, _, mark = request.cookies.get(COOKIE, "").partition(".")
    known = mark.isascii() and hmac.compare_digest(mark, _mark(username, browser))
    return f"browser {browser}" if known else request.remote_addr or ""


def remember(response: Response, username: str) -> None:
    """Make the browser known for the account, under a new name each time."""
    browser = secrets.token_hex(16)
    response.set_cookie(
        COOKIE, f"{browser}.{_mark(username, browser)}", max_age=KEPT,
        httponly=True, samesite="Lax", secure=request.is_secure,
    )
