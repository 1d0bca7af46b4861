"""Money in rules: a rule sees every amount in 元, whatever unit the field is typed in.

So no formula holds 10 000, and an amount in 元 can be compared with one in 万元.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from core.definition.field import Field

MONEY = "money"
YUAN = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}
SCALE_PLACES = 6
MONEY_PLACES = 2


def yuan_factor(unit: str) -> int:
    """Return how many 元 one unit is; ``元/月`` counts like 元; 0 when it is not money."""
    return YUAN.get(unit.partition("/")[0], 0)


def factor(field: Field) -> int:
    """Return by what a field's value is multiplied for rules: 1 unless it is money."""
    return (yuan_factor(field.unit) or 1) if field.kind == MONEY else 1


def places(field: Field) -> int:
    """Return how many decimals the field keeps."""
    if field.places is not None:
        return field.places
    return MONEY_PLACES if field.kind == MONEY else SCALE_PLACES


def rounded(value: Decimal, digits: int) -> Decimal:
    """Round half up, as people do, to so many decimals."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def into_unit(value: Decimal | int, unit: str) -> Decimal:
    """Convert an amount in 元 to the unit; a unit that is not money leaves it as it is."""
    return Decimal(value) / (yuan_factor(unit) or 1)


def into_field(value: Decimal | int, field: Field) -> Decimal:
    """Convert what a rule computed (money in 元) to the field's unit and decimals."""
    return rounded(Decimal(value) / factor(field), places(field))
