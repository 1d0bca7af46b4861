"""An instance: one college's folder, database, registry and models, put together."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.checks.facts import RoundFacts
from core.checks.running import CheckRun
from core.configuration import Configuration, read_configuration
from core.database import Base, connect, reading
from core.definition.definitions import Definitions, from_canonical
from core.definition.table import Table
from core.discovery import build_registry
from core.errors import Refused
from core.generation.existing import existing
from core.generation.models import Models
from core.generation.schema_changes import Plan, plan
from core.generation.union import changed_meanings, united
from core.indicators.checking import check_figures, check_tables, owned_figures
from core.indicators.measured_fields import refresh_measured_fields
from core.registry import Registry
from core.rounds.round import Round

ROOT = Path(__file__).parents[1]
TABLES = ROOT / "tables"
VARIABLE = "TIANBAO_INSTANCE"
ENTITIES = (
    "core.audit.entry",
    "core.rounds.round",
    "core.rounds.department",
    "core.rounds.assignment",
    "core.rounds.user",
    "core.rounds.people.links",
    "core.rounds.planning.announcements",
    "core.rounds.planning.trainings",
    "core.rounds.planning.kickoffs",
    "core.rounds.submission",
    "core.rounds.explanations",
    "core.rounds.remarks",
    "core.rounds.signatures",
    "core.rounds.notices",
    "core.rounds.granting",
    "core.checks.issues",
    "core.exchange.importing.batch",
    "core.closing.records",
)
"""The modules that hold entities; importing them puts their tables into ``Base.metadata``."""

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return this moment in UTC, with its zone."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Instance:
    """Everything a unit of work needs besides who acts; nothing of it is global."""

    folder: Path
    configuration: Configuration
    engine: sa.Engine
    registry: Registry
    models: Models
    clock: Clock = now
    changed: tuple[str, ...] = field(default=())
    """In Chinese, the fields whose kind or unit changed under their name."""

    def rows_changed(self, connection: sa.Connection, facts: RoundFacts, table_id: str) -> None:
        """Compute anew what follows from a table's rows, in the unit of work that changed them."""
        refresh_measured_fields(connection, self.registry, self.models, facts, table_id)

    def check_tables(
        self, connection: sa.Connection, facts: RoundFacts, tables: Sequence[str],
        department: str | None = None,
    ) -> CheckRun:
        """Check the stored rows of tables and the figures that follow from them."""
        return check_tables(connection, self.registry, self.models, facts, tables, department)

    def check_figures(
        self, connection: sa.Connection, facts: RoundFacts, tables: Sequence[str],
        department: str | None = None,
    ) -> CheckRun:
        """Check only the figures that follow from the rows of tables, not the rows."""
        return check_figures(connection, self.registry, self.models, facts, tables, department)

    def owned_figures(
        self, connection: sa.Connection, facts: RoundFacts, table: Table
    ) -> Mapping[str, Any]:
        """Return by field what the measures say now that a table's fields repeat."""
        return owned_figures(connection, self.registry, self.models, facts, table)

    def plan(self) -> Plan:
        """Return what the database still needs for the definitions."""
        return plan(self.engine, self.models.metadata, self.changed)

    def close(self) -> None:
        """Close the database connections."""
        self.engine.dispose()


def instance_folder(folder: Path | None = None) -> Path:
    """Return the folder asked for, else the one of ``TIANBAO_INSTANCE``, else ``./instance``."""
    return (folder or Path(os.environ.get(VARIABLE) or "instance")).absolute()


def open_instance(
    folder: Path | None = None,
    *,
    registry: Registry | None = None,
    clock: Clock = now,
    ready: bool = True,
) -> Instance:
    """Open an instance for work.

    ``registry`` defaults to that of the project's tables and plugins.  With
    ``ready=False`` a database that still needs changes is opened too (for
    planning them).  Raises ``Refused`` when the instance was not initialised or
    the database lacks what the definitions need.
    """
    place = instance_folder(folder)
    configuration = read_configuration(place)
    engine = connect(configuration.database)
    try:
        instance = _assembled(place, configuration, engine, registry, clock)
        if ready:
            require_ready(instance)
    except BaseException:
        engine.dispose()
        raise
    return instance


def _assembled(
    place: Path, configuration: Configuration, engine: sa.Engine, registry: Registry | None,
    clock: Clock,
) -> Instance:
    for module in ENTITIES:
        import_module(module)
    registry = registry or build_registry(TABLES)
    frozen = stored_definitions(engine)
    union = united([registry.definitions, *frozen], registry.kinds)
    models = Models(union, registry.kinds, Base.metadata)
    changed = tuple(changed_meanings(registry.definitions, frozen))
    return Instance(place, configuration, engine, registry, models, clock, changed)


def stored_definitions(engine: sa.Engine) -> list[Definitions]:
    """Return the definitions frozen into the rounds, the newest first, each once."""
    with reading(engine) as connection:
        if not sa.inspect(connection).has_table(Round.__tablename__):
            return []
        query = sa.select(Round.definitions_digest, Round.definitions).order_by(Round.year.desc())
        texts = {row.definitions_digest: row.definitions for row in connection.execute(query)}
    return [from_canonical(text) for text in texts.values()]


def require_ready(instance: Instance) -> None:
    """Raise ``Refused`` unless the database holds what the definitions need."""
    with reading(instance.engine) as connection:
        if Round.__tablename__ not in existing(connection):
            raise Refused(f"{instance.folder} 还没有初始化，请运行 tianbao init")
    needed = instance.plan()
    if needed.steps:
        some = "；".join(str(step) for step in needed.steps[:3])
        more = f"等 {len(needed.steps)} 项" if len(needed.steps) > 3 else ""
        raise Refused(f"数据库还缺：{some}{more}。请运行 tianbao tables apply")
    if needed.refusals:
        raise Refused("数据表定义与已存数据不符：\n" + "\n".join(needed.refusals))
