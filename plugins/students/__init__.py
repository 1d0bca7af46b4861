"""学生情况 (students): who studies here, how they came, change, are helped and honoured."""

from __future__ import annotations

from core import hookimpl
from plugins.students import between_tables, computed, figures, persons, rows
from plugins.students.category import students

RULES = (computed, persons, rows, between_tables, figures)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [students]
