"""学校财政收支情况 (finance): income, expenses, fees, earmarked money, by calendar year."""

from __future__ import annotations

from core import hookimpl
from plugins.finance import between_tables, indicators, rows
from plugins.finance.category import finance

RULES = (rows, between_tables, indicators)
"""The modules whose rules hang on the category."""


@hookimpl
def tianbao_categories():
    return [finance]
