"""Proving once more who one is, before signing."""

from __future__ import annotations

from datetime import datetime

from flask import abort, request

from admin.accounts.attempts import Attempts
from admin.accounts.passwords import LONGEST, password_matches
from admin.accounts.people import find_account
from admin.visit import Visit
from admin.words import _
from core.errors import Refused


def identify(visit: Visit, password: str) -> datetime:
    """Return when the person proved by the password who he is: now.

    Raises ``Refused`` for a wrong one; too many wrong ones answer 429, as at the
    login, while the session goes on.
    """
    instance, username = visit.instance, visit.actor.username
    attempts = Attempts(instance.engine, instance.clock)
    address = request.remote_addr or ""
    if attempts.locked(username, address):
        abort(429)
    account = find_account(instance.engine, username)
    stored = account.password_hash if account and account.active else None
    if not password_matches(stored, password[: LONGEST + 1]):
        attempts.failed(username, address)
        raise Refused(_("密码不正确，没有签字"))
    attempts.succeeded(username, address)
    return instance.clock()
