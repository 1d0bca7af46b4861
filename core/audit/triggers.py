"""Triggers that refuse to change or remove what was written down.

They come with the table itself, also into the copies of it that an instance's
metadata holds.  They stop the program and careless hands; who may alter the
database's structure can drop them, which is what the keyed chain is for.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

FUNCTION = "tianbao_append_only"

_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN RAISE EXCEPTION 'append only'; END $body$
"""


def append_only(table: Any) -> None:
    """Give the table, when it is created, triggers that refuse every UPDATE and DELETE."""
    statements = [("sqlite", text) for text in _sqlite(table.name)]
    statements += [("postgresql", text) for text in (_FUNCTION, *_postgresql(table.name))]
    for dialect, text in statements:
        ddl: Any = sa.DDL(text)  # type: ignore[no-untyped-call]
        sa.event.listen(table, "after_create", ddl.execute_if(dialect=dialect), propagate=True)


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'append only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _postgresql(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()",
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()",
    ]
