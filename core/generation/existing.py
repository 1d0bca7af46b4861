"""What the database holds now: tables, columns and indexes, read with few quick queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

_SQLITE_COLUMNS = """
    SELECT m.name, c.name, c.type FROM sqlite_master AS m, pragma_table_info(m.name) AS c
    WHERE m.type = 'table'
"""
_SQLITE_INDEXES = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'index'"
_POSTGRESQL_COLUMNS = """
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema = current_schema()
"""
_POSTGRESQL_INDEXES = """
    SELECT tablename, indexname FROM pg_indexes WHERE schemaname = current_schema()
"""
_SQLITE_WIDEST = {"INTEGER": "BIGINT", "SMALLINT": "BIGINT", "VARCHAR": "TEXT"}
"""SQLite's types are only advice: every column holds the widest values already."""
_NAMES = {"BIG_INTEGER": "BIGINT", "STRING": "VARCHAR", "LARGE_BINARY": "BLOB"}

_FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("text", ("TEXT", "VARCHAR", "CHAR")),
    ("integer", ("BIGINT", "INTEGER", "SMALLINT", "INT")),
    ("boolean", ("BOOLEAN",)),
    ("moment", ("TIMESTAMP", "DATETIME")),
    ("date", ("DATE",)),
    ("json", ("JSON",)),
    ("number", ("DOUBLE", "FLOAT", "REAL", "NUMERIC")),
    ("bytes", ("BLOB", "BYTEA")),
)
_NARROW = ("SMALLINT", "INTEGER", "VARCHAR", "CHARACTER")


@dataclass
class Existing:
    """One table as it stands in the database: the type by column, the names of its indexes."""

    columns: dict[str, str] = field(default_factory=dict)
    indexes: set[str] = field(default_factory=set)


def existing(connection: sa.Connection) -> Mapping[str, Existing]:
    """Return the tables of the database by name."""
    postgresql = connection.dialect.name == "postgresql"
    tables: dict[str, Existing] = {}
    columns = _POSTGRESQL_COLUMNS if postgresql else _SQLITE_COLUMNS
    for table, column, type in connection.exec_driver_sql(columns):
        name = type.upper().partition("(")[0]
        stored = name if postgresql else _SQLITE_WIDEST.get(name, name)
        tables.setdefault(table, Existing()).columns[column] = stored
    indexes = _POSTGRESQL_INDEXES if postgresql else _SQLITE_INDEXES
    for table, index in connection.exec_driver_sql(indexes):
        tables.setdefault(table, Existing()).indexes.add(index)
    return tables


def _declared(type: sa.types.TypeEngine[Any]) -> str:
    """Return the name of the type that stores it."""
    stored: Any = type.impl if isinstance(type, sa.types.TypeDecorator) else type
    name = str(stored.__visit_name__).upper()
    return _NAMES.get(name, name)


def family(type: str | sa.types.TypeEngine[Any]) -> str:
    """Return what sort of values a column holds, whatever the database calls its type."""
    name = type if isinstance(type, str) else _declared(type)
    for known, beginnings in _FAMILIES:
        if name.startswith(beginnings):
            return known
    return name.lower()


def narrower(stored: str, wanted: sa.types.TypeEngine[Any]) -> bool:
    """Tell whether the stored type must be widened to hold what is wanted."""
    if family(stored) != family(wanted) or not stored.startswith(_NARROW):
        return False
    return _declared(wanted) in ("BIGINT", "TEXT")
