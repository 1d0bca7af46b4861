"""The order in which tables can be filled: what is referred to comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import TopologicalSorter

from core.definition.field import target
from core.definition.table import Table

Needs = Mapping[str, frozenset[str]]
Groups = tuple[tuple[str, ...], ...]


def needed_tables(table: Table) -> frozenset[str]:
    """Return the ids of the other tables that the table's fields refer to."""
    return frozenset(
        target(field.to).table for field in table.fields if field.to and field.rounds == "current"
    ) - {table.id}


def fill_order(tables: Iterable[Table]) -> Groups:
    """Return the ids of the tables in groups: each refers only to its own group and those before.

    Tables of one group need each other, directly or through others, so that inside
    it any order will do.  Tables that are referred to but not given are left out.
    """
    given = {table.id: table for table in tables}
    needs = {id: needed_tables(table) & given.keys() for id, table in given.items()}
    groups = _groups(needs)
    group_of = {id: group for group in groups for id in group}
    sorter = TopologicalSorter({
        group: sorted({group_of[other] for id in group for other in needs[id]} - {group})
        for group in sorted(groups)
    })
    return tuple(sorter.static_order())


def _groups(needs: Needs) -> list[tuple[str, ...]]:
    """Return the sets of tables that reach each other, each sorted."""
    reached = {id: _reached(needs, id) for id in needs}
    return list(dict.fromkeys(
        tuple(sorted(o for o in reached[id] | {id} if o == id or id in reached[o]))
        for id in needs
    ))


def _reached(needs: Needs, start: str) -> set[str]:
    """Return every table that filling one depends on, in however many steps."""
    found: set[str] = set()
    open = [start]
    while open:
        new = needs[open.pop()] - found
        found |= new
        open += new
    return found


class FillOrder:
    """Which tables a table has to wait for, among those of one collection."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._tables = {table.id: table for table in tables}
        self.groups = fill_order(self._tables.values())
        self._group_of = {id: group for group in self.groups for id in group}

    def waits_for(self, id: str) -> Iterator[Table]:
        """Yield what a table refers to and cannot do without, outside its group.

        What only an optional field refers to may stay empty, so that nothing waits for it.
        """
        fields = (field for field in self._tables[id].fields if field.to and field.required)
        needed = needed_tables(self._tables[id]) - {*self._group_of[id]}
        for other in dict.fromkeys(target(field.to).table for field in fields):
            if other in needed and other in self._tables:
                yield self._tables[other]
