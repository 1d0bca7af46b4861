"""办学条件 (facilities): land, buildings, books, computers, equipment and training bases."""

from __future__ import annotations

from core import hookimpl
from plugins.facilities import between_tables, computed, indicators, rows
from plugins.facilities.category import facilities

RULES = (computed, rows, between_tables, indicators)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [facilities]
