"""办学条件 (facilities): land, buildings, books, computers, equipment and training bases."""

from __future__ import annotations

from core import hookimpl
from plugins.facilities import computed
from plugins.facilities.category import facilities

RULES = (computed,)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [facilities]
