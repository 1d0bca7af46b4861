"""What colleges decide differently changes the figures, and every result says what was decided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.indicators.evaluating import Evaluation, IndicatorResult
from core.indicators.measuring import Measuring
from tests.core.indicators.conftest import TwoYears

STUDENTS = {"higher_voc": "1800", "ft_total": "1800", "intl": "0", "evening": "0", "corr": "0"}
TEACHERS = [
    *({"staff_no": f"T{n:02}", "staff_kind": "1", "status": "11"} for n in range(80)),
    *({"staff_no": f"W{n:02}", "staff_kind": "3"} for n in range(20)),
]
LESSONS = [{"staff_no": f"W{n:02}", "course_code": "C1", "class_name": "1", "term": "1",
            "hours": "160"} for n in range(20)]  # fmt: skip
LIBRARY = {"paper_books": "12", "ebooks": "36000"}
ROOMS = {"teach_area": "25200", "admin_area": "1800"}


def result(years: TwoYears, name: str, **settings: str) -> IndicatorResult:
    """Return an indicator of a small college with settings replaced."""
    tried = years.tried
    years.fill({
        "students.scale": [STUDENTS], "faculty.teacher": TEACHERS, "faculty.teaching": LESSONS,
        "facilities.library": [LIBRARY], "facilities.area": [ROOMS],
    })  # fmt: skip
    chosen: Any = years.facts.settings
    for setting, text in settings.items():
        chosen = chosen.with_value(setting, text)
    facts = replace(years.facts, settings=chosen, previous=None)
    year = facts.year
    measuring = Measuring(tried.connection, facts, tried.models, tried.registry.measures(year))
    indicators = tried.registry.indicators(year)
    found = Evaluation(facts, measuring, indicators, tried.standards).results()
    return next(one for one in found if one.name == name)


@pytest.mark.parametrize(
    ("name", "settings", "value", "rating", "says"),
    [
        ("student_teacher", {"external_teacher_variant": "half"}, "20", "below", "half"),
        ("student_teacher", {"external_teacher_variant": "hours160"}, "18", "pass", "hours160"),
        ("book_per", {"include_ebooks": "false"}, "66.67", "below", "计入电子图书：否"),
        ("book_per", {"include_ebooks": "true"}, "86.67", "pass", "计入电子图书：是"),
        ("room_per", {"school_type": "综合、师范、民族"}, "15", "pass", "类别：综合、师范、民族"),
        ("room_per", {"school_type": "工科、农、林"}, "15", "below", "类别：工科、农、林"),
    ],
)
def test_a_variant_changes_the_result_and_is_named(
    years: TwoYears, name: str, settings: dict[str, str], value: str, rating: str, says: str
) -> None:
    found = result(years, name, **settings)
    assert found.value is not None
    assert f"{found.value:.2f}".rstrip("0").rstrip(".") == value
    assert found.rating == rating
    assert says in found.variant


def test_the_figures_of_the_collection_are_unknown_unless_somebody_counts(
    years: TwoYears,
) -> None:
    assert result(years, "fill_rate").value is None
