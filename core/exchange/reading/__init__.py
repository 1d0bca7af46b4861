"""Reading workbooks that people made: safely, row by row, and saying what cannot be read."""

from __future__ import annotations

from core.definition.cells import (
    Cell,
    DateText,
    ErrorValue,
    Flag,
    MissingResult,
    Number,
)
from core.exchange.reading.limits import DEFAULT_LIMITS, Limits
from core.exchange.reading.opening import open_workbook
from core.exchange.reading.refusals import FileRefused
from core.exchange.reading.remote import read_in_child
from core.exchange.reading.sheets import Merge, SheetInfo, SheetRow, Workbook

__all__ = [
    "DEFAULT_LIMITS",
    "Cell",
    "DateText",
    "ErrorValue",
    "FileRefused",
    "Flag",
    "Limits",
    "Merge",
    "MissingResult",
    "Number",
    "SheetInfo",
    "SheetRow",
    "Workbook",
    "open_workbook",
    "read_in_child",
]
