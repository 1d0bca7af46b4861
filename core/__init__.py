"""The engine; this is its public surface: all that a plugin may import.

Names are imported when first used, so that a command that needs little starts
quickly.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

# python-docx brings lxml, and openpyxl would use it: its handling of entities is not what
# our readers are compared with.  Read by openpyxl when it is first imported.
os.environ["OPENPYXL_LXML"] = "False"

if TYPE_CHECKING:
    from core.category import Category as Category
    from core.checks.aggregates import reached as reached
    from core.checks.data import Data as Data
    from core.checks.dates import age as age
    from core.checks.dates import days_outside as days_outside
    from core.checks.dates import month_of as month_of
    from core.checks.dates import years_after as years_after
    from core.checks.wrong import Wrong as Wrong
    from core.definition.kinds.base import BLANK as BLANK
    from core.definition.kinds.base import Finding as Finding
    from core.definition.kinds.base import Kind as Kind
    from core.definition.kinds.base import Parsed as Parsed
    from core.definition.period import Calendar as Calendar
    from core.hookspecs import hookimpl as hookimpl
    from core.indicators.aggregates import count as count
    from core.indicators.aggregates import distinct as distinct
    from core.indicators.aggregates import mean as mean
    from core.indicators.aggregates import total as total

_HOMES = {
    "reached": "core.checks.aggregates",
    "years_after": "core.checks.dates",
    "days_outside": "core.checks.dates",
    "month_of": "core.checks.dates",
    "age": "core.checks.dates",
    "Wrong": "core.checks.wrong",
    "Data": "core.checks.data",
    "Calendar": "core.definition.period",
    "Category": "core.category",
    "BLANK": "core.definition.kinds.base",
    "Finding": "core.definition.kinds.base",
    "Kind": "core.definition.kinds.base",
    "Parsed": "core.definition.kinds.base",
    "hookimpl": "core.hookspecs",
    "count": "core.indicators.aggregates",
    "distinct": "core.indicators.aggregates",
    "mean": "core.indicators.aggregates",
    "total": "core.indicators.aggregates",
}
__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
