"""A college with the real tables and rules, empty, on both databases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from core.access import SYSTEM_ACTOR
from core.database import reading
from core.exchange.importing import Batch, MappingQuestion, mark, prepare, store
from core.instance import Instance
from core.rounds.department import find_department
from core.rounds.opening import create_instance
from core.rounds.round import Round, load_round

YEAR = 2025


@dataclass
class College:
    """An instance, and the few things that are done to it."""

    folder: Path
    instance: Instance
    answers: Mapping[str, str] = field(default_factory=dict)
    """What doubtful headings mean."""

    @property
    def round(self) -> Round:
        """The one round."""
        with reading(self.instance.engine) as connection:
            return load_round(connection, YEAR)

    def prepared(self, table: str, department: str, path: Path) -> Batch | MappingQuestion:
        """Read, check and compare a workbook; nothing of it is stored."""
        with reading(self.instance.engine) as connection:
            id = find_department(connection, department).id
        return prepare(
            self.instance, SYSTEM_ACTOR, self.round, table, id, path, path.name, self.answers
        )

    def batch(self, table: str, department: str, path: Path) -> Batch:
        """Prepare a workbook in which nothing is doubtful."""
        batch = self.prepared(table, department, path)
        assert isinstance(batch, Batch), batch
        return batch

    def stored(
        self, batch: Batch, keep_good_rows: bool = False, replace: bool = False
    ) -> Batch:
        """Store a prepared workbook; ``replace`` deletes the rows that it lacks."""
        return store(
            self.instance, SYSTEM_ACTOR, batch.id, keep_good_rows=keep_good_rows, replace=replace
        )

    def marked(self, batch: Batch, target: Path) -> Path:
        """Write the workbook of a batch with its cells marked; it must be the filler's own."""
        _, result = mark(self.instance, SYSTEM_ACTOR, batch.id, target)
        assert result.patched, result.reason
        return target

    def supply(self, tables: Mapping[str, tuple[str, Path]]) -> None:
        """Store the tables that others lean on."""
        for table, (department, path) in tables.items():
            self.stored(self.batch(table, department, path))


@pytest.fixture
def college(tmp_path: Path, engine_url: str) -> Iterator[College]:
    """An empty college, its round open, on SQLite and on PostgreSQL in turn."""
    folder = tmp_path / "instance"
    folder.mkdir()
    (folder / "config.toml").write_text(f'database = "{engine_url}"\n', encoding="utf-8")
    instance = create_instance(folder, YEAR)
    yield College(folder, instance)
    instance.close()
