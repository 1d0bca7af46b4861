"""Exact decimals in the database: one scale, kept as whole numbers."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import operators

SCALE_PLACES = 6
"""Decimal places that every decimal column keeps."""
SCALE = 10**SCALE_PLACES
_EXACT = Context(prec=40)
_FACTORS = frozenset((operators.mul, operators.truediv, operators.floordiv, operators.mod))
_RECKONING = _FACTORS | {operators.add, operators.sub, operators.neg}


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


class Arithmetic(sa.types.TypeDecorator.Comparator[Decimal], sa.BigInteger.Comparator[Decimal]):
    """Lets what is reckoned with a scaled column be scaled too, so that it compares rightly."""

    def operate(
        self, op: operators.OperatorType, *other: Any, **kwargs: Any
    ) -> sa.ColumnElement[Any]:
        """Apply an operator with the column on its left."""
        return _kept(op, super().operate(op, *other, **kwargs))

    def reverse_operate(
        self, op: operators.OperatorType, other: Any, **kwargs: Any
    ) -> sa.ColumnElement[Any]:
        """Apply an operator with the column on its right."""
        return _kept(op, super().reverse_operate(op, other, **kwargs))


def _kept(op: operators.OperatorType, result: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.type_coerce(result, Scaled()) if op in _RECKONING else result


class Scaled(sa.types.TypeDecorator[Decimal]):
    """A decimal stored as BIGINT in millionths: exact, and the same on every database.

    Numbers compared with the column or added to it are scaled as well; numbers it
    is multiplied or divided by are not, so that half of it is half of it.  Products
    and quotients of two such columns are off by the scale.
    """

    impl = sa.BigInteger
    cache_ok = True
    comparator_factory = Arithmetic

    def coerce_compared_value(
        self, op: operators.OperatorType | None, value: Any
    ) -> sa.types.TypeEngine[Any]:
        """Return the type of a plain number on the other side of an operator."""
        if op not in _FACTORS:
            return self
        return sa.BigInteger() if isinstance(value, int) else sa.Numeric()

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> int | None:
        """Return the millionths for a number."""
        return None if value is None else scaled(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Decimal | None:
        """Return the number for the millionths."""
        return None if value is None else unscaled(int(value))
