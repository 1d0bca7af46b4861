"""Triggers that refuse any write to a closed round, through whatever door it comes.

From aggregation on nothing of a round's answers changes; once it is sealed, what
the checks found, the tasks and what was frozen when it opened do not either.
Only a reopening, which is written down first, lets a sealed round go back.  The
triggers are made when a round is first closed, so that nothing is slower before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import sqlalchemy as sa

from core.database import CLOSED_ROUND
from core.generation.models import Models

FUNCTION, ROUND_FUNCTION = "tianbao_closed", "tianbao_sealed_round"
_CLOSED = "state NOT IN ('planned', 'open')"
_SEALED = "state IN ('sealed', 'reported')"
OF_ANSWERS = ("review", "signature", "remark")
WITH_ROUND = {"submission": _CLOSED, "explanation": _CLOSED, "issue": _SEALED,
              "assignment": _SEALED}  # fmt: skip
"""Tables that name their round, and from when they are closed."""


class Guard(NamedTuple):
    """How a row of a table tells its round: by a column, maybe of a row it points to."""

    table: str
    column: str
    parent: str = ""
    link: str = ""
    parent_key: str = ""
    when: str = _CLOSED

    def closed(self, row: str, table: str = "") -> str:
        """Return the query of closed rounds that ``row`` (one of ``table``'s) belongs to.

        Every name in it is ours: of entities, or checked when a definition was read.
        """
        sources = ['"round" r', *([f"{table} {row}"] if table else [])]
        conditions = [f"r.{self.when}"]
        if self.parent:
            sources.append(f'"{self.parent}" p')
            conditions.append(f'p."{self.parent_key}" = {row}."{self.link}"')
        holder = "p" if self.parent else row
        conditions.append(f'r.year = {holder}."{self.column}"')
        return f"SELECT 1 FROM {', '.join(sources)} WHERE {' AND '.join(conditions)}"  # noqa: S608


def guards(models: Models) -> Iterator[Guard]:
    """Yield a guard for every table that holds something of a round."""
    for id in models.definitions.tables:
        rows = models.rows(id)
        yield Guard(rows.name, "row_round")
        for link in models.links(id).values():
            yield Guard(link.name, "row_round", rows.name, "row_id", "row_id")
    for name, when in WITH_ROUND.items():
        yield Guard(name, "round", when=when)
    for name in OF_ANSWERS:
        yield Guard(name, "round", "submission", "submission", "id")


def protect(connection: sa.Connection, models: Models) -> None:
    """Make the triggers that are missing; harmless when they are all there."""
    if connection.dialect.name == "sqlite":
        statements = [*_sqlite(models), _SQLITE_ROUND]
    else:
        there = set(connection.exec_driver_sql(_POSTGRESQL_TRIGGERS).scalars())
        functions = [_FUNCTION, _POSTGRESQL_ROUND_FUNCTION]
        # Each one locks its table: those that are there are left alone.
        missing = [text for name, text in _postgresql(models) if name not in there]
        statements = [*functions, *missing, _POSTGRESQL_ROUND]
    for statement in statements:
        connection.exec_driver_sql(statement)


def _sqlite(models: Models) -> Iterator[str]:
    for guard in guards(models):
        for verb, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            conditions = (f"EXISTS ({guard.closed(row)})" for row in rows)
            yield (
                f'CREATE TRIGGER IF NOT EXISTS "{guard.table}_closed_{verb.lower()}" '
                f'BEFORE {verb} ON "{guard.table}" WHEN {" OR ".join(conditions)} '
                f"BEGIN SELECT RAISE(ABORT, '{CLOSED_ROUND}'); END"
            )


def _postgresql(models: Models) -> Iterator[tuple[str, str]]:
    """Yield name and text of the triggers: each looks at all rows of a statement at once."""
    for guard in guards(models):
        for verb, tables in (
            ("INSERT", "NEW TABLE AS fresh"), ("DELETE", "OLD TABLE AS stale"),
            ("UPDATE", "OLD TABLE AS stale NEW TABLE AS fresh"),
        ):
            sources = [name for name in ("fresh", "stale") if name in tables]
            asked = " OR ".join(
                f"EXISTS ({guard.closed('t', name)})" for name in sources
            ).replace("'", "''")
            name = f"{guard.table[:40]}_closed_{verb.lower()}"
            yield f"{guard.table}.{name}", (
                f'CREATE TRIGGER "{name}" AFTER {verb} ON "{guard.table}" REFERENCING {tables} '
                f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}('SELECT {asked}')"
            )


_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $body$
    DECLARE closed boolean;
    BEGIN
        EXECUTE TG_ARGV[0] INTO closed;
        IF closed THEN RAISE EXCEPTION '{CLOSED_ROUND}'; END IF;
        RETURN NULL;
    END $body$
"""
_POSTGRESQL_TRIGGERS = """
    SELECT DISTINCT event_object_table || '.' || trigger_name FROM information_schema.triggers
    WHERE trigger_schema = current_schema()
"""
_UNWRITTEN = (
    '(SELECT count(*) FROM reopening o WHERE o."round" = OLD.year AND o.seal > 0) < '
    '(SELECT count(*) FROM seal s WHERE s."round" = OLD.year)'
)
_TOUCHED = f"""OLD.{_SEALED} AND (
    NEW.year <> OLD.year OR NEW.definitions <> OLD.definitions OR NEW.settings <> OLD.settings
    OR NEW.academic_start <> OLD.academic_start OR NEW.academic_end <> OLD.academic_end
    OR NEW.calendar_start <> OLD.calendar_start OR NEW.calendar_end <> OLD.calendar_end
    OR (NEW.{_SEALED.replace(" IN ", " NOT IN ")} AND {_UNWRITTEN}))
"""
_SQLITE_ROUND = (
    f'CREATE TRIGGER IF NOT EXISTS round_sealed BEFORE UPDATE ON "round" WHEN {_TOUCHED} '
    f"BEGIN SELECT RAISE(ABORT, '{CLOSED_ROUND}'); END"
)
_POSTGRESQL_ROUND_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION {ROUND_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
        IF {_TOUCHED} THEN RAISE EXCEPTION '{CLOSED_ROUND}'; END IF;
        RETURN NEW;
    END $body$
"""
_POSTGRESQL_ROUND = (
    'CREATE OR REPLACE TRIGGER round_sealed BEFORE UPDATE ON "round" '
    f"FOR EACH ROW EXECUTE FUNCTION {ROUND_FUNCTION}()"
)
