"""Exact decimals in the database: what is reckoned with them in SQL is right too."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from core.definition.kinds.scaled import Scaled

AMOUNTS = sa.table("amounts", sa.column("small", Scaled()), sa.column("large", Scaled()))
Made = Callable[[Any, Any], sa.ColumnElement[Any]]

VALUES: dict[str, tuple[Made, str]] = {
    "a sum": (lambda small, large: small + large, "4.5"),
    "a number added": (lambda small, large: small + 1, "2.5"),
    "taken from a number": (lambda small, large: 5 - small, "3.5"),
    "twice": (lambda small, large: small * 2, "3"),
    "twice, turned round": (lambda small, large: 2 * small, "3"),
    "half": (lambda small, large: small / 2, "0.75"),
    "half as a decimal": (lambda small, large: small * Decimal("0.5"), "0.75"),
    "twice a total": (lambda small, large: sa.func.sum(large) * 2, "6"),
    "twice a sum": (lambda small, large: (small + large) * 2, "9"),
}
TRUE: dict[str, Made] = {
    "a number": lambda small, large: small > Decimal("1.4"),
    "a multiple and a column": lambda small, large: small * 2 == large,
    "a multiple and a number": lambda small, large: sa.and_(small * 2 > 2, small * 2 < 4),
    "a half and a number": lambda small, large: large / 2 == Decimal("1.5"),
    "out of proportion": lambda small, large: large > small * Decimal("1.9"),
    "within proportion": lambda small, large: ~(large > small * 1000),
}


def _asked(connection: sa.Connection, made: Made) -> Any:
    connection.execute(sa.text("CREATE TEMPORARY TABLE amounts (small BIGINT, large BIGINT)"))
    connection.execute(sa.insert(AMOUNTS).values(small=Decimal("1.5"), large=Decimal(3)))
    query = sa.select(made(AMOUNTS.c.small, AMOUNTS.c.large)).select_from(AMOUNTS)
    return connection.scalar(query)


@pytest.mark.parametrize("name", VALUES)
def test_what_is_reckoned_comes_back_as_the_exact_number(engine: sa.Engine, name: str) -> None:
    made, value = VALUES[name]
    with engine.connect() as connection:
        assert _asked(connection, made) == Decimal(value)


@pytest.mark.parametrize("name", TRUE)
def test_what_is_reckoned_compares_like_the_number(engine: sa.Engine, name: str) -> None:
    with engine.connect() as connection:
        assert _asked(connection, TRUE[name])
