"""专业建设情况 (development): projects, certificates, textbooks, internships and evaluation."""

from __future__ import annotations

from core import hookimpl
from plugins.development import between_tables, indicators, rows
from plugins.development.category import development

RULES = (rows, between_tables, indicators)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [development]
