"""All tables there and back: a filled template comes in without an issue, an export unchanged.

The rows are made from the definitions alone, with no plugin's rules to break.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from core.access import SYSTEM_ACTOR
from core.category import Category
from core.checks.running import run_checks
from core.database import reading
from core.discovery import build_registry
from core.exchange.exporting import export_table
from core.exchange.importing import Batch, prepare, store
from core.exchange.layout import HEADER_ROW, Layout
from core.exchange.templates import write_template
from core.instance import TABLES, Instance
from core.registry import Plugin, Registry
from core.rounds.assignment import assigned
from core.rounds.facts import round_facts
from core.rounds.opening import create_instance
from core.rounds.round import Round, frozen_definitions, load_round
from tests.valid_rows import Row, ValidRows

YEAR = 2025
REFERENCE = "REF"
SIZE, LARGE_SIZE = 12, 300


def registry_without_rules() -> Registry:
    """Return the project's tables, each category with a plugin that brings no rules."""
    registry = build_registry(TABLES)
    names = {table.category for table in registry.definitions.tables.values()}
    plugins = tuple(Plugin(n, "test", "1", (Category(n, n),)) for n in sorted(names))
    return replace(registry, plugins=plugins)


class RoundTrip:
    """A college that takes in and gives out workbooks of every table."""

    def __init__(self, instance: Instance, folder: Path) -> None:
        self.instance, self.folder = instance, folder
        with reading(instance.engine) as connection:
            self.round: Round = load_round(connection, YEAR)
            self.assigned = assigned(connection, YEAR)
        self.definitions = frozen_definitions(self.round)

    def filled_template(self, table_id: str, rows: list[Row]) -> Path:
        """Write the template of a table and fill it as people do, by its headings."""
        path = self.folder / f"{table_id}.xlsx"
        write_template(self.instance, SYSTEM_ACTOR, self.round, table_id, None, path)
        facts = self.definitions.reading(self.round.calendar)
        layout = Layout(self.definitions.table(table_id), self.instance.registry.kinds, facts)
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        for number, row in enumerate(rows, HEADER_ROW + 1):
            for place, column in enumerate(layout.columns, 1):
                if row.get(column.name):
                    cell = sheet.cell(number, place)
                    cell.value = row[column.name]
                    cell.data_type = "s"
        book.save(path)
        return path

    def export(self, table_id: str) -> Path:
        """Export what is stored of a table."""
        path = self.folder / f"{table_id}-export.xlsx"
        place = self.assigned[table_id][0]
        export_table(self.instance, SYSTEM_ACTOR, self.round, table_id, path, "xlsx", place)
        return path

    def prepared(self, table_id: str, path: Path) -> Batch:
        """Read a workbook for the first department that fills the table."""
        place = self.assigned[table_id][0]
        batch = prepare(
            self.instance, SYSTEM_ACTOR, self.round, table_id, place, path, path.name
        )
        assert isinstance(batch, Batch), batch
        return batch

    def store(self, batch: Batch) -> None:
        """Store what was read."""
        store(self.instance, SYSTEM_ACTOR, batch.id)


def faults(batch: Batch) -> list[str]:
    """Return what the import found, but for references to tables that come later."""
    return [
        f"{i.sheet}!{i.column}{i.row} {i.code} {i.field}={i.value!r}: {i.message}"
        for i in batch.issues
        if i.code != REFERENCE
    ]


def there_and_back(trip: RoundTrip, size: int, seed: int) -> Iterator[str]:
    """Yield whatever went wrong on the way, table by table."""
    made = ValidRows(trip.definitions, size, seed)
    written: dict[str, int] = {}
    for table in trip.definitions.tables.values():
        rows = made.rows(table)
        batch = trip.prepared(table.id, trip.filled_template(table.id, rows))
        yield from (f"{table.id}: {fault}" for fault in faults(batch))
        if batch.counts["new"] != len(rows):
            yield f"{table.id}: {len(rows)} rows in the template, {batch.counts}"
        elif not batch.counts["rejected"]:
            trip.store(batch)
            written[table.id] = len(rows)
    yield from _wrong_as_stored(trip)
    for id, number in written.items():
        batch = trip.prepared(id, trip.export(id))
        yield from (f"{id}: {i.code} {i.field} {i.message}" for i in batch.issues)
        if batch.counts["unchanged"] != number or batch.counts["rows"] != number:
            yield f"{id}: {number} rows exported, {batch.counts}"


def _wrong_as_stored(trip: RoundTrip) -> Iterator[str]:
    """Yield what the checks by definition find once every table is there."""
    instance = trip.instance
    with reading(instance.engine) as connection:
        facts = round_facts(connection, instance.registry, trip.round)
        ids = [*trip.definitions.tables]
        run = run_checks(connection, instance.registry, instance.models, facts, ids, None)
    yield from (f"{i.table}: {i.code} {i.field} {i.message}" for i in run.issues)


def _trip(folder: Path, url: str) -> RoundTrip:
    place = folder / "instance"
    place.mkdir()
    (place / "config.toml").write_text(f'database = "{url}"\n', encoding="utf-8")
    return RoundTrip(create_instance(place, YEAR, registry=registry_without_rules()), folder)


def test_every_table_comes_back_as_it_went(tmp_path: Path, sqlite_url: str) -> None:
    trip = _trip(tmp_path, sqlite_url)
    assert len(trip.definitions.tables) == 80
    try:
        assert list(there_and_back(trip, SIZE, seed=1)) == []
    finally:
        trip.instance.close()


@pytest.mark.endurance
@pytest.mark.parametrize("seed", range(2, 5))
def test_every_table_comes_back_in_numbers(tmp_path: Path, engine_url: str, seed: int) -> None:
    trip = _trip(tmp_path, engine_url)
    try:
        assert list(there_and_back(trip, LARGE_SIZE, seed)) == []
    finally:
        trip.instance.close()
