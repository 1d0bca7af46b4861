"""The SQL tables that follow from the definitions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.database import Base, writing
from core.definition.kinds import BUILT_IN
from core.definition.kinds.scaled import Scaled
from core.definition.loading import read_definitions
from core.errors import NotFound
from core.generation.columns import ROW_COLUMNS, STAGE_COLUMNS, many_text, row_key
from core.generation.models import Models
from core.registry import Registry

KINDS = {kind.name: kind for kind in BUILT_IN}


@pytest.fixture
def models(registry: Registry) -> Models:
    return Models(registry.definitions, registry.kinds, Base.metadata)


def test_a_row_table_has_typed_columns(models: Models) -> None:
    rows = models.rows("sample.person")
    assert rows.name == "sample_person"
    assert tuple(rows.c.keys())[: len(ROW_COLUMNS)] == ROW_COLUMNS
    assert isinstance(rows.c.since_day.type, sa.Date)
    assert isinstance(rows.c.pay.type, Scaled)
    assert isinstance(rows.c.lessons.type, sa.BigInteger)
    assert "skills" not in rows.c


def test_the_key_is_unique_and_references_are_indexed(models: Models) -> None:
    rows = models.rows("sample.person")
    unique = [c for c in rows.constraints if isinstance(c, sa.UniqueConstraint)]
    assert [list(c.columns.keys()) for c in unique] == [["row_round", "row_department", "row_key"]]
    indexed = {tuple(index.columns.keys()) for index in rows.indexes}
    assert indexed == {("row_round", "row_key"), ("row_round", "unit")}


def test_several_values_live_in_a_link_table(models: Models) -> None:
    link = models.links("sample.person")["skills"]
    assert link.name == "sample_person__skills"
    assert list(link.c.keys()) == ["row_id", "position", "value"]


def test_a_stage_holds_every_field(models: Models) -> None:
    stage = models.stage("sample.person")
    assert tuple(stage.c.keys())[: len(STAGE_COLUMNS)] == STAGE_COLUMNS
    assert isinstance(stage.c.skills.type, sa.Text)
    assert isinstance(stage.c.pay.type, Scaled)


def test_an_unknown_table_names_the_nearest(models: Models) -> None:
    with pytest.raises(NotFound, match="sample"):
        models.rows("sample.persons")


def test_a_mapped_class_reads_and_writes(engine: sa.Engine, models: Models) -> None:
    with writing(engine) as connection:
        models.metadata.create_all(connection)
        person = models.mapped("sample.person")
        with Session(connection) as session:
            own = {"row_id": "r1", "row_round": 2025, "row_department": "d", "row_key": "[]",
                   "row_version": 1, "row_author": "a", "row_origin": "typed",
                   "row_changed": sa.func.now()}
            session.add(person(**own, pay=Decimal("0.1"), since_day=date(2020, 9, 1)))
            session.commit()
        with Session(connection) as session:
            assert session.get_one(person, "r1").pay == Decimal("0.1")
    assert models.mapped("sample.person") is person


def test_an_origin_that_does_not_exist_is_refused_by_the_database(models: Models) -> None:
    constraints = models.rows("sample.unit").constraints
    checks = [c for c in constraints if isinstance(c, sa.CheckConstraint)]
    assert [str(check.name) for check in checks] == ["ck_sample_unit_origin_is_known"]


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ((), "[]"),
        (("0012", None), '["0012",""]'),
        (("张", date(2020, 9, 1)), '["张","2020-09-01"]'),
        ((7, Decimal("1.50")), '["7","1.5"]'),
        (('a"b', Decimal(100)), r'["a\"b","100"]'),
    ],
)
def test_a_key_is_canonical(values: tuple[Any, ...], key: str) -> None:
    assert row_key(values) == key


def test_several_values_are_staged_as_json() -> None:
    assert many_text(("琴", "画")) == '["琴","画"]'


def test_every_shipped_table_fits_both_databases(engine: sa.Engine) -> None:
    """No column twice, no name that PostgreSQL would cut, no reserved word unquoted."""
    tables = Path(__file__).parents[3] / "tables"
    definitions = read_definitions([tables], KINDS)
    models = Models(definitions, KINDS)
    names = [*models.metadata.tables]
    names += [str(i.name) for t in models.metadata.tables.values() for i in t.indexes]
    assert max(map(len, names)) <= 63
    with writing(engine) as connection:
        models.metadata.create_all(connection)
