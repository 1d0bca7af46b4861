"""A small invented college for the engine's tests: four tables, two databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import pluggy
import pytest
import sqlalchemy as sa

from core import hookspecs
from core.category import Category
from core.database import connect, writing
from core.definition.kinds import BUILT_IN
from core.definition.loading import read_definitions
from core.instance import Instance
from core.registry import Plugin, Registry
from core.rounds.assignment import Assignment
from core.rounds.department import Department
from core.rounds.opening import create_instance
from core.settings import Settings

SAMPLE_TABLES = Path(__file__).parents[1] / "tables"
YEAR = 2025
NOON = datetime(2025, 8, 1, 12, tzinfo=UTC)


def sample_registry(tables: Path = SAMPLE_TABLES) -> Registry:
    """Return a registry of the sample tables with one plugin that brings no rules."""
    kinds = {kind.name: kind for kind in BUILT_IN}
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    plugin = Plugin("sample", "test", "1.0", (Category("sample", "示例"),))
    definitions = read_definitions([tables], kinds)
    return Registry(definitions, Settings(), MappingProxyType(kinds), (plugin,), manager.hook)


@pytest.fixture
def engine(engine_url: str) -> Iterator[sa.Engine]:
    """An engine on an empty database, SQLite and PostgreSQL in turn."""
    engine = connect(engine_url)
    yield engine
    engine.dispose()


@pytest.fixture
def registry() -> Registry:
    """The registry of the sample tables."""
    return sample_registry()


@pytest.fixture
def instance(tmp_path: Path, engine_url: str, registry: Registry) -> Iterator[Instance]:
    """An initialised college: d01 finance, d02 personnel, d03 security, s1 and s2 schools."""
    folder = tmp_path / "instance"
    folder.mkdir()
    (folder / "config.toml").write_text(f'database = "{engine_url}"\n', encoding="utf-8")
    instance = create_instance(folder, YEAR, registry=registry, clock=lambda: NOON)
    schools = {"s1": "示例学院", "s2": "示例艺术学院"}
    with writing(instance.engine) as connection:
        for id, name in schools.items():
            connection.execute(
                sa.insert(Department).values(
                    id=id, name=name, kind="school", aliases=[f"{name}（二级）"], unit_code=id
                )
            )
            connection.execute(
                sa.insert(Assignment).values(
                    round=YEAR, table_id="sample.person", department_id=id
                )
            )
    yield instance
    instance.close()
