"""专业信息 (majors): majors, their courses, leaders and changes."""

from __future__ import annotations

from core import hookimpl
from plugins.majors import computed
from plugins.majors.category import majors

RULES = (computed,)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [majors]
