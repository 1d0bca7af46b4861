"""Founding the invented college in an empty folder: departments, rounds, accounts, data."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from admin.commands.checking import run_and_keep
from admin.demonstration.accounts import Account, add_accounts, new_accounts, put_in_charge
from admin.demonstration.college import FULL, OFFICES, SCHOOLS, UNITS, YEARS, Scale
from admin.demonstration.sheet import Sheet
from admin.demonstration.sheets import all_sheets
from admin.demonstration.storing import Shelf
from admin.demonstration.world import College, World
from core.configuration import prepare_folder, read_configuration
from core.database import reading, writing
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
Alter = Callable[[World, Iterable[Sheet]], Iterable[Sheet]]
"""Changes the sheets of a year before they are stored."""


@dataclass(frozen=True)
class Founded:
    """What the demonstration came to."""

    accounts: list[Account]
    rounds: list[int]
    rows: int


def unaltered(_world: World, sheets: Iterable[Sheet]) -> Iterable[Sheet]:
    """Leave the sheets as they are."""
    return sheets


def found(
    folder: Path, progress: Progress, scale: Scale = FULL, alter: Alter = unaltered
) -> Founded:
    """Make the college in a folder that holds no instance yet; ``Refused`` where one is."""
    configuration = read_configuration(folder)
    if configuration.key.exists() or (folder / DATABASE).exists():
        raise Refused(f"{folder} 已经有数据；示例学院只能建在空的文件夹中")
    there = {*folder.iterdir()} if folder.is_dir() else set()
    prepare_folder(folder)
    try:
        return _founded(folder, progress, scale, alter)
    except BaseException:
        _clear(folder, there)
        raise


def _founded(folder: Path, progress: Progress, scale: Scale, alter: Alter) -> Founded:
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
        rows = sum(_fill(instance, World(college, year), alter, progress) for year in YEARS)
        for year in YEARS:
            progress(f"校验 {year} 年全部数据")
            _check(instance, year)
        _close(instance, YEARS[:-1])
        return Founded(accounts, [*reversed(YEARS)], rows)
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


def _fill(instance: Instance, world: World, alter: Alter, progress: Progress) -> int:
    """Store every sheet of a year; return how many rows there are."""
    progress(f"填写 {world.year} 年数据")
    with writing(instance.engine) as connection:
        ids = {department.name: department.id for department in all_departments(connection)}
        facts = round_facts(connection, instance.registry, load_round(connection, world.year))
        shelf = Shelf(connection, instance, facts, ids, instance.clock())
        rows = sum(shelf.put(sheet) for sheet in alter(world, all_sheets(world)))
        refresh_measured_fields(connection, instance.registry, instance.models, facts)
    return rows


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
