"""The kinds: what every type of column reads, stores, shows and offers."""

from __future__ import annotations

from collections.abc import Iterable

from core.definition.kinds import (
    choices,
    contacts,
    dates,
    identifiers,
    numbers,
    places,
    publications,
    references,
    words,
)
from core.definition.kinds.base import Kind

BUILT_IN: tuple[Kind, ...] = (
    *words.KINDS,
    *numbers.KINDS,
    *dates.KINDS,
    *choices.KINDS,
    *references.KINDS,
    *contacts.KINDS,
    *places.KINDS,
    *identifiers.KINDS,
    *publications.KINDS,
)
"""Every kind that comes with the engine."""


def by_name(kinds: Iterable[Kind]) -> dict[str, Kind]:
    """Return the kinds by name; of two with one name the later one counts."""
    return {kind.name: kind for kind in kinds}
