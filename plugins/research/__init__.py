"""科研成果 (research): projects, papers, patents, prizes and services to others."""

from __future__ import annotations

from core import hookimpl
from plugins.research import between_tables, indicators, rows
from plugins.research.category import research

RULES = (rows, between_tables, indicators)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [research]
