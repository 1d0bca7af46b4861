"""What the drop-downs of a template offer: options, and rows that references may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from core.access import SYSTEM_ACTOR, visible_rows
from core.definition.definitions import Definitions
from core.definition.field import Field, target
from core.definition.table import Table
from core.exchange.layout import Column, Layout
from core.generation.models import Models

MOST_TARGETS = 2_000
"""From so many rows on a reference is typed, not chosen."""


@dataclass(frozen=True, slots=True)
class Option:
    """What one may put into the cell, and what it stands for (a name, or a code)."""

    typed: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """The options by field name, in the order of the columns."""

    by_field: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[Option, ...]:
        """Return the options of a field; none when it is free."""
        return self.by_field.get(name, ())


def listed_choices(layout: Layout) -> Choices:
    """Return the options that the definitions give."""
    found = {column.name: _listed(column, layout) for column in layout.columns if column.field}
    return Choices({name: options for name, options in found.items() if options})


def _listed(column: Column, layout: Layout) -> tuple[Option, ...]:
    """Return the options by name; by code where the name would be read as another option."""
    assert column.field is not None and column.kind is not None  # noqa: S101 - by its caller
    kind = column.kind
    parse = kind.parser(column.field, layout.reading) if not column.computed else None
    options = []
    for code, name in kind.offered(column.field, layout.reading) if parse else ():
        same = parse is not None and parse(name).value == parse(code).value
        options.append(Option(name, code) if same else Option(code, name))
    return tuple(options)


def with_targets(
    choices: Choices, layout: Layout, connection: sa.Connection, models: Models,
    definitions: Definitions,
) -> Choices:
    """Return the choices with the rows that the references of the table may name."""
    found = dict(choices.by_field)
    for one in layout.table.fields:
        options = _targets(one, layout, connection, models, definitions) if one.to else ()
        if options:
            found[one.name] = options
    return Choices(found)


def _targets(
    one: Field, layout: Layout, connection: sa.Connection, models: Models,
    definitions: Definitions,
) -> tuple[Option, ...]:
    """Return what a reference may name, school-wide: the key and the naming fields only.

    Whoever fills a table may look these up, whatever else he may not see of the
    rows; a table that is kept from others offers nothing.
    """
    place = target(one.to)
    table = definitions.tables.get(place.table)
    if table is None or table.restricted_to or table.field(place.field).sensitive:
        return ()
    rows = models.rows(table.id)
    year = layout.reading.calendar.year - (1 if one.rounds == "previous" else 0)
    naming = _naming(table, rows, place.field)
    columns = [rows.c[place.field], *(rows.c[name] for name in naming)]
    query = (
        visible_rows(models, table.id, year, SYSTEM_ACTOR)
        .with_only_columns(*columns)
        .where(rows.c[place.field].is_not(None))
        .where(*_only(one, rows))
        .order_by(*columns)
        .distinct()
        .limit(MOST_TARGETS)
    )
    rows_found = connection.execute(query).all()
    if len(rows_found) >= MOST_TARGETS:
        return ()
    return tuple(_option(row, table, (place.field, *naming), layout) for row in rows_found)


def _only(one: Field, rows: sa.Table) -> list[sa.ColumnElement[bool]]:
    texts = [name for name in one.only if name in rows.c and isinstance(rows.c[name].type, sa.Text)]
    return [rows.c[name].in_(one.only[name]) for name in texts]


def _naming(table: Table, rows: sa.Table, pointed: str) -> list[str]:
    return [
        name for name in dict.fromkeys(table.display)
        if name != pointed and name in rows.c and not table.field(name).sensitive
    ]


def _option(row: Any, table: Table, names: tuple[str, ...], layout: Layout) -> Option:
    fields = [table.field(name) for name in names]
    typed = layout.kinds[fields[0].kind].typed(row[0], fields[0])
    words = [
        layout.kinds[one.kind].text(value, one, layout.reading)
        for one, value in zip(fields[1:], row[1:], strict=True)
        if value is not None
    ]
    return Option(typed, " ".join(words))
