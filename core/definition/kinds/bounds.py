"""Lower and upper bounds of numbers, as definitions write them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from core.definition.field import Field
from core.definition.kinds.entry import Notes


def bound_of(text: str) -> Decimal | None:
    """Return a bound of a definition; None when there is none.

    Raises ``InvalidOperation`` when it is no finite number.
    """
    if not text:
        return None
    bound = Decimal(text)
    if not bound.is_finite():
        raise InvalidOperation(text)
    return bound


def bounds_of(field: Field) -> Callable[[Decimal | int, Notes], None]:
    """Return the function that notes a value below ``min`` or above ``max``."""
    least, most = bound_of(field.min), bound_of(field.max)

    def within(value: Decimal | int, notes: Notes) -> None:
        if least is not None and value < least:
            notes.find("KIND-MIN", bound=field.min)
        if most is not None and value > most:
            notes.find("KIND-MAX", bound=field.max)

    return within
