"""The databases the other tests stand on: empty, separate, of the kind that was asked for."""

from __future__ import annotations

import sqlalchemy as sa


def leave_a_table(url: str) -> list[str]:
    """Return the tables found at ``url``, then add one."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        found = sa.inspect(connection).get_table_names()
        connection.exec_driver_sql("CREATE TABLE left_behind (note TEXT)")
    return found


def test_a_database_is_empty(engine_url: str) -> None:
    assert leave_a_table(engine_url) == []


def test_a_database_is_empty_after_another_test_used_one(engine_url: str) -> None:
    assert leave_a_table(engine_url) == []


def test_both_kinds_are_what_they_say(sqlite_url: str, postgresql_url: str) -> None:
    assert sa.make_url(sqlite_url).get_backend_name() == "sqlite"
    engine = sa.create_engine(postgresql_url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        version = connection.exec_driver_sql("SELECT version()").scalar_one()
    assert version.startswith("PostgreSQL")
