"""The web application: ``create_app`` puts the pages round an instance."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

ROOT = Path(__file__).parent


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Return the application for the instance of ``TIANBAO_INSTANCE`` (else ``./instance``).

    ``settings`` are Flask's and override our defaults; ``INSTANCE`` may hold a
    folder or an open ``Instance`` instead.  Raises ``Refused`` when the instance
    was not initialised, or when Flask's debugger is asked for.
    """
    with _collecting_later():
        from admin.site import build

        return build(settings or {})


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Look for cycles of objects only afterwards: what is built here stays, and looking costs
    a fifth of the start."""
    usual = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if usual:
            gc.enable()
