"""突发事件应急能力 (emergency): plans, teams, drills, supplies, incidents and hazards."""

from __future__ import annotations

from core import hookimpl
from plugins.emergency.category import emergency


@hookimpl
def tianbao_categories():
    return [emergency]
