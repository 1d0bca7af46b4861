"""What a workbook cell can hold, as every kind is given it.

The types stand here, below reading and below the kinds, so that both know them.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Number(NamedTuple):
    """A numeric cell: the digits as the file holds them, and how the cell shows them.

    ``format`` is one of "general", "number", "date", "time", "percent", "text"
    and "zeros:N" (N digits, padded with leading zeros).
    """

    text: str
    format: str = "general"


class Flag(NamedTuple):
    """A logical cell; the text is ``TRUE`` or ``FALSE``, as Excel shows it."""

    text: str


class ErrorValue(NamedTuple):
    """A cell that shows an error, such as ``#N/A``."""

    text: str


class MissingResult(NamedTuple):
    """A formula that was never calculated: the file holds no result for it."""

    formula: str


class DateText(NamedTuple):
    """A cell that the file itself calls a date: ISO 8601 text, not a serial."""

    text: str


Cell: TypeAlias = str | Number | Flag | ErrorValue | MissingResult | DateText | None
"""One raw cell; None is an empty one."""
