"""The 80 tables as whoever fills them reads them: what to write, in which unit, of which time."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.definition.field import Field
from core.definition.table import Table
from core.discovery import build_registry

REGISTRY = build_registry(Path(__file__).parents[1] / "tables", installed=False)
TABLES = list(REGISTRY.definitions.tables.values())
FIELDS = [pytest.param(t, f, id=f"{t.id}.{f.name}") for t in TABLES for f in t.fields]
NUMBERS = [param for param in FIELDS if REGISTRY.kinds[param.values[1].kind].numeric]
SHORTEST_GUIDANCE = 80
PER_HEAD = {"allowance", "salary", "start_salary", "tuition", "standard"}
"""Amounts for one person: their sum over the rows means nothing."""
SELDOM = {"emergency.incident.loss", "students.student.arrears"}
"""Amounts that follow no course from year to year."""
STOCKS = {"equip", "asset", "equip_value", "equip_total", "fixed_total"}
CONTRACTS = {"amount", "fund_total", "budget", "receivable", "arrears", "benefit"}
"""What was agreed or is owed, no money that came or went in a year."""


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)
def test_a_table_says_what_to_do(table: Table) -> None:
    assert len(table.guidance) >= SHORTEST_GUIDANCE
    assert "填" in table.guidance
    assert table.number
    assert table.source
    assert table.owner
    assert table.single or table.key


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)
def test_what_several_fill_is_merged_by_somebody(table: Table) -> None:
    """Article 10: by the route of teaching data, or by the one department that answers for it."""
    if table.fillers:
        assert table.route in ("teaching", "shared")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)
def test_no_more_than_half_of_the_columns_go_unexplained(table: Table) -> None:
    """A choice explains itself by its options, a computed column by being computed."""
    silent = [
        f.label for f in table.fields
        if not (f.note or f.example or f.computed or f.unit or f.codes or f.choices)
        and f.kind not in ("boolean", "date", "month", "year", "attachment", "reference")
    ]
    assert 2 * len(silent) <= len(table.fields), silent


@pytest.mark.parametrize(("table", "field"), NUMBERS)
def test_a_number_has_its_unit(table: Table, field: Field) -> None:
    ranks = field.name in ("order", "school_order", "author_order", "unit_order")
    assert field.unit or field.kind == "percent" or ranks


@pytest.mark.parametrize(("table", "field"), [p for p in NUMBERS if p.values[1].kind == "money"])
def test_money_is_compared_with_last_year(table: Table, field: Field) -> None:
    if not field.compares and field.name not in PER_HEAD and f"{table.id}.{field.name}" not in (
        SELDOM | {"finance.special.asset"}
    ):
        assert field.variance


@pytest.mark.parametrize(("table", "field"), [p for p in NUMBERS if p.values[1].kind == "money"])
def test_money_of_a_year_is_of_the_calendar_year(table: Table, field: Field) -> None:
    """Article 7: fees by the calendar year, inside tables of the academic year too."""
    of_a_time = table.period_of(field).startswith("point:") or field.name.startswith("equip_")
    if not of_a_time and field.name not in PER_HEAD | STOCKS | CONTRACTS:
        assert table.period_of(field) == "calendar_year"
