"""Units of work, bulk inserts and what becomes of database errors, on both databases."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.database import (
    ROWS_AT_ONCE,
    DatabaseError,
    connect,
    insert_rows,
    reading,
    writing,
)
from core.errors import Conflict, TianbaoError

METADATA = sa.MetaData()
PEOPLE = sa.Table(
    "order", METADATA,
    sa.Column("end", sa.Text, primary_key=True),
    sa.Column("pay", sa.BigInteger),
    sa.Column("day", sa.Date),
)


@pytest.fixture
def people(engine: sa.Engine) -> sa.Engine:
    """The engine with one table whose names are reserved words."""
    with writing(engine) as connection:
        METADATA.create_all(connection)
    return engine


def count(engine: sa.Engine) -> int:
    with reading(engine) as connection:
        return int(connection.scalar(sa.select(sa.func.count()).select_from(PEOPLE)) or 0)


def test_many_rows_go_in_from_a_generator(people: sa.Engine) -> None:
    many = ROWS_AT_ONCE + 1
    with writing(people) as connection:
        rows = ((f"教师{n:05d}", n, "2025-09-01" if n else None) for n in range(many))
        assert insert_rows(connection, PEOPLE, ("end", "pay", "day"), rows) == many
    assert count(people) == many


def test_an_error_undoes_everything(people: sa.Engine) -> None:
    with pytest.raises(ZeroDivisionError), writing(people) as connection:
        insert_rows(connection, PEOPLE, ("end", "pay"), [("a", 1)])
        raise ZeroDivisionError
    assert count(people) == 0


def test_table_changes_are_undone_too(engine: sa.Engine) -> None:
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:
        METADATA.create_all(connection)
        raise ZeroDivisionError
    assert not sa.inspect(engine).has_table("order")


def test_a_savepoint_falls_with_its_transaction(people: sa.Engine) -> None:
    with pytest.raises(ZeroDivisionError), writing(people) as connection:
        with connection.begin_nested():
            insert_rows(connection, PEOPLE, ("end", "pay"), [("a", 1)])
        raise ZeroDivisionError
    assert count(people) == 0


@pytest.mark.parametrize("bulk", [True, False], ids=["bulk", "single"])
def test_a_duplicate_is_a_conflict_that_quotes_no_values(people: sa.Engine, bulk: bool) -> None:
    with pytest.raises(Conflict) as caught, writing(people) as connection:
        if bulk:
            insert_rows(connection, PEOPLE, ("end", "pay"), [("机密甲", 1), ("机密甲", 2)])
        else:
            connection.execute(sa.insert(PEOPLE), [{"end": "机密甲"}, {"end": "机密甲"}])
    assert "机密甲" not in str(caught.value)
    assert caught.value.__suppress_context__
    assert count(people) == 0


def test_any_other_error_is_ours_and_quotes_no_values(people: sa.Engine) -> None:
    with pytest.raises(DatabaseError) as caught, writing(people) as connection:
        connection.execute(sa.text("SELECT nothing FROM nowhere WHERE x = '机密'"))
    assert "机密" not in str(caught.value)


def test_reading_sees_one_moment(people: sa.Engine) -> None:
    with reading(people) as connection:
        query = sa.select(sa.func.count()).select_from(PEOPLE)
        before = connection.scalar(query)
        with writing(people) as other:
            insert_rows(other, PEOPLE, ("end", "pay"), [("a", 1)])
        assert connection.scalar(query) == before
    assert count(people) == 1


def test_two_writers_wait_for_each_other(people: sa.Engine) -> None:
    """Each reads before it writes: with a plain BEGIN one of them would fail at once."""
    failures: list[TianbaoError] = []

    def write(name: str) -> None:
        try:
            for number in range(20):
                with writing(people) as connection:
                    connection.scalar(sa.select(sa.func.count()).select_from(PEOPLE))
                    insert_rows(connection, PEOPLE, ("end", "pay"), [(f"{name}{number}", 1)])
        except TianbaoError as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert count(people) == 40


def test_sqlite_is_set_up_on_every_connection(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'new' / 'tianbao.sqlite'}")
    pragmas = ("journal_mode", "foreign_keys", "recursive_triggers", "synchronous", "busy_timeout")
    with engine.connect() as connection:
        values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas]
    engine.dispose()
    assert values == ["wal", 1, 1, 1, 10_000]


def test_other_databases_are_refused_by_name() -> None:
    with pytest.raises(DatabaseError, match="mysql"):
        connect("mysql://root@localhost/x")
