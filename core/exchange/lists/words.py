"""Several names in one cell."""

from __future__ import annotations

import re

_APART = re.compile(r"[、，,；;/\n]")


def several(text: str) -> tuple[str, ...]:
    """Return the names that stand in one cell, each once."""
    return tuple(dict.fromkeys(word for part in _APART.split(text) if (word := part.strip())))
