"""Gunicorn round our application: built once, then inherited by every process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from admin import create_app
from admin.visit import EXTENSION
from core.instance import Instance


class Server(BaseApplication):
    """The site as gunicorn runs it."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        """Build the application here, where a refusal still reaches the terminal."""
        self.options = options
        self.site = create_app()
        super().__init__()

    def load_config(self) -> None:
        """Hand our options to gunicorn."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application without open connections: no process may share one."""
        instance = cast(Instance, self.site.extensions[EXTENSION])
        instance.engine.dispose()
        return self.site
