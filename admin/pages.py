"""The base of all pages: a Flask-Admin view that only a known user reaches.

Default deny: a page says with ``allows`` which actors may use it at all; what
they see on it is decided row by row in ``core.access``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, request, url_for
from flask_admin import BaseView
from werkzeug.wrappers import Response

from admin.api.asking import by_program
from admin.visit import visit_or_none
from core.access import Actor

OPEN = frozenset({"", "accounts.login", "accounts.code", "start.link"})
"""What strangers reach: the login, and what a one-time link opens."""


class Page(BaseView):
    """A page for people who are signed in; subclasses narrow it with ``allows``."""

    first = ""
    """The page that stands for the view in menus, when it has none at ``/``."""

    def __init__(self, **named: Any) -> None:
        if self.first:
            self._default_view = self.first
        super().__init__(**named)

    def allows(self, actor: Actor) -> bool:
        """Tell whether this function exists for the actor's role (else 403)."""
        return False

    def is_accessible(self) -> bool:
        """Let in who is signed in and whose role has this function."""
        visit = visit_or_none()
        return visit is not None and self.allows(visit.actor)

    def inaccessible_callback(self, name: str, **_kwargs: Any) -> Response:
        """Send strangers to the login page, and tell others that it is not for them."""
        return refuse_or_ask_to_sign_in()

    def _run_view(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call the page; Flask-Admin would call it twice on any ``TypeError``."""
        return fn(self, *args, **kwargs)


def sign_in_first() -> Response | None:
    """Keep strangers out of everything but the login page and the style sheets.

    A second lock beside ``is_accessible``: pages of plugins may have forgotten theirs.
    """
    endpoint = request.endpoint or ""
    if endpoint in OPEN or endpoint.endswith("static"):
        return None
    return refuse_or_ask_to_sign_in() if visit_or_none() is None else None


def refuse_or_ask_to_sign_in() -> Response:
    """Answer a request for a page that is not accessible."""
    if visit_or_none() is not None:
        abort(403)
    if request.method != "GET" or by_program():
        abort(401)
    return redirect(url_for("accounts.login", next=request.full_path.rstrip("?")))
