"""产业布局 (industry): the industries of the region and the majors that serve them."""

from __future__ import annotations

from core import hookimpl
from plugins.industry import computed, indicators
from plugins.industry.category import industry

RULES = (computed, indicators)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [industry]
