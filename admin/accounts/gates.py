"""What has to be done before anything else: a new password, an authenticator."""

from __future__ import annotations

from flask import abort, redirect, request, session, url_for
from werkzeug.wrappers import Response

GATE = "gate"
PASSWORD, FACTOR = "accounts.password", "factor.enrol"
_OPEN = frozenset({"accounts.logout", "accounts.login"})


def shut(*gates: str) -> None:
    """Let the session reach nothing but these pages, one after the other."""
    session[GATE] = [gate for gate in gates if gate]


def passed(gate: str) -> None:
    """Open the way again when what a gate asked for is done."""
    if GATE in session:
        session[GATE] = [one for one in session[GATE] if one != gate]


def keep_to_gate() -> Response | None:
    """Send everything else to the page that has to come first."""
    waiting = session.get(GATE)
    endpoint = request.endpoint or ""
    if not waiting or endpoint in (*_OPEN, waiting[0]) or endpoint.endswith("static"):
        return None
    if request.method != "GET":
        abort(403)
    return redirect(url_for(waiting[0]))
