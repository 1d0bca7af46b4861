"""Names of sheets and of files for a table: what Excel and file systems allow."""

from __future__ import annotations

import re

LONGEST = 31
_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\]")
_NOT_IN_FILES = re.compile(r'[\\/:*?"<>|\s]+')


def sheet_name(title: str) -> str:
    """Return a title as the name of a sheet: at most 31 characters, without seven signs."""
    return _NOT_IN_SHEETS.sub("_", title).strip("' ")[:LONGEST] or "数据"


def file_name(number: str, title: str, ending: str) -> str:
    """Return the name of a table's file, its number first so that files sort as the forms do."""
    words = "_".join(word for word in (number, title) if word)
    return f"{_NOT_IN_FILES.sub('_', words)[:80]}.{ending}"
