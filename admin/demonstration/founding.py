"""Founding the invented college in an empty folder: departments, rounds, accounts, data."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from admin.commands.checking import run_and_keep
from admin.demonstration.accounts import (
    Account,
    add_accounts,
    add_colleagues,
    new_accounts,
    put_in_charge,
)
from admin.demonstration.closing import close
from admin.demonstration.college import FULL, OFFICES, SCHOOLS, UNITS, YEARS, Scale
from admin.demonstration.faults import Fault, Planted
from admin.demonstration.institution import heads
from admin.demonstration.planting import Planting
from admin.demonstration.sheet import Sheet, together
from admin.demonstration.sheets import all_sheets
from admin.demonstration.storing import Shelf
from admin.demonstration.story import Story, is_late
from admin.demonstration.world import College, World
from core.audit.mass_changes import MassChange
from core.audit.recording import audited, object_of
from core.audit.row_changes import Rows
from core.checks.facts import RoundFacts
from core.configuration import prepare_folder, read_configuration, without_second_factor
from core.database import reading, writing
from core.definition.definitions import Definitions
from core.errors import Refused
from core.exchange.importing.storing import IMPORTED
from core.generation.schema_changes import apply
from core.indicators.measured_fields import refresh_measured_fields
from core.instance import Clock, Instance, now, open_instance, stored_definitions
from core.rounds.department import SCHOOL, Department, all_departments
from core.rounds.facts import round_facts
from core.rounds.locking import keep_mass_changes
from core.rounds.opening import open_round
from core.rounds.round import Round, load_round

DATABASE = "tianbao.sqlite"
CLOSED = "aggregated"
"""The state of a round that takes no rows any more."""
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Founded:
    """What the demonstration came to."""

    accounts: list[Account]
    rounds: list[int]
    planted: list[Planted]
    """What the faults that were asked for lead to, in their order."""


def found(
    folder: Path, progress: Progress, scale: Scale = FULL, faults: Sequence[Fault] = (),
    clock: Clock = now,
) -> Founded:
    """Make the college in a folder that holds no instance yet; ``Refused`` where one is.

    The first round is over, the last under way when ``clock`` says it is now.  ``faults``
    are planted in the last round; then nobody submits anything.
    """
    configuration = read_configuration(folder)
    if configuration.key.exists() or (folder / DATABASE).exists():
        raise Refused(f"{folder} 已经有数据；示例学院只能建在空的文件夹中")
    there = {*folder.iterdir()} if folder.is_dir() else set()
    prepare_folder(folder)
    without_second_factor(folder)
    try:
        return _founded(folder, progress, scale, faults, clock)
    except BaseException:
        _clear(folder, there)
        raise


def _founded(
    folder: Path, progress: Progress, scale: Scale, faults: Sequence[Fault], clock: Clock
) -> Founded:
    instance = open_instance(folder, ready=False, clock=clock)
    try:
        if stored_definitions(instance.engine):
            raise Refused("config.toml 里的数据库已经有数据；示例学院只能建在空的数据库中")
        progress("建立数据库")
        apply(instance.engine, instance.plan())
        _add_departments(instance)
        accounts, college = new_accounts(), College(scale)
        _add_people(instance, accounts, college)
        now = instance.clock()
        planted: list[Planted] = []
        for year in YEARS:
            planted += _year(instance, college, year, faults, progress, now)
        return Founded(accounts, [*reversed(YEARS)], planted)
    finally:
        instance.close()


def _year(
    instance: Instance, college: College, year: int, faults: Sequence[Fault], progress: Progress,
    now: datetime,
) -> list[Planted]:
    """Open a round, fill it, let it be reviewed; return what must be found wrong in it."""
    story = Story(instance, year, now)
    open_round(story.opening(), year)
    own = faults if year == YEARS[-1] else ()
    planted = _fill(story, college, own, progress)
    progress(f"校验 {year} 年全部数据")
    _check(instance, year)
    if not faults:
        progress(f"办理 {year} 年的提交、审核和签字")
        story.review(_filled(instance, year))
    if year != YEARS[-1]:
        progress(f"封存 {year} 年批次")
        _close(story, reviewed=not faults)
    return planted


def _clear(folder: Path, there: set[Path]) -> None:
    """Remove what was begun, so that the folder is as empty as it was."""
    for path in folder.iterdir():
        if path not in there:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _departments() -> Iterator[Department]:
    """Yield the functional departments and the schools."""
    for number, office in enumerate(OFFICES, 1):
        yield Department(
            id=f"d{number:02d}", name=office.name, kind="office", unit_code=office.code,
            aliases=[*office.aliases],
        )
    for school in SCHOOLS:
        yield Department(
            id=school.code.lower(), name=school.name, kind=SCHOOL, unit_code=school.code,
            aliases=[],
        )


def _add_departments(instance: Instance) -> None:
    """Make the departments, before the rounds are opened, so that tables are assigned to them."""
    with writing(instance.engine) as connection, Session(connection) as session:
        session.add_all(_departments())
        session.flush()


def _add_people(instance: Instance, accounts: list[Account], college: College) -> None:
    with writing(instance.engine) as connection:
        ids = {department.name: department.id for department in all_departments(connection)}
        add_accounts(connection, accounts, ids)
        add_colleagues(connection, accounts, ids, heads(World(college, YEARS[0])))
        put_in_charge(connection, UNITS, college.members[:college.scale.leaders])


def _fill(
    story: Story, college: College, faults: Sequence[Fault], progress: Progress
) -> list[Planted]:
    """Store every sheet of a year with the faults in them; return what must be found."""
    instance, year = story.filling(), story.year
    progress(f"填写 {year} 年数据")
    with reading(instance.engine) as connection:
        facts = round_facts(connection, instance.registry, load_round(connection, year))
    sheets, planted = _with_faults(college, year, faults, facts.definitions)
    for sheet in together(sheets):
        _store(story, facts, sheet, faulty=bool(faults))
    with writing(instance.engine) as connection:
        refresh_measured_fields(connection, instance.registry, instance.models, facts)
    return planted


def _store(story: Story, facts: RoundFacts, sheet: Sheet, *, faulty: bool) -> None:
    """Store what a department fills in for a table, and write it down in the trace."""
    instance, department = story.filling(), story.people.departments[sheet.department]
    own = Rows(story.year, sheet.table, department)
    actor = story.people.of("filler", department)
    with audited(instance, actor, IMPORTED, object_of(*own)) as unit:
        shelf = Shelf(
            unit.connection, instance, facts, actor.username, instance.clock(), faulty=faulty
        )
        changes = MassChange(unit, own)
        unit.detail["counts"] = {"new": shelf.put(sheet, department)}
        keep_mass_changes(unit, own, changes, sa.true())


def _with_faults(
    college: College, year: int, faults: Sequence[Fault], definitions: Definitions
) -> tuple[Iterable[Sheet], list[Planted]]:
    """Return the sheets of a year with the faults in them, and what must be found."""
    sheets = all_sheets(World(college, year))
    if not faults:
        return (one for one in sheets if not is_late(one, year)), []
    keys = {id: table.key for id, table in definitions.tables.items()}
    planting = Planting(sheets, all_sheets(World(college, year - 1)), keys)
    planted = [issue for fault in faults for issue in planting.plant(fault)]
    return planting.sheets(), planted


def _check(instance: Instance, year: int) -> None:
    """Check everything, so that the pages show what there is to say of it."""
    with reading(instance.engine) as connection:
        facts = round_facts(connection, instance.registry, load_round(connection, year))
    run_and_keep(instance, facts, [*facts.definitions.tables], None)


def _filled(instance: Instance, year: int) -> set[tuple[str, str]]:
    """Return the tables and departments that have rows."""
    found = set()
    with reading(instance.engine) as connection:
        for id in instance.registry.definitions.for_year(year).tables:
            rows = instance.models.rows(id)
            query = sa.select(rows.c.row_department).where(rows.c.row_round == year).distinct()
            found |= {(id, department) for department in connection.scalars(query)}
    return found


def _close(story: Story, *, reviewed: bool) -> None:
    """Close a round: what is over is there to be compared with.

    What nobody reviewed cannot be sealed; it only takes no rows any more.
    """
    if reviewed:
        close(story)
        return
    with writing(story.instance.engine) as connection:
        connection.execute(sa.update(Round).where(Round.year == story.year).values(state=CLOSED))
