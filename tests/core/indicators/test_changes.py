"""Two years side by side: totals, fields of one row and indicators that changed too much."""

from __future__ import annotations

import pytest

from core.checks.issues import Issue
from core.checks.years import VARIANCE
from core.indicators.changes import RATIO
from core.indicators.checking import check_tables
from tests.core.indicators.conftest import TwoYears

AREA, SCALE, TEACHER, ADMISSION = (
    "facilities.area", "students.scale", "faculty.teacher", "students.admission",
)
ENROLMENT = {"major_code": "570102K", "admission_mode": "1", "plan": "100", "admitted": "100"}


OTHERS = "master doctor intl prep further adult_ft evening corr".split()


def scale(students: str) -> dict[str, str]:
    """Return the row of a college that has no students of any other kind."""
    return {"higher_voc": students, **dict.fromkeys(OTHERS, "0")}


def changed(years: TwoYears, *tables: str) -> dict[str, Issue]:
    """Return what changed too much, by the field, or by the code of the indicator."""
    tried = years.tried
    run = check_tables(tried.connection, tried.registry, tried.models, years.facts, tables)
    found = [issue for issue in run.issues if issue.code in (VARIANCE, RATIO)]
    return {issue.field or issue.row_key: issue for issue in found}


def test_a_field_of_a_single_row_is_compared_in_its_own_unit(years: TwoYears) -> None:
    years.fill({AREA: [{"land_total": "250000"}]}, {AREA: [{"land_total": "200000"}]})
    issue = changed(years, AREA)["land_total"]
    assert issue.severity == "warning"
    assert "今年 250000，上年 200000，变动超过 20%" in issue.message


def test_a_total_over_many_rows_is_compared_as_a_whole(years: TwoYears) -> None:
    second = ENROLMENT | {"major_code": "570101K"}
    years.fill(
        {ADMISSION: [ENROLMENT, second]},
        {ADMISSION: [ENROLMENT | {"admitted": "60"}, second | {"admitted": "60"}]},
    )
    assert "今年 200，上年 120" in changed(years, ADMISSION)["admitted"].message


@pytest.mark.parametrize(
    ("students", "wrong"), [("1300", True), ("1199", False), ("790", True), ("801", False)]
)
def test_an_indicator_is_compared_by_its_share(
    years: TwoYears, students: str, wrong: bool
) -> None:
    years.fill({SCALE: [scale(students)]}, {SCALE: [scale("1000")]})
    assert ('["STU-I01"]' in changed(years, SCALE)) is wrong


@pytest.mark.parametrize(("registered", "wrong"), [("84", True), ("85", False), ("95", False)])
def test_a_share_may_change_by_points_not_by_a_share_of_itself(
    years: TwoYears, registered: str, wrong: bool
) -> None:
    years.fill(
        {ADMISSION: [ENROLMENT | {"registered": registered}]},
        {ADMISSION: [ENROLMENT | {"registered": "95"}]},
    )
    assert ('["STU-I40"]' in changed(years, ADMISSION)) is wrong


def test_student_teacher_ratio_may_change_by_three(years: TwoYears) -> None:
    teachers = [
        {"staff_no": f"T{n}", "staff_kind": "1", "status": "11"} for n in range(10)
    ]
    rows = {TEACHER: teachers, "faculty.teaching": [
        {"staff_no": "T1", "course_code": "C1", "class_name": "1", "term": "1", "hours": "32"}
    ]}
    years.fill(
        rows | {SCALE: [scale("182")]}, rows | {SCALE: [scale("150")]}
    )
    assert "今年 18.2" in changed(years, TEACHER, SCALE)['["FAC-I03"]'].message


def test_the_first_round_has_nothing_to_compare_with(years: TwoYears) -> None:
    years.fill({AREA: [{"land_total": "250000"}]})
    assert changed(years, AREA) == {}
