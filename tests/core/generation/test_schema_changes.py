"""What the database needs is planned, done in one step, and never loses data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from core.database import insert_rows, reading, writing
from core.definition.definitions import Definitions
from core.definition.field import Field
from core.definition.table import Table
from core.errors import Refused
from core.generation.models import Models
from core.generation.schema_changes import Plan, apply, plan
from core.generation.union import changed_meanings, united
from core.registry import Registry

NEW_FIELDS = (
    Field(name="hobby", label="爱好", kind="text"),
    Field(name="boss", label="上级", kind="reference", to="sample.person.staff_no"),
    Field(name="tongues", label="语言", kind="multichoice", choices=("中", "英")),
)


def changed(definitions: Definitions, change: Callable[[Table], Table]) -> Definitions:
    """Return the definitions with the person table changed."""
    tables = dict(definitions.tables)
    tables["sample.person"] = change(tables["sample.person"])
    return Definitions(tables, definitions.codes)


def with_fields(*more: Field) -> Callable[[Table], Table]:
    names = {field.name for field in more}

    def change(table: Table) -> Table:
        kept = tuple(f for f in table.fields if f.name not in names)
        return replace(table, fields=(*kept, *more))

    return change


def plan_for(engine: sa.Engine, registry: Registry, definitions: Definitions) -> Plan:
    return plan(engine, Models(definitions, registry.kinds).metadata)


@pytest.fixture
def filled(engine: sa.Engine, registry: Registry) -> sa.Engine:
    """The engine with the sample tables and one row of a person."""
    apply(engine, plan_for(engine, registry, registry.definitions))
    rows = Models(registry.definitions, registry.kinds).rows("sample.person")
    columns = ("row_id", "row_round", "row_department", "row_key", "row_version", "row_author",
               "row_changed", "row_origin", "staff_no", "pay")
    row = ("r1", 2025, "d", "[]", 1, "a", "2025-01-01 00:00:00", "typed", "0012", 100)
    with writing(engine) as connection:
        insert_rows(connection, rows, columns, [row])
    return engine


def test_the_second_run_has_nothing_to_do(filled: sa.Engine, registry: Registry) -> None:
    again = plan_for(filled, registry, registry.definitions)
    assert not again
    assert apply(filled, again).steps == ()


def test_additions_keep_the_rows(filled: sa.Engine, registry: Registry) -> None:
    more = changed(registry.definitions, with_fields(*NEW_FIELDS))
    needed = plan_for(filled, registry, more)
    assert [(step.verb, step.table, step.name) for step in needed.steps] == [
        ("add column", "sample_person", "hobby"),
        ("add column", "sample_person", "boss"),
        ("create index", "sample_person", "ix_sample_person_boss"),
        ("add column", "stage_sample_person", "hobby"),
        ("add column", "stage_sample_person", "boss"),
        ("add column", "stage_sample_person", "tongues"),
        ("create table", "sample_person__tongues", ""),
    ]
    assert "sample_person 增加列 hobby" in str(needed.steps[0])
    apply(filled, needed)
    assert not plan_for(filled, registry, more)
    with reading(filled) as connection:
        stored = connection.exec_driver_sql("SELECT staff_no, hobby FROM sample_person").one()
    assert tuple(stored) == ("0012", None)


def test_what_no_definition_has_any_more_is_left_alone(
    filled: sa.Engine, registry: Registry
) -> None:
    fewer = changed(registry.definitions, lambda t: replace(t, fields=t.fields[:3]))
    assert not plan_for(filled, registry, fewer)
    with reading(filled) as connection:
        assert connection.exec_driver_sql("SELECT pay FROM sample_person").scalar() == 100


def test_another_type_under_a_name_is_refused(filled: sa.Engine, registry: Registry) -> None:
    other = changed(
        registry.definitions, with_fields(Field(name="pay", label="收入", kind="text"), *NEW_FIELDS)
    )
    needed = plan_for(filled, registry, other)
    assert len(needed.refusals) == 2
    with pytest.raises(Refused, match='replaces = "pay"'):
        apply(filled, needed)
    assert "hobby" not in {c["name"] for c in sa.inspect(filled).get_columns("sample_person")}


def test_a_failure_half_way_undoes_all(filled: sa.Engine, registry: Registry) -> None:
    more = changed(registry.definitions, with_fields(*NEW_FIELDS))
    needed = plan_for(filled, registry, more)
    doomed = sa.Table("zz_doomed", needed.metadata, sa.Column("a", sa.Text))
    sa.Index("ix_zz_doomed", sa.text("nothing"), _table=doomed)
    with pytest.raises(Exception, match="数据库错误"):
        apply(filled, needed)
    assert not sa.inspect(filled).has_table("sample_person__tongues")
    assert "hobby" not in {c["name"] for c in sa.inspect(filled).get_columns("sample_person")}


def test_a_required_column_without_default_is_refused(engine: sa.Engine) -> None:
    before, after = sa.MetaData(), sa.MetaData()
    sa.Table("thing", before, sa.Column("id", sa.Text, primary_key=True))
    sa.Table("thing", after, sa.Column("id", sa.Text, primary_key=True),
             sa.Column("name", sa.Text, nullable=False))
    apply(engine, plan(engine, before))
    assert "不能增加必填列 name" in plan(engine, after).refusals[0]


def test_narrow_columns_are_widened(engine: sa.Engine) -> None:
    before, after = sa.MetaData(), sa.MetaData()
    sa.Table("thing", before, sa.Column("a", sa.Integer), sa.Column("b", sa.String(3)))
    sa.Table("thing", after, sa.Column("a", sa.BigInteger), sa.Column("b", sa.Text))
    apply(engine, plan(engine, before))
    done = apply(engine, plan(engine, after)).steps
    with writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO thing VALUES (9007199254740991, 'abcdefgh')")
    assert not plan(engine, after)
    assert len(done) == (2 if engine.dialect.name == "postgresql" else 0)


def test_the_union_keeps_fields_of_every_year(registry: Registry) -> None:
    now = changed(registry.definitions, with_fields(NEW_FIELDS[0]))
    gone = changed(registry.definitions, with_fields(NEW_FIELDS[2]))
    every = united([now, gone], registry.kinds).tables["sample.person"]
    assert {"hobby", "tongues", "pay"} <= every.by_name.keys()


def test_fields_of_a_kind_that_is_gone_are_left_out(registry: Registry) -> None:
    old = changed(registry.definitions, with_fields(Field(name="x", label="旧", kind="hologram")))
    every = united([registry.definitions, old], registry.kinds)
    assert "x" not in every.tables["sample.person"].by_name


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (Field(name="pay", label="收入", kind="money", unit="元"), "单位由 万元 变为 元"),
        (Field(name="pay", label="收入", kind="percent"), "类型由 money 变为 percent"),
        (Field(name="name", label="姓名", kind="longtext"), ""),
    ],
)
def test_kind_and_unit_never_change_under_a_name(
    registry: Registry, new: Field, told: str
) -> None:
    now = changed(registry.definitions, with_fields(new))
    texts = changed_meanings(now, [registry.definitions])
    assert [told in text for text in texts] == ([True] if told else [])
