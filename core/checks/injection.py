"""Which table a parameter of a data check or measure stands for."""

from __future__ import annotations

from collections.abc import Collection

from core.checks.facts import is_injected

DATA = "data"
RECENT = "recent_"
"""Begins the name of a parameter that wants a table's rows of the last five rounds."""


def table_id(name: str, category: str, tables: Collection[str]) -> str | None:
    """Return the id of the table a parameter names, None when there is none.

    A table of the own category goes by its short name (``teacher``), another's
    by category and name (``faculty_teacher``); ``recent_teacher`` is its rows of
    this round and of up to four before.
    """
    name = name.removeprefix(RECENT)
    own = f"{category}.{name}"
    if own in tables:
        return own
    return next((id for id in tables if id.replace(".", "_") == name), None)


def tables_of(
    parameters: Collection[str], category: str, tables: Collection[str]
) -> dict[str, str] | None:
    """Return the table ids by parameter; None when a table is not there this year."""
    found: dict[str, str] = {}
    for name in parameters:
        if name == DATA or is_injected(name):
            continue
        id = table_id(name, category, tables)
        if id is None:
            return None
        found[name] = id
    return found
