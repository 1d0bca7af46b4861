"""Computed fields and figures of the plugins, called as the pure functions they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.checks.filling import fill
from core.discovery import build_registry
from core.indicators.cases import Case, trial
from core.indicators.measured_fields import refresh_measured_fields
from plugins.clubs.computed import members_of_the_red_cross
from plugins.facilities.computed import area_for_living, area_for_teaching, area_of_all_buildings
from plugins.industry.computed import sector_of_the_trade
from plugins.international.computed import days_of_all_persons
from plugins.majors.computed import group_of_the_catalogue, students_of_all_grades
from plugins.students.figures import dropout_rate


def test_dropouts_are_counted_against_the_students_at_the_start_of_the_year() -> None:
    assert dropout_rate(Decimal(100), Decimal(5000), Decimal(4000)) == Decimal("2.5")


def test_areas_add_up_and_a_kind_of_room_left_blank_is_not_there() -> None:
    assert area_of_all_buildings(Decimal(100), Decimal("20.5")) == Decimal("120.5")
    assert area_for_teaching(1, 2, 3, 4, 5, 6) == 21
    assert area_for_living(Decimal(100), Decimal(20), staff_canteen=Decimal(5)) == 125


@pytest.mark.parametrize(
    ("trade", "sector"), [("A", "一产"), ("C", "二产"), ("E", "二产"), ("F", "三产"), ("P", "三产")]
)
def test_sections_of_trades_belong_to_a_sector(trade: str, sector: str) -> None:
    assert sector_of_the_trade(trade) == sector


def test_a_journey_counts_both_its_first_and_its_last_day_for_everybody() -> None:
    assert days_of_all_persons(3, date(2025, 3, 1), date(2025, 3, 5)) == 15


def test_a_journey_that_ends_before_it_starts_has_no_length() -> None:
    assert days_of_all_persons(3, date(2025, 3, 5), date(2025, 3, 1)) is None


def test_what_follows_from_one_row() -> None:
    assert members_of_the_red_cross(20, 300) == 320
    assert group_of_the_catalogue("570102K") == "57"
    assert students_of_all_grades(100, 90, 80) == 270


def test_a_match_with_an_industry_counts_the_freshmen_and_students_of_its_major() -> None:
    """The major of 510203 has freshmen but nobody on the roll; its last column is 0."""
    registry = build_registry(Path(__file__).parents[2] / "tables", installed=False)
    rows = {
        "industry.match": [
            {"major_code": "570102K", "industry_code": "IND-1"},
            {"major_code": "510203", "industry_code": "IND-1"},
        ],
        "students.admission": [
            {"major_code": "570102K", "admission_mode": "1", "registered": "80"},
            {"major_code": "570102K", "admission_mode": "2", "registered": "15"},
            {"major_code": "510203", "admission_mode": "1", "registered": "40"},
        ],
        "students.student": [
            {"student_no": "S1", "major_code": "570102K", "status": "在读"},
            {"student_no": "S2", "major_code": "570102K", "status": "休学"},
            {"student_no": "S3", "major_code": "510203", "status": "退学"},
        ],
    }
    with trial(registry, {}) as tried, tried.connection.begin():
        facts = tried.facts(Case())
        fill(tried.connection, tried.models, facts, rows)
        refresh_measured_fields(tried.connection, registry, tried.models, facts)
        match = tried.models.rows("industry.match")
        found = tried.connection.execute(
            sa.select(match.c.major_code, match.c.enrol, match.c.students)
        )
        assert {row[0]: (row[1], row[2]) for row in found} == {
            "570102K": (95, 2), "510203": (40, 0),
        }  # fmt: skip
