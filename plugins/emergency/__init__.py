"""突发事件应急能力 (emergency): plans, teams, drills, supplies, incidents and hazards."""

from __future__ import annotations

from core import hookimpl
from plugins.emergency import between_tables, indicators, rows
from plugins.emergency.category import emergency

RULES = (rows, between_tables, indicators)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [emergency]
