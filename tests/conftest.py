"""Databases for the tests: every test that asks for ``engine_url`` runs on both kinds."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

DEFAULT_POSTGRESQL = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"


@pytest.fixture(scope="session")
def postgresql_database() -> Iterator[sa.URL]:
    """The URL of a PostgreSQL database made for this test session and dropped after it."""
    server = sa.make_url(os.environ.get("TIANBAO_TEST_POSTGRES") or DEFAULT_POSTGRESQL)
    server = server.set(drivername="postgresql+psycopg")
    name = f"tianbao_test_{uuid.uuid4().hex[:12]}"
    engine = sa.create_engine(
        server,
        isolation_level="AUTOCOMMIT",
        poolclass=sa.NullPool,
        connect_args={"connect_timeout": 3},
    )
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    except sa.exc.OperationalError:
        pytest.skip(f"没有可用的 PostgreSQL（{server}），请设置 TIANBAO_TEST_POSTGRES")
    yield server.set(database=name)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgresql_url(postgresql_database: sa.URL) -> Iterator[str]:
    """The URL of a schema that only this test sees; everything it makes vanishes with it."""
    schema = f"test_{uuid.uuid4().hex[:12]}"
    engine = sa.create_engine(postgresql_database, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    url = postgresql_database.update_query_dict({"options": f"-csearch_path={schema}"})
    yield url.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'tianbao.sqlite'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database: each test runs once on SQLite, once on PostgreSQL."""
    url = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(url, str)
    return url
