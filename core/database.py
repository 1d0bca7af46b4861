"""The database: SQLite by default, PostgreSQL by URL; units of work; bulk inserts.

Reads begin with a plain BEGIN and see one moment; writes begin with BEGIN
IMMEDIATE on SQLite, so that a unit of work that reads before it writes never
fails half-way because someone else wrote in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase

from core.errors import Conflict, Refused, TianbaoError

BUSY_SECONDS = 10
STATEMENT_SECONDS = 120
ROWS_AT_ONCE = 5_000
CLOSED_ROUND = "round is closed"
"""What the triggers of a closed round say; see ``core.closing.protection``."""

PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""How constraints and indexes are named, the same on every database."""


class Base(DeclarativeBase):
    """The base of all entities that are not generated from a definition."""

    metadata = sa.MetaData(naming_convention=NAMES)


class DatabaseError(TianbaoError):
    """The database could not do what was asked; the message holds no row values."""


def connect(url: str) -> sa.Engine:
    """Return an engine for a ``sqlite:///…`` or ``postgresql://…`` URL."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername != "postgresql+psycopg":
        raise DatabaseError(f"不支持的数据库 {parsed.drivername}：请用 sqlite 或 postgresql")
    engine = sa.create_engine(parsed, hide_parameters=True, pool_pre_ping=True)
    sa.event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _sqlite(url: sa.URL) -> sa.Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url, hide_parameters=True, pool_pre_ping=True,
        connect_args={"isolation_level": None, "timeout": BUSY_SECONDS},
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("tianbao_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    autocommit, connection.autocommit = connection.autocommit, True
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'UTC'")
        cursor.execute(f"SET statement_timeout = '{STATEMENT_SECONDS}s'")
        cursor.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
    connection.autocommit = autocommit


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection for reading; everything read through it is of one moment."""
    with _translated(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection for one unit of work: committed at the end, undone on any error."""
    with _translated(engine), engine.connect() as connection:
        connection.execution_options(tianbao_writes=True)
        with connection.begin():
            yield connection


@contextmanager
def _translated(engine: sa.Engine) -> Iterator[None]:
    """Turn database errors into ours; the cause is cut off, for it may quote rows."""
    driver: Any = engine.dialect.dbapi
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise _translation(error.orig) from None
    except driver.Error as error:
        raise _translation(error) from None


def _translation(error: BaseException | None) -> TianbaoError:
    """Return our error for the driver's; only names and codes are taken over."""
    name = type(error).__name__
    text = str(error)
    code = str(getattr(error, "sqlstate", "") or getattr(error, "sqlite_errorname", ""))
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "55P03", "40P01", "57014")):
        return DatabaseError("数据库正忙，请稍后再试")
    if code.startswith(("SQLITE_FULL", "53100")):
        return DatabaseError("磁盘空间不足，未作任何修改；请清理后再试")
    if code.startswith("SQLITE_READONLY"):
        return DatabaseError("数据库文件不可写，请检查文件权限和磁盘")
    if CLOSED_ROUND in text:
        return Refused("这一批次已经汇总或封存，不能再改动；要更正，请办公室先恢复填报")
    if name in ("IntegrityError", "UniqueViolation"):
        diagnosis = getattr(error, "diag", None)
        constraint = getattr(diagnosis, "constraint_name", None) or text.partition(": ")[2]
        return Conflict(f"与已存数据冲突，未作任何修改（{constraint}）")
    return DatabaseError(f"数据库错误 {name} {code}".rstrip())


def insert_rows(
    connection: sa.Connection,
    table: sa.Table,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> int:
    """Insert many rows the fastest way the database has; return how many.

    The rows hold what the driver takes (see ``Kind.stored``), in the order of
    ``columns``; they may be a generator, only some thousands are held at once.
    """
    if connection.dialect.name == "postgresql":
        return _copy_rows(connection, table, columns, rows)
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(name) for name in columns)
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {quote(table.name)} ({names}) VALUES ({marks})"  # noqa: S608
    remaining = iter(rows)
    count = 0
    while some := [tuple(row) for row in islice(remaining, ROWS_AT_ONCE)]:
        connection.exec_driver_sql(statement, some)
        count += len(some)
    return count


def _copy_rows(
    connection: sa.Connection,
    table: sa.Table,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> int:
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(name) for name in columns)
    count = 0
    driver: Any = connection.connection
    with driver.cursor() as cursor, cursor.copy(
        f"COPY {quote(table.name)} ({names}) FROM STDIN"
    ) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count
