"""The interface reads a row exactly as the form and the workbook do."""

from __future__ import annotations

from decimal import Decimal

import marshmallow as ma
import pytest

from core.definition.period import calendar_of
from core.generation.schemas import schema_of
from core.registry import Registry


@pytest.fixture
def schema(registry: Registry) -> ma.Schema:
    reading = registry.definitions.reading(calendar_of(2025))
    table = registry.definitions.table("sample.person")
    return schema_of(table, registry.kinds, reading)()


def test_values_are_read_by_the_kinds(schema: ma.Schema) -> None:
    typed = {"staff_no": " 0012 ", "pay": "１２.５万元", "skills": "琴、画", "name": None}
    meant = {"staff_no": "0012", "pay": Decimal("12.5"), "skills": ("琴", "画"), "name": None}
    assert schema.load(typed) == meant


def test_what_cannot_be_read_is_told_beside_its_field(schema: ma.Schema) -> None:
    with pytest.raises(ma.ValidationError) as caught:
        schema.load({"pay": "很多", "colour": "紫", "name": "教师001"})
    assert caught.value.messages_dict.keys() == {"pay", "colour"}


def test_unknown_names_are_refused(schema: ma.Schema) -> None:
    with pytest.raises(ma.ValidationError, match="row_department"):
        schema.load({"row_department": "s2"})


def test_what_is_written_reads_back(schema: ma.Schema) -> None:
    row = {"staff_no": "0012", "pay": Decimal("12.5"), "skills": ("琴", "画")}
    assert schema.load(schema.dump(row)) == row
