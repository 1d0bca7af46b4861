"""Turning what a data check asks for into rows and groups of a view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from core.checks.aggregates import Aggregate, columns, result
from core.checks.view import (
    ENGINE_COLUMNS,
    MultiColumn,
    TableView,
    as_typed,
    is_multiple,
    source_of,
    table_of,
)
from core.checks.wrong import Wrong
from core.definition.field import Field

Key = tuple[Any, ...]


class Selecting:
    """Runs the statements of one data check; ``names`` are the fields its message names.

    ``department`` narrows rows of ``own`` (the check's table) to one department.
    """

    def __init__(
        self,
        connection: sa.Connection,
        own: TableView,
        names: Sequence[str],
        department: str | None,
    ) -> None:
        self.connection = connection
        self.dialect = connection.dialect.name
        self.own = own
        self.names = names
        self.department = department

    def fetch(self, statement: sa.Select[Any]) -> Sequence[Any]:
        """Run a statement and return all its rows."""
        return self.connection.execute(statement).all()

    def rows(
        self,
        view: TableView,
        conditions: Sequence[sa.ColumnElement[bool]],
        more: Mapping[str, Any] = MappingProxyType({}),
        more_fields: Mapping[str, Field] = MappingProxyType({}),
        column: str = "",
    ) -> list[Wrong]:
        """Return the rows of a view that fulfil all conditions, with the values to name.

        ``more`` are further columns to name; ``more_fields`` say which fields they are.
        """
        table, source = table_of(view), source_of(view)
        shown = [n for n in self.names if n in table.by_name and not is_multiple(view, n)]
        named = [name for name in shown if name not in more]
        statement: sa.Select[Any] = sa.select(
            *(source.c[name] for name in ENGINE_COLUMNS),
            *(as_typed(view, name) for name in named),
            *(sa.literal(v) if not isinstance(v, sa.ColumnElement) else v for v in more.values()),
        ).where(*conditions)
        mine = table.id == table_of(self.own).id
        if mine and self.department is not None:
            statement = statement.where(source.c.row_department == self.department)
        names = (*named, *more)
        fields = {**{n: table.by_name[n] for n in named}, **more_fields}
        return [
            Wrong(
                row_id=row[0] if view is self.own else None, row_key=row[1],
                department=row[2] if mine else "",
                line=row[3] if view is self.own else None, fields=fields, column=column,
                values=dict(zip(names, row[4:], strict=True)),
            )
            for row in self.fetch(statement.order_by(source.c.line, source.c.row_key))
        ]  # fmt: skip

    def value(self, aggregate: Aggregate) -> Decimal | None:
        """Return the value of an aggregate over the whole round."""
        statement = sa.select(*columns(aggregate, self.dialect)).where(*aggregate.conditions)
        return result(aggregate, self.fetch(statement)[0], self.dialect)

    def grouped(self, aggregate: Aggregate, by: Sequence[Any]) -> dict[Key, Decimal]:
        """Return the value of an aggregate per value of the columns; blank keys are left out."""
        keys = keys_of(by)
        statement = (
            sa.select(*keys, *columns(aggregate, self.dialect))
            .where(*aggregate.conditions, by[0].is_not(None))
            .group_by(*keys)
        )
        found = {}
        for row in self.fetch(statement):
            value = result(aggregate, row[len(by) :], self.dialect)
            if value is not None:
                found[tuple(row[: len(by)])] = value
        return found

    def empty(self, view: TableView) -> bool:
        """Tell whether nobody has filled a row of the table yet."""
        source = source_of(view)
        return not self.fetch(sa.select(sa.literal(1)).select_from(source).limit(1))

    def first_rows(self, by: Sequence[Any], keys: Sequence[Key]) -> dict[Key, Wrong]:
        """Return by group key the first row of the check's own table that belongs to it."""
        source = source_of(self.own)
        wanted = set(keys)
        found: dict[Key, Wrong] = {}
        parts = [*(source.c[name] for name in ENGINE_COLUMNS), *keys_of(by)]
        statement: sa.Select[Any] = sa.select(*parts)
        for row in self.fetch(statement.order_by(source.c.line, source.c.row_key)):
            key = tuple(row[len(ENGINE_COLUMNS) :])
            if key in wanted and key not in found:
                found[key] = Wrong(row_id=row[0], row_key=row[1], department=row[2], line=row[3])
        return found


def keys_of(by: Sequence[Any]) -> list[Any]:
    """Return the columns to group by; blank parts of a compound key are the empty text."""
    return [sa.func.coalesce(column, "") for column in by] if len(by) > 1 else list(by)


def view_of(column: Any, views: Sequence[TableView]) -> tuple[TableView, str]:
    """Return the view and the field that a column was taken from.

    Raises ``LookupError`` for an expression that is not simply a field.
    """
    if isinstance(column, MultiColumn):
        return column.view, column.field.name
    for view in views:
        if getattr(column, "table", None) is source_of(view):
            return view, str(column.key)
    raise LookupError(f"{column} is not a field of a table this check was given")
