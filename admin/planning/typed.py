"""What is typed into the forms of the plan."""

from __future__ import annotations

from datetime import date

from flask import request

from core.errors import Refused
from core.rounds.planning.documents import MOST, NO_DOCUMENT, Document, keep_document


def text(name: str) -> str:
    """Return what was typed under a name."""
    return request.form.get(name, "").strip()


def day(name: str, what: str) -> date | None:
    """Return the day that was typed, None for a blank; ``Refused`` when it is none."""
    typed = text(name)
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused(f"{what}应写成 2025-08-20 的样子") from None


def required_day(name: str, what: str) -> date:
    """Return the day that was typed; ``Refused`` when it is none or blank."""
    found = day(name, what)
    if found is None:
        raise Refused(f"请填写{what}")
    return found


def document(name: str) -> Document:
    """Keep the file that was sent under a name; none is no mistake."""
    from admin.visit import current_instance

    sent = request.files.get(name)
    if sent is None or not sent.filename:
        return NO_DOCUMENT
    return keep_document(current_instance().folder, sent.filename, sent.stream.read(MOST + 1))
