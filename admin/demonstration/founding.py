"""Founding the invented college in an empty folder: departments, rounds, accounts, data."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from admin.commands.checking import run_and_keep
from admin.demonstration.accounts import Account, add_accounts, new_accounts, put_in_charge
from admin.demonstration.college import FULL, OFFICES, SCHOOLS, UNITS, YEARS, Scale
from admin.demonstration.faults import Fault, Planted
from admin.demonstration.planting import Planting
from admin.demonstration.sheet import Sheet
from admin.demonstration.sheets import all_sheets
from admin.demonstration.storing import Shelf
from admin.demonstration.world import College, World
from core.configuration import prepare_folder, read_configuration, without_second_factor
from core.database import reading, writing
from core.definition.definitions import Definitions
from core.errors import Refused
from core.generation.schema_changes import apply
from core.indicators.measured_fields import refresh_measured_fields
from core.instance import Instance, open_instance, stored_definitions
from core.rounds.department import SCHOOL, Department, all_departments
from core.rounds.facts import round_facts
from core.rounds.opening import open_round
from core.rounds.round import Round, load_round

DATABASE = "tianbao.sqlite"
CLOSED = "aggregated"
"""The state of a round in which nothing can be changed any more."""
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Founded:
    """What the demonstration came to."""

    accounts: list[Account]
    rounds: list[int]
    planted: list[Planted]
    """What the faults that were asked for lead to, in their order."""


def found(
    folder: Path, progress: Progress, scale: Scale = FULL, faults: Sequence[Fault] = ()
) -> Founded:
    """Make the college in a folder that holds no instance yet; ``Refused`` where one is.

    ``faults`` are planted in the last year.
    """
    configuration = read_configuration(folder)
    if configuration.key.exists() or (folder / DATABASE).exists():
        raise Refused(f"{folder} 已经有数据；示例学院只能建在空的文件夹中")
    there = {*folder.iterdir()} if folder.is_dir() else set()
    prepare_folder(folder)
    without_second_factor(folder)
    try:
        return _founded(folder, progress, scale, faults)
    except BaseException:
        _clear(folder, there)
        raise


def _founded(
    folder: Path, progress: Progress, scale: Scale, faults: Sequence[Fault]
) -> Founded:
    instance = open_instance(folder, ready=False)
    try:
        if stored_definitions(instance.engine):
            raise Refused("config.toml 里的数据库已经有数据；示例学院只能建在空的数据库中")
        progress("建立数据库")
        apply(instance.engine, instance.plan())
        _add_departments(instance)
        for year in YEARS:
            open_round(instance, year)
        accounts = new_accounts()
        _add_people(instance, accounts, scale)
        college = College(scale)
        planted: list[Planted] = []
        for year in YEARS:
            planted += _fill(instance, college, year, faults if year == YEARS[-1] else (), progress)
        for year in YEARS:
            progress(f"校验 {year} 年全部数据")
            _check(instance, year)
        _close(instance, YEARS[:-1])
        return Founded(accounts, [*reversed(YEARS)], planted)
    finally:
        instance.close()


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


def _add_people(instance: Instance, accounts: list[Account], scale: Scale) -> None:
    with writing(instance.engine) as connection:
        ids = {department.name: department.id for department in all_departments(connection)}
        add_accounts(connection, accounts, ids)
        put_in_charge(connection, UNITS, scale.leaders)


def _fill(
    instance: Instance, college: College, year: int, faults: Sequence[Fault], progress: Progress
) -> list[Planted]:
    """Store every sheet of a year with the faults in them; return what must be found."""
    progress(f"填写 {year} 年数据")
    with writing(instance.engine) as connection:
        ids = {department.name: department.id for department in all_departments(connection)}
        facts = round_facts(connection, instance.registry, load_round(connection, year))
        shelf = Shelf(connection, instance, facts, ids, instance.clock(), faulty=bool(faults))
        sheets, planted = _with_faults(college, year, faults, facts.definitions)
        for sheet in sheets:
            shelf.put(sheet)
        refresh_measured_fields(connection, instance.registry, instance.models, facts)
    return planted


def _with_faults(
    college: College, year: int, faults: Sequence[Fault], definitions: Definitions
) -> tuple[Iterable[Sheet], list[Planted]]:
    """Return the sheets of a year with the faults in them, and what must be found."""
    sheets = all_sheets(World(college, year))
    if not faults:
        return sheets, []
    keys = {id: table.key for id, table in definitions.tables.items()}
    planting = Planting(sheets, all_sheets(World(college, year - 1)), keys)
    planted = [issue for fault in faults for issue in planting.plant(fault)]
    return planting.sheets(), planted


def _check(instance: Instance, year: int) -> None:
    """Check everything, so that the pages show what there is to say of it."""
    with reading(instance.engine) as connection:
        facts = round_facts(connection, instance.registry, load_round(connection, year))
    run_and_keep(instance, facts, [*facts.definitions.tables], None)


def _close(instance: Instance, years: Iterable[int]) -> None:
    """Close rounds for writing: what is over is there to be compared with."""
    with writing(instance.engine) as connection:
        connection.execute(
            sa.update(Round).where(Round.year.in_([*years])).values(state=CLOSED)
        )
