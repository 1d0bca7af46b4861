"""Blocks of rows are read column by column; a value met before is not read again."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.definition.cells import Cell, ErrorValue, Number
from core.definition.kinds.base import Reading
from core.definition.period import calendar_of
from core.definition.table import Table
from core.exchange.importing.parsing import REMEMBERED, Block, BlockReader
from core.exchange.reading import SheetRow
from core.registry import Registry

COLUMNS = {0: "name", 1: "lessons", 2: "pay", 3: "skills"}


def reader(table: Table, registry: Registry, dialect: str = "sqlite") -> BlockReader:
    reading = Reading({}, calendar_of(2025))
    return BlockReader(table, registry.kinds, reading, COLUMNS, {}, dialect)


def read(reader: BlockReader, *rows: Sequence[Cell]) -> Block:
    return reader.read([SheetRow(number, list(row), False) for number, row in enumerate(rows, 1)])


def test_values_stand_in_the_order_of_the_fields(person: Table, registry: Registry) -> None:
    block = read(reader(person, registry), ["教师001", Number("8"), "12.5", "琴、画"])
    by_name = dict(zip((f.name for f in person.fields), block.values[0], strict=True))
    assert by_name["name"] == "教师001"
    assert by_name["lessons"] == 8
    assert by_name["pay"] == Decimal("12.5")
    assert by_name["skills"] == ("琴", "画")
    assert by_name["staff_no"] is None


def test_the_driver_is_given_what_it_stores(person: Table, registry: Registry) -> None:
    block = read(reader(person, registry), ["教师001", None, "12.5", "琴、画"])
    by_name = dict(zip((f.name for f in person.fields), block.stored, strict=True))
    assert by_name["pay"] == [12_500_000]
    assert by_name["skills"] == ['["琴","画"]']


def test_a_short_row_is_blank_to_its_end(person: Table, registry: Registry) -> None:
    block = read(reader(person, registry), ["教师001"], ["教师002", Number("8")])
    assert [values[-1] for values in block.values] == [None, 8]


def test_every_cell_with_a_finding_is_told_though_its_value_was_met_before(
    person: Table, registry: Registry
) -> None:
    one = reader(person, registry)
    first = read(one, ["甲", "许多"], ["乙", "8 "], ["丙", "许多"])
    for block in (first, read(one, ["丁", "许多"])):
        wrong = [told for told in block.told if told.parsed.rejected]
        assert {told.field for told in wrong} == {"lessons"}
        assert {told.raw for told in wrong} == {"许多"}
    assert [told.at for told in wrong] == [0]


def test_an_error_cell_is_rejected(person: Table, registry: Registry) -> None:
    (told,) = read(reader(person, registry), ["教师001", ErrorValue("#N/A")]).told
    assert told.parsed.findings[0].code == "KIND-ERROR-VALUE"


def test_a_column_that_hardly_repeats_is_read_the_same(
    person: Table, registry: Registry
) -> None:
    one = reader(person, registry)
    read(one, *([f"教师{number:06d}"] for number in range(REMEMBERED + 2)))
    assert one.readers["name"].distinct
    block = read(one, ["教师000001 "], ["教师000002"])
    assert [values[2] for values in block.values] == ["教师000001", "教师000002"]
    assert [(told.at, told.field) for told in block.told] == [(0, "name")]
