"""Figures of the collection itself, which indicators may take like measures.

They come from the state of tables and decisions and not from rows, so that who
evaluates hands them in; see ``core.rounds.process``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

PROCESS_FIGURES: Mapping[str, str] = MappingProxyType({
    "cells_required": "应填的必填项",
    "cells_filled": "已填的必填项",
    "answers_judged": "已审核的报送",
    "answers_passed_at_once": "未经退回即通过的报送",
})
"""What each is called, by the name under which an indicator takes it."""

Process = Callable[[], Mapping[str, Decimal]]
"""Counts them; called once, and only when an indicator asks."""


def unknown() -> Mapping[str, Decimal]:
    """Know none of them: what follows from them cannot be computed."""
    return {}
