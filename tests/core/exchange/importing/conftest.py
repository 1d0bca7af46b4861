"""Sheets as people fill them in, and one department that imports them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa

from core.access import Actor
from core.database import reading
from core.definition.table import Table
from core.exchange.importing import Batch, MappingQuestion, prepare, store
from core.exchange.reading import SheetRow
from core.instance import Instance
from core.registry import Registry
from core.rounds.round import Round

PERSON = "sample.person"
HEAD = ("教工号", "起始日期", "姓名", "颜色", "技能", "收入", "课时")
"""The headings of most sheets here; 身份证件号 and 所属机构 are not in them."""
Sheets = Callable[..., Path]


@pytest.fixture
def person(registry: Registry) -> Table:
    """The table sample.person: key staff_no and since_day, staff_no and name required."""
    return registry.definitions.table(PERSON)


def numbered(*rows: Sequence[Any], first: int = 1, hidden: bool = False) -> list[SheetRow]:
    """Return rows of cells as a reader gives them; empty rows are left out."""
    return [
        SheetRow(number, list(cells), hidden)
        for number, cells in enumerate(rows, first)
        if any(cell is not None for cell in cells)
    ]


@pytest.fixture
def sheets(tmp_path: Path) -> Sheets:
    """Writes a workbook; every argument is a sheet by name with its rows."""

    def write(**contents: Sequence[Sequence[Any]]) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in contents.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / "人员.xlsx"
        book.save(path)
        return path

    return write


@dataclass
class Importing:
    """The first school imports people."""

    instance: Instance
    round: Round
    actor: Actor
    write: Sheets

    def file(self, path: Path, **mapping: str) -> Batch | MappingQuestion:
        """Prepare a file."""
        return prepare(
            self.instance, self.actor, self.round, PERSON, "s1", path, path.name, mapping
        )

    def rows(self, *rows: Sequence[Any], head: Sequence[str] = HEAD) -> Batch:
        """Prepare a sheet of one header row and those rows, the first of them in line 2."""
        batch = self.file(self.write(人员=[head, *rows]))
        assert isinstance(batch, Batch), batch
        return batch

    def store(self, batch: Batch, **how: bool) -> Batch:
        """Store a prepared batch."""
        return store(self.instance, self.actor, batch.id, **how)

    def stored(self, *names: str) -> list[tuple[Any, ...]]:
        """Return columns of the stored rows, by key."""
        table = self.instance.models.rows(PERSON)
        query = sa.select(*(table.c[name] for name in names)).order_by(table.c.row_key)
        with reading(self.instance.engine) as connection:
            return [tuple(row) for row in connection.execute(query)]


@pytest.fixture
def importing(
    instance: Instance, round_2025: Round, filler: Actor, sheets: Sheets
) -> Importing:
    """The first school imports people, into SQLite and into PostgreSQL in turn."""
    return Importing(instance, round_2025, filler, sheets)


def counts(batch: Batch) -> dict[str, int]:
    """Return the counts that are not zero."""
    return {name: count for name, count in batch.counts.items() if count}
