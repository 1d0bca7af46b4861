"""Writing the template of one table, or of all the tables that a department fills."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from core.access import Actor, departments_visible, may, require
from core.database import reading
from core.definition.table import Table
from core.errors import NotFound, Refused
from core.exchange.layout import Layout
from core.exchange.packing import packed
from core.exchange.templates.book import write_book
from core.exchange.templates.choices import listed_choices, with_targets
from core.exchange.templates.prefill import prefilled_rows
from core.exchange.templates.sheet_names import file_name
from core.instance import Instance
from core.rounds.assignment import assigned
from core.rounds.department import all_departments
from core.rounds.round import Round, frozen_definitions


def write_template(
    instance: Instance, actor: Actor, round: Round, table_id: str, department: str | None,
    target: Path, prefill: bool = False,
) -> int:
    """Write the template of a table for a department (an id), or for whoever fills it.

    Returns how many rows are prefilled.  Raises ``Refused`` or ``NotFound`` when
    the actor may not see the table there, and ``Refused`` when rows are asked for
    without a department.
    """
    table = frozen_definitions(round).table(table_id)
    require_template(actor, table, department, prefill)
    with reading(instance.engine) as connection:
        return _write(instance, actor, connection, round, table, department, target, prefill)


def write_templates(
    instance: Instance, actor: Actor, round: Round, department: str | None, target: Path,
    prefill: bool = False,
) -> list[str]:
    """Write a template for every table that the department fills (all tables without one).

    ``target`` is a folder, or a zip when it ends in ``.zip``.  Returns the names
    of the files in it.
    """
    names = []
    with reading(instance.engine) as connection, packed(target) as folder:
        for table in _tables(connection, actor, round, department):
            name = file_name(table.number, table.title, "xlsx")
            require_template(actor, table, department, prefill)
            _write(instance, actor, connection, round, table, department, folder / name, prefill)
            names.append(name)
    return names


def require_template(actor: Actor, table: Table, department: str | None, prefill: bool) -> None:
    """Raise unless the actor may have the template; prefilled rows go to whoever imports."""
    if prefill and department is None:
        raise Refused("预填数据时请指明部门（--department）")
    require(actor, "import" if prefill else "see", department, table)
    if departments_visible(actor, table) == frozenset():
        raise NotFound("没有找到")


def _tables(
    connection: sa.Connection, actor: Actor, round: Round, department: str | None
) -> list[Table]:
    filled_by = assigned(connection, round.year)
    tables = [
        table for table in frozen_definitions(round).tables.values()
        if (department is None or department in filled_by.get(table.id, ()))
        and departments_visible(actor, table) != frozenset()
    ]
    if not tables:
        raise NotFound("本批次没有要填的数据表")
    return tables


def _write(
    instance: Instance, actor: Actor, connection: sa.Connection, round: Round, table: Table,
    department: str | None, target: Path, prefill: bool,
) -> int:
    definitions = frozen_definitions(round)
    names = {one.id: one.name for one in all_departments(connection)}
    if department is not None and department not in names:
        raise NotFound(f"没有部门 {department}")
    name = names[department] if department is not None else ""
    facts = definitions.reading(round.calendar)
    layout = Layout(table, instance.registry.kinds, facts, name)
    choices = listed_choices(layout)
    if may(actor, "fill", department, table):
        choices = with_targets(choices, layout, connection, instance.models, definitions)
    rows = (
        prefilled_rows(instance, actor, connection, layout, department)
        if prefill and department is not None
        else []
    )
    return write_book(target, layout, choices, rows, instance.clock())
