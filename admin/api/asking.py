"""Telling a program that asks from a person with a browser."""

from __future__ import annotations

from flask import request

PREFIX = "/api/"


def by_program() -> bool:
    """Tell whether the answer, also that to a failure, must be JSON instead of a page."""
    wanted = request.accept_mimetypes.best == "application/json"
    return wanted or request.path.startswith(PREFIX)
