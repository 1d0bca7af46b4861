"""校企合作情况 (cooperation): partner companies, joint projects, platforms and donations."""

from __future__ import annotations

from core import hookimpl
from plugins.cooperation import between_tables, indicators, rows
from plugins.cooperation.category import cooperation

RULES = (rows, between_tables, indicators)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [cooperation]
