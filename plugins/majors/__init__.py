"""专业信息 (majors): majors, their courses, leaders and changes."""

from __future__ import annotations

from core import hookimpl
from plugins.majors import between_tables, changes, computed, indicators, rows
from plugins.majors.category import majors

RULES = (computed, rows, changes, between_tables, indicators)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [majors]
