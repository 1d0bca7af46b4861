"""Text that a spreadsheet would run as a formula, made harmless in .csv files, and back again."""

from __future__ import annotations

import re

QUOTE = "'"
_RISKY = re.compile(r"'*[=+\-@\t\r\n\0＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n\0＝＋－＠]")


def guarded(text: str) -> str:
    """Return the text with a quote before it where a spreadsheet would take it for a formula.

    A text that looks guarded gets one quote more, so that ``unguarded`` always
    finds the original.
    """
    return QUOTE + text if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """Return what ``guarded`` was given."""
    return text[1:] if _GUARDED.match(text) else text
