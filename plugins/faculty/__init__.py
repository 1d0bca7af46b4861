"""师资及培训情况 (faculty): people who teach, what they teach, how they are trained."""

from __future__ import annotations

from core import hookimpl
from plugins.faculty import activities, between_tables, indicators, persons, qualifications
from plugins.faculty.category import faculty

RULES = (persons, qualifications, activities, between_tables, indicators)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [faculty]
