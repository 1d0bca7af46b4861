"""Beginning: an empty college, and opening a round with everything frozen into it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.configuration import prepare_folder
from core.database import writing
from core.definition.definitions import canonical, digest
from core.definition.period import Calendar, calendar_of, default_dues
from core.definition.table import Table
from core.definition.text import owner_name
from core.errors import Refused
from core.generation.columns import utc
from core.generation.schema_changes import apply
from core.instance import Clock, Instance, instance_folder, now, open_instance
from core.registry import Registry
from core.rounds.assignment import Assignment, default_assignments
from core.rounds.department import Department
from core.rounds.round import Round
from core.settings import canonical as settings_canonical


def create_instance(
    folder: Path | None, year: int, *, registry: Registry | None = None, clock: Clock = now
) -> Instance:
    """Make the folder, the database and the empty college, and open the instance.

    Raises ``Refused`` when it was initialised before.
    """
    place = instance_folder(folder)
    prepare_folder(place)
    instance = open_instance(place, registry=registry, clock=clock, ready=False)
    try:
        apply(instance.engine, instance.plan())
        initialise(instance, year)
    except BaseException:
        instance.close()
        raise
    return instance


def owners(tables: Iterable[Table]) -> list[str]:
    """Return the names of the departments that own or fill tables, each once, in order."""
    names = [
        owner_name(word)
        for table in tables
        for word in (table.owner, *(f for f in table.fillers if not f.startswith("@")))
    ]
    return list(dict.fromkeys(names))


def new_departments(names: Iterable[str]) -> list[Department]:
    """Return a department per name with short stable ids ``d01``, ``d02`` …"""
    return [
        Department(id=f"d{number:02d}", name=name, kind="office", aliases=[], unit_code="")
        for number, name in enumerate(names, 1)
    ]


def new_round(registry: Registry, calendar: Calendar, opened_at: datetime) -> Round:
    """Return an open round with that year's definitions and the settings frozen into it."""
    frozen = registry.definitions.for_year(calendar.year)
    definitions = canonical(frozen)
    dues = default_dues(calendar, sorted({table.period for table in frozen.tables.values()}))
    settings = settings_canonical(registry.settings)
    return Round(
        year=calendar.year, state="open", opened_at=utc(opened_at),
        academic_start=calendar.academic_year.start, academic_end=calendar.academic_year.end,
        calendar_start=calendar.calendar_year.start, calendar_end=calendar.calendar_year.end,
        definitions=definitions, definitions_digest=digest(definitions),
        settings=settings, settings_digest=digest(settings),
        plugins={plugin.name: plugin.version for plugin in registry.plugins},
        dues={period: day.isoformat() for period, day in dues.items()},
    )


def initialise(instance: Instance, year: int) -> None:
    """Make an empty college: a department per owner, and the round of that year, open.

    The database's tables must be there already.  Raises ``Refused`` when the
    instance was initialised before; then nothing is changed.
    """
    with writing(instance.engine) as connection, Session(connection) as session:
        if session.scalar(sa.select(sa.func.count()).select_from(Round)):
            raise Refused(f"{instance.folder} 已经初始化过")
        session.add_all(new_departments(owners(instance.registry.definitions.tables.values())))
        session.flush()
        _open(session, instance, year)


def open_round(instance: Instance, year: int) -> None:
    """Open the round of that year with default assignments; ``Refused`` when it exists."""
    with writing(instance.engine) as connection, Session(connection) as session:
        if session.get(Round, year) is not None:
            raise Refused(f"{year} 年采集批次已经存在")
        _open(session, instance, year)


def _open(session: Session, instance: Instance, year: int) -> None:
    session.add(new_round(instance.registry, calendar_of(year), instance.clock()))
    session.flush()
    departments = list(session.scalars(sa.select(Department).order_by(Department.id)))
    tables = instance.registry.definitions.for_year(year).tables.values()
    session.add_all(
        Assignment(round=year, table_id=table_id, department_id=department_id)
        for table_id, filled_by in default_assignments(tables, departments).items()
        for department_id in filled_by
    )
    session.flush()
