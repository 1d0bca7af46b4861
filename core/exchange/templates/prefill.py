"""Rows to begin with: those of this round, else last year's, and a business system's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.access import Actor, visible_rows
from core.errors import PluginError, Refused, did_you_mean
from core.exchange.importing.labels import REMARK, ROW_ID
from core.exchange.layout import Layout
from core.exchange.row_cells import RowCells, stored_rows
from core.generation.columns import row_key
from core.instance import Instance
from core.rounds.facts import round_facts
from core.rounds.round import load_round

Cells = Mapping[str, Any]
"""The cells of one row by column name."""


class Offered(NamedTuple):
    """A row from a business system: its key, and its cells (blank ones left out)."""

    key: str
    cells: Cells


def prefilled_rows(
    instance: Instance, actor: Actor, connection: sa.Connection, layout: Layout, department: str
) -> list[list[Any]]:
    """Return the cells of the rows that a department's template begins with.

    Where rows of this round are stored, a business system only adds rows; last
    year's rows give way to what it says, and to figures that other tables own.
    """
    year = layout.reading.calendar.year
    offered = offered_rows(instance, layout, department)
    rows = _stored(instance, actor, connection, layout, department, year)
    if rows:
        rows.update({one.key: one.cells for one in offered if one.key not in rows})
    else:
        rows = _carried(_stored(instance, actor, connection, layout, department, year - 1), layout)
        for one in offered:
            rows[one.key] = {**rows.get(one.key, {}), **one.cells}
        rows = _with_owned(instance, connection, layout, rows)
    names = [column.name for column in layout.columns]
    return [[cells.get(name) for name in names] for cells in rows.values()]


def _with_owned(
    instance: Instance, connection: sa.Connection, layout: Layout, rows: Mapping[str, Cells]
) -> dict[str, Cells]:
    """Return the row of a one-row table with the figures that it only repeats, as they are now."""
    if not layout.table.single:
        return dict(rows)
    round = load_round(connection, layout.reading.calendar.year)
    facts = round_facts(connection, instance.registry, round)
    owned = {
        name: layout.kinds[field.kind].cell(value, field, layout.reading)
        for name, value in instance.owned_figures(connection, facts, layout.table).items()
        if not (field := layout.table.field(name)).computed
    }
    begun = rows or ({row_key(()): {}} if owned else {})
    return {key: {**cells, **owned} for key, cells in begun.items()}


def _stored(
    instance: Instance, actor: Actor, connection: sa.Connection, layout: Layout, department: str,
    year: int,
) -> dict[str, Cells]:
    rows = instance.models.rows(layout.table.id)
    query = visible_rows(instance.models, layout.table.id, year, actor)
    own = query.where(rows.c.row_department == department)
    cells = RowCells(layout, actor, {})
    names = [column.name for column in layout.columns]
    return {
        row.key: dict(zip(names, cells.of(row), strict=True))
        for row in stored_rows(connection, instance.models, layout, own)
    }


def _carried(rows: Mapping[str, Cells], layout: Layout) -> dict[str, Cells]:
    """Return last year's rows as new ones.

    Without their ids and remarks, and without what is computed or holds a figure
    that went into another report: those belong to their year.
    """
    past = {field.name for field in layout.table.fields if field.computed or field.compares}
    dropped = {ROW_ID, REMARK} | past
    return {
        key: {name: value for name, value in cells.items() if name not in dropped}
        for key, cells in rows.items()
    }


def offered_rows(instance: Instance, layout: Layout, department: str) -> list[Offered]:
    """Return what the one provider among the plugins offers for the table.

    Raises ``Refused`` when two provide, ``PluginError`` when one fails or names
    fields that the table lacks.
    """
    year, table = layout.reading.calendar.year, layout.table
    answers: dict[str, Iterable[Mapping[str, Any]]] = {}
    arguments = {"table": table.id, "department": department, "round": year}
    for plugin, result in instance.registry.call("tianbao_prefill", **arguments):
        if isinstance(result, Exception):
            raise result
        if result is not None:
            answers[plugin] = result  # type: ignore[assignment]  # a hook answers anything
    if len(answers) > 1:
        names = "、".join(sorted(answers))
        raise Refused(f"插件 {names} 都为“{table.title}”提供预填数据，只能由一个提供")
    return [
        _offered(plugin, layout, row) for plugin, given in answers.items() for row in given
    ]


def _offered(plugin: str, layout: Layout, row: Mapping[str, Any]) -> Offered:
    """Return a provider's row; what cannot be read stays as it is, to be mended on the sheet."""
    values: dict[str, Any] = {}
    cells: dict[str, Any] = {}
    for name, given in row.items():
        if name == REMARK:
            cells[name] = str(given) or None
            continue
        field = layout.table.by_name.get(name)
        if field is None:
            known = layout.table.by_name
            raise PluginError(plugin, f"预填数据里的 {name} 不是“{layout.table.title}”的字段"
                                      f"{did_you_mean(name, known)}")  # fmt: skip
        if field.computed or given is None or given == "":
            continue
        kind = layout.kinds[field.kind]
        raw = given if isinstance(given, str | int | float | Decimal) else str(given)
        parsed = kind.parser(field, layout.reading)(raw)
        values[name] = None if parsed.rejected else parsed.value
        cells[name] = str(given)
        if not parsed.rejected:
            blank = parsed.value is None
            cells[name] = None if blank else kind.cell(parsed.value, field, layout.reading)
    key = row_key(values.get(name) for name in layout.table.key)
    return Offered(key, {name: cell for name, cell in cells.items() if cell is not None})
