"""Aggregates: what a rule counts, sums or averages, as plain records turned into exact SQL.

Every amount of money is in 元 here (see ``core.checks.money``).  Sums are exact:
SQLite adds whole numbers up to 64 bits only, so large ones are summed in two
halves; means are an exact sum divided by a count, never SQL's own average.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from core.definition.kinds.scaled import Scaled, unscaled

HALF = 1_000_000
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Aggregate:
    """A count, sum, mean or number of distinct values of the rows that fulfil all conditions."""

    function: str
    column: Any
    conditions: tuple[Condition, ...]


def count(*conditions: Condition) -> Aggregate:
    """Count the rows that fulfil all conditions."""
    return Aggregate("count", None, conditions)


def total(column: Any, *conditions: Condition) -> Aggregate:
    """Sum a number over the rows that fulfil all conditions; blanks are left out."""
    return Aggregate("total", column, conditions)


def mean(column: Any, *conditions: Condition) -> Aggregate:
    """Average a number over the rows that fulfil all conditions and are not blank."""
    return Aggregate("mean", column, conditions)


def distinct(column: Any, *conditions: Condition) -> Aggregate:
    """Count the different values, blanks left out, of the rows that fulfil all conditions."""
    return Aggregate("distinct", column, conditions)


def reached(number: Any, by: Any, at_least: Decimal | int) -> sa.Select[Any]:
    """Return the values of ``by`` whose sum of a number is at least so much.

    For conditions: ``teacher.staff_no.in_(reached(practice.days, practice.staff_no, 180))``.
    """
    limit = at_least if isinstance(number.type, Scaled) else int(at_least)
    return sa.select(by).group_by(by).having(sa.func.sum(number) >= limit).correlate(None)


def columns(aggregate: Aggregate, dialect: str) -> list[sa.ColumnElement[Any]]:
    """Return what is selected for an aggregate: rows, values, and the halves of the sum."""
    rows: list[sa.ColumnElement[Any]] = [sa.func.count()]
    column = aggregate.column
    if column is None:
        return rows
    if aggregate.function == "distinct":
        return [*rows, sa.func.count(sa.distinct(column))]
    whole = sa.type_coerce(column, sa.BigInteger)
    if dialect == "sqlite":
        # SQLite alone divides whole numbers by "/" and refuses a sum beyond 64 bits.
        high = sa.func.sum(whole.op("/")(HALF))
        return [*rows, sa.func.count(column), high, sa.func.sum(whole.op("%")(HALF))]
    return [*rows, sa.func.count(column), sa.func.sum(whole), sa.literal(0)]


def result(aggregate: Aggregate, selected: Sequence[Any], dialect: str) -> Decimal | None:
    """Return the value of an aggregate from what was selected.

    No row is 0 for a count or sum; rows whose values are all blank give None:
    the sum is not known then.
    """
    rows = selected[0]
    if aggregate.function == "count":
        return Decimal(rows)
    if aggregate.function == "distinct":
        return Decimal(selected[1])
    filled, high, low = selected[1:]
    if not filled:
        return Decimal(0) if aggregate.function == "total" and not rows else None
    whole = int(high) * HALF + int(low) if dialect == "sqlite" else int(high)
    value = unscaled(whole) if isinstance(aggregate.column.type, Scaled) else Decimal(whole)
    return value / filled if aggregate.function == "mean" else value
