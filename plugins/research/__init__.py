"""科研成果 (research): projects, papers, patents, prizes and services to others."""

from __future__ import annotations

from core import hookimpl
from plugins.research.category import research


@hookimpl
def tianbao_categories():
    return [research]
