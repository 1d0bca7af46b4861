"""学校机构 (institution): the school, its units, its leaders and what rules it."""

from __future__ import annotations

from core import hookimpl
from plugins.institution import between_tables, indicators, rows
from plugins.institution.category import institution

RULES = (rows, between_tables, indicators)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [institution]
