"""What is exported: the tables of a round and the rows that the actor may see of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from core.access import Actor, departments_visible, require, visible_rows
from core.definition.definitions import Definitions
from core.definition.table import Table
from core.errors import NotFound
from core.exchange.layout import Layout
from core.exchange.row_cells import RowCells, stored_rows
from core.instance import Instance
from core.rounds.department import all_departments
from core.rounds.round import Round, frozen_definitions


@dataclass(frozen=True)
class Selection:
    """Whose rows of which round are exported; all is read at one moment, for one actor."""

    instance: Instance
    actor: Actor
    connection: sa.Connection
    round: Round
    department: str | None = None

    @cached_property
    def definitions(self) -> Definitions:
        """The definitions frozen into the round."""
        return frozen_definitions(self.round)

    @cached_property
    def departments(self) -> Mapping[str, str]:
        """The names of the departments by id."""
        return {one.id: one.name for one in all_departments(self.connection)}

    def table(self, table_id: str) -> Table:
        """Return a table of the round; raises unless the actor may export it."""
        table = self.definitions.table(table_id)
        if self.department is not None and self.department not in self.departments:
            raise NotFound(f"没有部门 {self.department}")
        require(self.actor, "export", self.department, table)
        if departments_visible(self.actor, table) == frozenset():
            raise NotFound("没有找到")
        return table

    def tables(self) -> list[Table]:
        """Return every table of the round that exists for the actor."""
        require(self.actor, "export", self.department)
        return [
            table for table in self.definitions.tables.values()
            if departments_visible(self.actor, table) != frozenset()
        ]

    def layout(self, table: Table) -> Layout:
        """Return how the table lies on a sheet: as the template, or with a column of departments.

        Rows of one department can be mended and imported again.
        """
        several = self.department is None and self._sees_several(table)
        name = "" if self.department is None else self.departments[self.department]
        facts = self.definitions.reading(self.round.calendar)
        return Layout(table, self.instance.registry.kinds, facts, name, several)

    def _sees_several(self, table: Table) -> bool:
        visible = departments_visible(self.actor, table)
        return visible is None or len(visible) > 1

    def rows(self, layout: Layout, typed: bool = False) -> Iterator[list[Any]]:
        """Yield the rows as cells of the layout; ``typed`` gives codes instead of names."""
        models, table = self.instance.models, layout.table
        query = visible_rows(models, table.id, self.round.year, self.actor)
        if self.department is not None:
            query = query.where(models.rows(table.id).c.row_department == self.department)
        cells = RowCells(layout, self.actor, self.departments, typed)
        return map(cells.of, stored_rows(self.connection, models, layout, query))
