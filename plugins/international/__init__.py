"""对外合作办学情况 (international): programs, students and exchange across borders."""

from __future__ import annotations

from core import hookimpl
from plugins.international import computed, rows
from plugins.international.category import international

RULES = (computed, rows)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [international]
