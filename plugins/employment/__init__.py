"""就业情况 (employment): where graduates go, and what employers and graduates say."""

from __future__ import annotations

from core import hookimpl
from plugins.employment import between_tables, indicators, rows
from plugins.employment.category import employment

RULES = (rows, between_tables, indicators)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [employment]
