"""How much of what must be filled is filled, counted in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from core.checks.shown import Condition, conditions
from core.definition.field import Field
from core.definition.table import Table
from core.instance import Instance
from core.rounds.round import Round, frozen_definitions


class Completeness(NamedTuple):
    """The rows, and of the cells that must be filled how many are; 0 of 0 without rows."""

    rows: int
    filled: int
    required: int

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, rounded down so that 100 means all; None without rows."""
        return self.filled * 100 // self.required if self.required else None


NO_ROWS = Completeness(0, 0, 0)


def completeness(
    instance: Instance, connection: sa.Connection, round: Round, table: Table
) -> Mapping[str, Completeness]:
    """Return by department how complete its rows of a table are; departments without rows lack.

    A field counts where it is required and shown.  Choose departments by
    ``departments_visible`` before showing them to anybody.
    """
    rows = instance.models.rows(table.id)
    must = [field for field in table.fields if field.required and not field.computed]
    terms = [_terms(instance, round, table, field) for field in must]
    zero = sa.literal(0)
    query = (
        sa.select(
            rows.c.row_department, sa.func.count(),
            sa.func.coalesce(sa.func.sum(sum((filled for filled, _ in terms), zero)), 0),
            sa.func.coalesce(sa.func.sum(sum((wanted for _, wanted in terms), zero)), 0),
        )
        .where(rows.c.row_round == round.year)
        .group_by(rows.c.row_department)
    )
    return {
        department: Completeness(number, int(filled), int(required))
        for department, number, filled, required in connection.execute(query)
    }


def _terms(
    instance: Instance, round: Round, table: Table, field: Field
) -> tuple[sa.ColumnElement[int], sa.ColumnElement[int]]:
    """Return 1 where the cell is filled and must be, and 1 where it must be, else 0."""
    kinds = instance.registry.kinds
    reading = frozen_definitions(round).reading(round.calendar)
    shown = sa.and_(sa.true(), *(
        _holds(instance, table, table.fields[one.position], one)
        for one in conditions(table, field, kinds, reading)
    ))
    filled = _filled(instance, table, field)
    return sa.case((sa.and_(shown, filled), 1), else_=0), sa.case((shown, 1), else_=0)


def _filled(instance: Instance, table: Table, field: Field) -> sa.ColumnElement[bool]:
    rows, link = instance.models.rows(table.id), instance.models.links(table.id).get(field.name)
    if link is None:
        return rows.c[field.name].is_not(None)
    return sa.exists().where(link.c.row_id == rows.c.row_id)


def _holds(
    instance: Instance, table: Table, named: Field, condition: Condition
) -> sa.ColumnElement[bool]:
    filled = _filled(instance, table, named)
    if condition.values is None:
        return filled
    values: Sequence[object] = sorted(condition.values, key=str)
    rows, link = instance.models.rows(table.id), instance.models.links(table.id).get(named.name)
    if link is None:
        return sa.and_(filled, rows.c[named.name].in_(values))
    return sa.exists().where(link.c.row_id == rows.c.row_id, link.c.value.in_(values))
