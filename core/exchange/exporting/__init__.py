"""Exports: rows as workbooks, .csv files or a data package, each for one actor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, TypeAlias

from core.access import Actor
from core.audit.recording import object_of, record, refusals_recorded
from core.database import reading
from core.definition.table import Table
from core.errors import NotFound, Refused
from core.exchange.exporting.data_package import write_package
from core.exchange.exporting.selection import Selection
from core.exchange.exporting.tables import write_csv, write_workbook
from core.exchange.packing import packed
from core.exchange.templates.sheet_names import file_name
from core.instance import Instance
from core.rounds.round import Round

EXPORTED = "exported"

Format: TypeAlias = Literal["xlsx", "csv", "package"]
WRITERS: Mapping[str, Callable[[Selection, Table, Path], int]] = {
    "xlsx": write_workbook,
    "csv": write_csv,
}


def export_table(
    instance: Instance, actor: Actor, round: Round, table_id: str, target: Path, format: Format,
    department: str | None = None,
) -> int:
    """Write the rows of a table that the actor may see; return how many.

    ``department`` is an id; without one the rows of all departments are written,
    each with its department's name.  A package is a folder, or a zip when the
    target ends in ``.zip``.  Raises ``Refused`` or ``NotFound`` as access says.
    """
    named = object_of(round.year, table_id, department or "")
    refusals = refusals_recorded(instance, actor, EXPORTED, named)
    with refusals, reading(instance.engine) as connection:
        selection = Selection(instance, actor, connection, round, department)
        table = selection.table(table_id)
        if format == "package":
            with packed(target) as folder:
                rows = write_package(selection, [table], folder)[table_id]
        else:
            rows = _writer(format)(selection, table, target)
    record(instance, actor, EXPORTED, named, {"format": format, "rows": rows})
    return rows


def export_all(
    instance: Instance, actor: Actor, round: Round, target: Path, format: Format,
    department: str | None = None,
) -> dict[str, int]:
    """Write every table of the round as of one moment; return how many rows of each.

    ``target`` is a folder, or a zip when it ends in ``.zip``, with one file per
    table or one data package.
    """
    named = object_of(round.year, "*", department or "")
    with refusals_recorded(instance, actor, EXPORTED, named):
        rows = _written(instance, actor, round, target, format, department)
    record(instance, actor, EXPORTED, named, {"format": format, "rows": sum(rows.values())})
    return rows


def _written(
    instance: Instance, actor: Actor, round: Round, target: Path, format: Format,
    department: str | None,
) -> dict[str, int]:
    with reading(instance.engine) as connection, packed(target) as folder:
        selection = Selection(instance, actor, connection, round, department)
        tables = selection.tables()
        if not tables:
            raise NotFound("没有找到")
        if format == "package":
            return write_package(selection, tables, folder)
        write = _writer(format)
        return {
            table.id: write(
                selection, selection.table(table.id),
                folder / file_name(table.number, table.title, format),
            )
            for table in tables
        }


def _writer(format: str) -> Callable[[Selection, Table, Path], int]:
    if format not in WRITERS:
        raise Refused(f"没有导出格式 {format}；可用 xlsx、csv、package")
    return WRITERS[format]


__all__ = ["Format", "export_all", "export_table"]
