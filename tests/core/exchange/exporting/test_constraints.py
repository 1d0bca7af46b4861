"""Bounds in a data package are such as Frictionless can read for the type of the field."""

from __future__ import annotations

from core.definition.kinds import BUILT_IN
from core.definition.loading import read_definitions
from core.exchange.exporting.data_package import constraints, field_type
from core.instance import TABLES

KINDS = {kind.name: kind for kind in BUILT_IN}
LENGTHS = {"yearmonth": len("2100-12"), "date": len("2100-12-31")}


def test_a_month_is_bounded_by_a_month_and_a_day_by_a_day() -> None:
    seen = set()
    for table in read_definitions([TABLES], KINDS).tables.values():
        for field in table.fields:
            kind = KINDS[field.kind]
            type = field_type(field, kind)["type"]
            for name in ("minimum", "maximum"):
                bound = constraints(field, kind).get(name)
                if bound is not None and type in LENGTHS:
                    assert len(bound) == LENGTHS[type], (table.id, field.name)
                    seen.add(type)
    assert seen == set(LENGTHS)
