"""社团建设情况 (clubs): student clubs, the Red Cross, volunteers and their prizes."""

from __future__ import annotations

from core import hookimpl
from plugins.clubs import between_tables, computed, indicators, rows
from plugins.clubs.category import clubs

RULES = (computed, rows, between_tables, indicators)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [clubs]
