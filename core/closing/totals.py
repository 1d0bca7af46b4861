"""The record of an aggregation: every department's version that went in, and what they add up to.

Canonical JSON of ``{"form", "round", "definitions", "answers", "tables"}``; an
answer holds its table, department, turn, fingerprint, rows and sums by field, a
table its rows and sums, computed from the whole table and not from the answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.audit.chain import canonical
from core.checks.aggregates import columns, result, total
from core.definition.table import Table
from core.errors import Refused
from core.generation.models import Models
from core.rounds.department import all_departments
from core.rounds.fingerprint import fingerprint
from core.rounds.round import Round, frozen_definitions
from core.rounds.signatures import REVIEWS
from core.rounds.submission import Standing

FORM = "tianbao-aggregation-1"
ADDED = frozenset({"integer", "decimal", "money"})
"""The kinds whose values are added up."""

Sums = dict[str, str]


class Counted(NamedTuple):
    """Rows, and the sums by field as exact decimal texts; a field without values has none."""

    rows: int
    sums: Sums


def record_of(
    connection: sa.Connection, models: Models, round: Round, answers: Sequence[Standing]
) -> dict[str, Any]:
    """Return what the accepted answers add up to.

    Raises ``Refused`` when an answer is not what was accepted, or when rows belong
    to none of them.
    """
    tables = frozen_definitions(round).tables
    listed = [_answer(connection, models, round, one) for one in answers]
    by_table: dict[str, list[Counted]] = {}
    for table in tables.values():
        counted = counted_by_department(connection, models, table, round.year)
        mine = [one for one in listed if one["table"] == table.id]
        stray = counted.keys() - {one["department"] for one in mine}
        if stray:
            raise Refused(_stray(connection, table, stray))
        for one in mine:
            own = counted.get(one["department"], Counted(0, {}))
            one |= {"rows": own.rows, "sums": own.sums}
            by_table.setdefault(table.id, []).append(own)
    whole = {
        id: counted_whole(connection, models, tables[id], round.year)._asdict() for id in by_table
    }
    return {
        "form": FORM, "round": round.year, "definitions": round.definitions_digest,
        "answers": listed, "tables": whole,
    }  # fmt: skip


def digest_of(record: Mapping[str, Any]) -> tuple[str, str]:
    """Return the record as canonical JSON, and its SHA-256."""
    text = canonical(dict(record))
    return text, hashlib.sha256(text.encode()).hexdigest()


def _answer(
    connection: sa.Connection, models: Models, round: Round, found: Standing
) -> dict[str, Any]:
    now = fingerprint(connection, models, round, found)
    query = (
        sa.select(REVIEWS.c.fingerprint)
        .where(REVIEWS.c.submission == found.id, REVIEWS.c.state == "accepted")
        .order_by(REVIEWS.c.id.desc())
    )
    if connection.scalars(query).first() != now:
        title = frozen_definitions(round).table(found.table_id).title
        raise Refused(
            f"“{title}”的内容与办公室通过时不一致，不能汇总；请运行 tianbao audit verify 查明"
        )
    return {
        "table": found.table_id, "department": found.department_id, "turn": found.turn,
        "fingerprint": now, "absence": found.absence,
    }  # fmt: skip


def counted_by_department(
    connection: sa.Connection, models: Models, table: Table, year: int
) -> Mapping[str, Counted]:
    """Return the rows and sums of every department that has rows of the table."""
    department = models.rows(table.id).c.row_department
    query = _query(models, table, year, connection.dialect.name, department)
    rows = connection.execute(query.group_by(department))
    return {row[0]: _counted(connection, models, table, row[1:]) for row in rows}


def counted_whole(
    connection: sa.Connection, models: Models, table: Table, year: int
) -> Counted:
    """Return the rows and sums of the whole table."""
    query = _query(models, table, year, connection.dialect.name)
    return _counted(connection, models, table, connection.execute(query).one())


def _query(
    models: Models, table: Table, year: int, dialect: str, *keys: sa.ColumnElement[Any]
) -> sa.Select[Any]:
    selected = [column for _name, total_ in _totals(models, table) for column in
                columns(total_, dialect)]  # fmt: skip
    rows = models.rows(table.id)
    return sa.select(*keys, sa.func.count(), *selected).where(rows.c.row_round == year)


def _totals(models: Models, table: Table) -> Iterator[tuple[str, Any]]:
    """Yield the fields that are added up, each with its aggregate."""
    rows = models.rows(table.id)
    for field in table.fields:
        if field.kind in ADDED and field.name in rows.c:
            yield field.name, total(rows.c[field.name])


def _counted(
    connection: sa.Connection, models: Models, table: Table, row: Sequence[Any]
) -> Counted:
    """Take apart one row of ``_query``: the count, then four columns per field."""
    sums: Sums = {}
    for position, (name, aggregate) in enumerate(_totals(models, table)):
        found = result(aggregate, row[1 + 4 * position : 5 + 4 * position], connection.dialect.name)
        if found is not None and row[0]:
            sums[name] = format(found, "f")
    return Counted(int(row[0]), sums)


def _stray(connection: sa.Connection, table: Table, departments: set[str]) -> str:
    names = "、".join(d.name for d in all_departments(connection) if d.id in departments)
    return (
        f"“{table.title}”中有{names}的数据，但它没有这项任务或没有提交：请恢复分工，或删去这些数据"
    )
