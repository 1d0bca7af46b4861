"""Founding the invented college in an empty folder, and filling its tables by importing."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from sqlalchemy.orm import Session

from admin.commands.checking import run_and_keep
from admin.demonstration.accounts import Account, add_accounts, new_accounts, put_in_charge
from admin.demonstration.college import SCHOOLS, SEED, YEAR
from admin.demonstration.sheet import Sheet
from admin.demonstration.sheets import all_sheets
from core.access import SYSTEM_ACTOR
from core.configuration import prepare_folder, read_configuration
from core.database import reading, writing
from core.errors import Refused
from core.exchange.importing import MappingQuestion, prepare, store
from core.generation.schema_changes import apply
from core.instance import Instance, open_instance, stored_definitions
from core.rounds.department import SCHOOL, Department, all_departments
from core.rounds.facts import round_facts
from core.rounds.opening import initialise
from core.rounds.round import load_round

DATABASE = "tianbao.sqlite"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Founded:
    """What the demonstration came to."""

    accounts: list[Account]
    rounds: list[int]
    rows: int


def found(folder: Path, progress: Progress) -> Founded:
    """Make the college in a folder that holds no instance yet; ``Refused`` where one is."""
    configuration = read_configuration(folder)
    if configuration.key.exists() or (folder / DATABASE).exists():
        raise Refused(f"{folder} 已经有数据；示例学院只能建在空的文件夹中")
    there = {*folder.iterdir()} if folder.is_dir() else set()
    prepare_folder(folder)
    try:
        return _founded(folder, progress)
    except BaseException:
        _clear(folder, there)
        raise


def _founded(folder: Path, progress: Progress) -> Founded:
    instance = open_instance(folder, ready=False)
    try:
        if stored_definitions(instance.engine):
            raise Refused("config.toml 里的数据库已经有数据；示例学院只能建在空的数据库中")
        progress("建立数据库")
        apply(instance.engine, instance.plan())
        accounts = new_accounts()
        codes = _departments(instance, accounts)
        rows = _fill(instance, all_sheets(codes, SEED), progress)
        progress("校验全部数据")
        _check(instance)
        return Founded(accounts, [YEAR], rows)
    finally:
        instance.close()


def _clear(folder: Path, there: set[Path]) -> None:
    """Remove what was begun, so that the folder is as empty as it was."""
    for path in folder.iterdir():
        if path not in there:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _departments(instance: Instance, accounts: list[Account]) -> dict[str, str]:
    """Make departments, round and accounts; return the unit code of each department by name.

    The schools come before the round is opened, so that it assigns tables to them.
    """
    with writing(instance.engine) as connection, Session(connection) as session:
        session.add_all(
            Department(id=s.code.lower(), name=s.name, kind=SCHOOL, unit_code=s.code, aliases=[])
            for s in SCHOOLS
        )
        session.flush()
    initialise(instance, YEAR)
    with writing(instance.engine) as connection:
        departments = all_departments(connection)
        codes = {d.name: d.unit_code or d.id.upper() for d in departments}
        for name, code in codes.items():
            connection.execute(
                sa.update(Department).where(Department.name == name).values(unit_code=code)
            )
        add_accounts(connection, accounts, {d.name: d.id for d in departments})
        put_in_charge(connection, codes)
    return codes


def _fill(instance: Instance, sheets: list[Sheet], progress: Progress) -> int:
    """Import every sheet as its department would; return how many rows are stored."""
    with reading(instance.engine) as connection:
        ids = {d.name: d.id for d in all_departments(connection)}
        round = load_round(connection, YEAR)
    definitions = instance.registry.definitions
    rows = 0
    with TemporaryDirectory() as place:
        path = Path(place) / "sheet.csv"
        for one in sheets:
            progress(f"{definitions.table(one.table).title}：{one.department}，{len(one.rows)} 行")
            _write(path, one)
            batch = prepare(
                instance, SYSTEM_ACTOR, round, one.table, ids[one.department], path, path.name
            )
            if isinstance(batch, MappingQuestion):
                raise Refused(f"{one.table} 的列名有疑问：{batch.columns}")
            rows += store(instance, SYSTEM_ACTOR, batch.id).counts["stored"]
    return rows


def _check(instance: Instance) -> None:
    """Check everything once more: what was imported first could not be compared yet."""
    with reading(instance.engine) as connection:
        facts = round_facts(connection, instance.registry, load_round(connection, YEAR))
    run_and_keep(instance, facts, [*facts.definitions.tables], None)


def _write(path: Path, one: Sheet) -> None:
    """Write a sheet under the names of its fields."""
    names = list(dict.fromkeys(name for row in one.rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(one.rows)
