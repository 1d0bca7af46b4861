"""Exact decimals in the database: one scale, kept as whole numbers."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Any

import sqlalchemy as sa

SCALE_PLACES = 6
"""Decimal places that every decimal column keeps."""
SCALE = 10**SCALE_PLACES
_EXACT = Context(prec=40)


def scaled(value: Decimal | int | str) -> int:
    """Return the value in millionths; it may have at most six decimal places."""
    exact = _EXACT.multiply(Decimal(value), SCALE)
    whole = int(exact)
    if whole != exact:
        raise ValueError(f"more than {SCALE_PLACES} decimal places: {value}")
    return whole


def unscaled(stored: int) -> Decimal:
    """Return the value of so many millionths, without needless zeros."""
    return tidy(_EXACT.divide(Decimal(stored), SCALE))


def tidy(value: Decimal) -> Decimal:
    """Return the same number without trailing zeros and never as 1E+2."""
    shortest = value.normalize(_EXACT)
    exponent = shortest.as_tuple().exponent
    if not shortest:
        return Decimal(0)
    return shortest.quantize(Decimal(1), context=_EXACT) if int(exponent) > 0 else shortest


class Scaled(sa.types.TypeDecorator[Decimal]):
    """A decimal stored as BIGINT in millionths: exact, and the same on every database.

    Numbers compared with the column are scaled as well.  Sums and comparisons
    are right as they are; products and quotients of two columns are not.
    """

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> int | None:
        """Return the millionths for a number."""
        return None if value is None else scaled(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Decimal | None:
        """Return the number for the millionths."""
        return None if value is None else unscaled(int(value))
