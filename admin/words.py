"""Every sentence of the pages goes through here, so that a catalogue can translate it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext


def _(text: str, **values: Any) -> str:
    """Return the text in the reader's language, with the values put in."""
    return str(gettext(text, **values))
