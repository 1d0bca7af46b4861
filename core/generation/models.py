"""The SQL tables that follow from the definitions: rows, links, stages, mapped classes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import registry

from core.database import NAMES
from core.definition.definitions import Definitions
from core.definition.kinds.base import Kind
from core.definition.table import Table
from core.generation.columns import field_column, row_columns, stage_columns


class Models:
    """All SQL tables of an instance in one ``metadata``, built in memory.

    ``definitions`` is the union over all rounds (see ``core.generation.union``):
    one SQL table per table, across the rounds.  ``entities`` are the tables that
    are not generated; they are copied into the same metadata.
    """

    def __init__(
        self,
        definitions: Definitions,
        kinds: Mapping[str, Kind],
        entities: sa.MetaData | None = None,
    ) -> None:
        self.definitions = definitions
        self.kinds = kinds
        self.metadata = sa.MetaData(naming_convention=NAMES)
        for entity in entities.sorted_tables if entities is not None else ():
            entity.to_metadata(self.metadata)
        self._rows: dict[str, sa.Table] = {}
        self._links: dict[str, Mapping[str, sa.Table]] = {}
        self._stages: dict[str, sa.Table] = {}
        self._mapped: dict[str, type[Any]] = {}
        for table in definitions.tables.values():
            self._rows[table.id] = self._row_table(table)
            self._links[table.id] = self._link_tables(table)
            self._stages[table.id] = self._stage_table(table)

    def rows(self, table_id: str) -> sa.Table:
        """Return the SQL table of a table's rows; ``NotFound`` when there is no such table."""
        self.definitions.table(table_id)
        return self._rows[table_id]

    def links(self, table_id: str) -> Mapping[str, sa.Table]:
        """Return the link tables (row_id, position, value) by multi-valued field."""
        self.definitions.table(table_id)
        return self._links[table_id]

    def stage(self, table_id: str) -> sa.Table:
        """Return the SQL table in which an import stages rows of the table."""
        self.definitions.table(table_id)
        return self._stages[table_id]

    def mapped(self, table_id: str) -> type[Any]:
        """Return the mapped class of a table's rows, made when first asked for."""
        if table_id not in self._mapped:
            table = self.definitions.table(table_id)
            name = "".join(part.capitalize() for part in table.sql_name.split("_")) + "Row"
            body = {"__table__": self.rows(table_id), "__module__": __name__,
                    "__doc__": table.title}
            self._mapped[table_id] = type(name, (self._base,), body)
        return self._mapped[table_id]

    @cached_property
    def _base(self) -> Any:
        return registry(metadata=self.metadata).generate_base()

    def _multiple(self, kind: str) -> bool:
        return self.kinds[kind].multiple

    def _row_table(self, table: Table) -> sa.Table:
        single = [field for field in table.fields if not self._multiple(field.kind)]
        rows = sa.Table(
            table.sql_name, self.metadata, *row_columns(),
            *(field_column(field, self.kinds[field.kind]) for field in single),
            sa.UniqueConstraint("row_round", "row_department", "row_key", name=_name("uq", table)),
        )
        sa.Index(_name("ix", table, "key"), rows.c.row_round, rows.c.row_key)
        for field in single:
            if field.to:
                sa.Index(_name("ix", table, field.name), rows.c.row_round, rows.c[field.name])
        return rows

    def _link_tables(self, table: Table) -> Mapping[str, sa.Table]:
        multiple = [field for field in table.fields if self._multiple(field.kind)]
        return {field.name: self._link_table(table, field.name, field.kind) for field in multiple}

    def _link_table(self, table: Table, field: str, kind: str) -> sa.Table:
        link = sa.Table(
            f"{table.sql_name}__{field}", self.metadata,
            sa.Column(
                "row_id", sa.Text, sa.ForeignKey(f"{table.sql_name}.row_id", ondelete="CASCADE"),
                primary_key=True,
            ),
            sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("value", self.kinds[kind].column(), nullable=False),
        )
        sa.Index(_name("ix", table, field, "value"), link.c.value)
        return link

    def _stage_table(self, table: Table) -> sa.Table:
        columns = [
            sa.Column(field.name, sa.Text)
            if self._multiple(field.kind)
            else field_column(field, self.kinds[field.kind])
            for field in table.fields
        ]
        stage = sa.Table(f"stage_{table.sql_name}", self.metadata, *stage_columns(), *columns)
        sa.Index(_name("ix_stage", table), stage.c.stage_import, stage.c.row_key)
        return stage


def _name(kind: str, table: Table, *more: str) -> str:
    """Return a name of at most 60 characters: PostgreSQL cuts longer ones silently."""
    name = "_".join((kind, table.sql_name, *more))
    if len(name) <= 60:
        return name
    return f"{name[:51]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
