"""A small world of clubs for the checks: four tables, this year and the year before.

Every test runs on SQLite and on PostgreSQL, in a transaction that is undone.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from core.category import Category, Check, Computed, DataCheck
from core.checks.asking import Asking
from core.checks.facts import RoundFacts
from core.checks.filling import fill
from core.checks.issues import StoredIssue
from core.checks.running import CheckRun, run_checks, run_data_checks
from core.checks.view import Staged, TableView
from core.checks.wrong import Wrong
from core.database import connect
from core.definition.kinds import BUILT_IN, by_name
from core.definition.loading import read_definitions
from core.definition.period import calendar_of
from core.definition.table import Table
from core.generation.columns import row_key
from core.generation.models import Models
from core.settings import Setting, Settings

TABLES = Path(__file__).parent / "tables"
KINDS = by_name(BUILT_IN)
DEFINITIONS = read_definitions([TABLES], KINDS)
MODELS = Models(DEFINITIONS, KINDS)
SETTINGS = Settings(
    {
        name: Setting(name, Decimal(value), name, "测试")
        for name, value in {
            "unit_mistake_factor": 1000, "rows_minimum": 50, "rows_maximum": 200,
            "copied_share": 80, "most_hours": 100,
        }.items()
    }
)  # fmt: skip
LAST = RoundFacts(2024, calendar_of(2024), DEFINITIONS, KINDS, SETTINGS)
FACTS = RoundFacts(2025, calendar_of(2025), DEFINITIONS, KINDS, SETTINGS, LAST)
Rows = Sequence[Mapping[str, str]]


def table(name: str) -> Table:
    """The definition of a table of the clubs."""
    return DEFINITIONS.table(f"club.{name}")


class Rules:
    """The rules in force: those of one category, whatever the year."""

    def __init__(self, category: Category) -> None:
        self.category = category

    def checks(self, table: str, year: int) -> list[Check]:
        return [c for c in self.category.checks if c.table == table and c.in_force(year)]

    def data_checks(self, table: str, year: int) -> list[DataCheck]:
        return [c for c in self.category.data_checks if c.table == table and c.in_force(year)]

    def computed(self, table: str, year: int) -> Mapping[str, Computed]:
        return {c.field: c for c in self.category.computed_fields if c.table == table}


@dataclass
class Clubs:
    """The round being tried: fill it, then ask."""

    connection: sa.Connection
    category: Category = field(default_factory=lambda: Category("club", "社团"))
    facts: RoundFacts = FACTS

    def fill(self, **rows: Rows) -> Clubs:
        """Store rows of this year by table name, values as people type them."""
        fill(self.connection, MODELS, self.facts, _by_id(rows))
        return self

    def fill_last(self, **rows: Rows) -> Clubs:
        """Store rows of the year before."""
        fill(self.connection, MODELS, LAST, _by_id(rows))
        return self

    def stage(self, name: str, *rows: Mapping[str, Any], replaces: Sequence[str] = ()) -> Staged:
        """Stage typed values of an import of the first department; see ``replaces`` by row id."""
        for line, row in enumerate(rows, 2):
            record = {
                "stage_import": "i1", "stage_sheet": 1, "stage_line": line,
                "row_key": row_key(row.get(key) for key in table(name).key),
                "row_id": replaces[line - 2] if line - 2 < len(replaces) else None,
                "stage_outcome": "new", **row,
            }  # fmt: skip
            self.connection.execute(sa.insert(MODELS.stage(f"club.{name}")), record)
        return Staged("i1", f"club.{name}", "department")

    def asking(self, staged: Staged | None = None, department: str | None = None) -> Asking:
        """Return one run's view of the round."""
        return Asking(self.connection, self.facts, MODELS, staged, department)

    def view(self, name: str) -> TableView:
        """Return the rows of a table in this round."""
        return self.asking().own(f"club.{name}")

    def run(self, *names: str, department: str | None = None) -> CheckRun:
        """Run every check of the tables."""
        ids = [f"club.{name}" for name in names]
        rules = Rules(self.category)
        return run_checks(self.connection, rules, MODELS, self.facts, ids, department)

    def run_data(
        self, name: str, staged: Staged | None = None, department: str | None = None
    ) -> CheckRun:
        """Run what concerns one table as a whole."""
        rules = Rules(self.category)
        return run_data_checks(
            self.connection, rules, MODELS, self.facts, f"club.{name}", staged, department
        )

    def ask(
        self, question: Callable[..., list[Wrong]], name: str = "member", message: str = "错了。"
    ) -> CheckRun:
        """Run one data check, written as in a plugin; its code is T-1."""
        self.category.data_check("T-1", name, message)(question)
        return self.run_data(name)

    def without_last_year(self) -> Clubs:
        """Return the same round in a college's first year."""
        return replace(self, facts=replace(self.facts, previous=None))


def _by_id(rows: Mapping[str, Rows]) -> dict[str, Rows]:
    return {f"club.{name}": some for name, some in rows.items()}


def told(run: CheckRun, code: str) -> list[tuple[str, str, str]]:
    """Return key, field and message of the issues of one code."""
    return [(i.row_key, i.field, i.message) for i in run.issues if i.code == code]


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[sa.Engine]:
    """A database of each kind that holds the tables of the clubs, for all tests of this folder."""
    engine = connect(_url(request))
    with engine.begin() as connection:
        MODELS.metadata.create_all(connection)
        StoredIssue.__table__.create(connection)  # type: ignore[attr-defined]
    yield engine
    engine.dispose()


def _url(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{request.getfixturevalue('tmp_path_factory').mktemp('clubs') / 'db'}"
    url: sa.URL = request.getfixturevalue("postgresql_database")
    schema = f"clubs_{uuid.uuid4().hex[:12]}"
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    named = url.update_query_dict({"options": f"-csearch_path={schema}"})
    return named.render_as_string(hide_password=False)


@pytest.fixture
def clubs(database: sa.Engine) -> Iterator[Clubs]:
    """The clubs without any row; what a test stores is undone after it."""
    with database.connect() as connection, connection.begin() as transaction:
        yield Clubs(connection)
        transaction.rollback()
