"""信息化建设情况 (digital): network, systems, online courses and information security."""

from __future__ import annotations

from core import hookimpl
from plugins.digital import indicators, rows
from plugins.digital.category import digital

RULES = (rows, indicators)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [digital]
