"""What the database needs for the definitions: planned first, then applied in one step.

Only additions are ever made: tables, columns, indexes, wider types.  What would
lose data is refused with what to do instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from core.database import reading, writing
from core.errors import Refused
from core.generation.existing import Existing, existing, family, narrower

LOCK = 8_424_671
"""The key of the PostgreSQL lock that lets only one schema change run at a time."""


@dataclass(frozen=True)
class Step:
    """One addition: ``verb`` is create table, add column, create index or widen column."""

    verb: str
    table: str
    name: str = ""

    def __str__(self) -> str:
        words = {
            "create table": f"新建数据库表 {self.table}",
            "add column": f"{self.table} 增加列 {self.name}",
            "create index": f"{self.table} 增加索引 {self.name}",
            "widen column": f"{self.table}.{self.name} 改为更宽的类型",
        }
        return words[self.verb]


@dataclass(frozen=True)
class Plan:
    """The steps still to do for ``metadata``, and in Chinese why some cannot be done."""

    metadata: sa.MetaData
    steps: tuple[Step, ...]
    refusals: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.steps or self.refusals)


def plan(engine: sa.Engine, metadata: sa.MetaData, refusals: tuple[str, ...] = ()) -> Plan:
    """Compare the database with the metadata; an up-to-date database gives an empty plan.

    ``refusals`` found elsewhere (see ``union.changed_meanings``) are carried along.
    """
    with reading(engine) as connection:
        found = existing(connection)
    return _compared(metadata, found, refusals)


def _compared(
    metadata: sa.MetaData, found: Mapping[str, Existing], refusals: tuple[str, ...]
) -> Plan:
    steps: list[Step] = []
    refused = list(refusals)
    for table in metadata.sorted_tables:
        if table.name not in found:
            steps.append(Step("create table", table.name))
            continue
        there = found[table.name]
        steps += _additions(table, there)
        refused += _losses(table, there)
    return Plan(metadata, tuple(steps), tuple(refused))


def _additions(table: sa.Table, there: Existing) -> Iterator[Step]:
    for column in table.columns:
        if column.name not in there.columns:
            yield Step("add column", table.name, column.name)
        elif narrower(there.columns[column.name], column.type):
            yield Step("widen column", table.name, column.name)
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        if index.name not in there.indexes:
            yield Step("create index", table.name, str(index.name))


def _losses(table: sa.Table, there: Existing) -> Iterator[str]:
    """Yield what cannot be added or changed without touching stored values."""
    for column in table.columns:
        stored = there.columns.get(column.name)
        if stored is None:
            if not column.nullable and column.server_default is None:
                yield (
                    f"{table.name} 不能增加必填列 {column.name}：已有数据没有它的值；"
                    "请给它默认值，或另立一张表"
                )
        elif family(stored) != family(column.type):
            wanted = family(column.type)
            yield (
                f"{table.name}.{column.name} 在数据库里是 {stored}，定义要求 {wanted}："
                f'不能改变已存数据的类型；请另立新字段并写 replaces = "{column.name}"'
            )


def apply(engine: sa.Engine, plan: Plan) -> Plan:
    """Do the steps in one transaction and return what was done.

    The plan is made again under the lock, so that two runs at once do not meet.
    Raises ``Refused`` when something would lose data; then nothing is done.
    """
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        now = _compared(plan.metadata, existing(connection), plan.refusals)
        if now.refusals:
            raise Refused("数据库结构没有改动：\n" + "\n".join(now.refusals))
        operations = Operations(MigrationContext.configure(connection))
        for step in now.steps:
            _do(operations, connection, plan.metadata.tables[step.table], step)
    return now


def _do(operations: Operations, connection: sa.Connection, table: sa.Table, step: Step) -> None:
    if step.verb == "create table":
        table.create(connection)
    elif step.verb == "add column":
        operations.add_column(table.name, _copied(table.columns[step.name]))
    elif step.verb == "widen column":
        operations.alter_column(table.name, step.name, type_=table.columns[step.name].type)
    else:
        next(index for index in table.indexes if index.name == step.name).create(connection)


def _copied(column: sa.Column[object]) -> sa.Column[object]:
    """Return the column as it is added to a table that already stands."""
    return sa.Column(
        column.name, column.type, nullable=column.nullable, server_default=column.server_default
    )
