"""The sheets of the demonstration: the same every time, and visibly invented."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from stdnum.cn import uscc

from admin.demonstration.college import FULL, SEED, SMALL, UNITS, YEARS
from admin.demonstration.persons import FEMALE, MALE, credit_code, id_card
from admin.demonstration.sheet import Sheet
from admin.demonstration.sheets import all_sheets
from admin.demonstration.world import College, World


@pytest.fixture(scope="module")
def whole() -> College:
    """The college at its full size."""
    return College(FULL)


@pytest.fixture(scope="module", params=YEARS)
def sheets(whole: College, request: pytest.FixtureRequest) -> list[Sheet]:
    """All sheets of a year at full size."""
    return list(all_sheets(World(whole, request.param)))


def test_one_seed_gives_one_college() -> None:
    first, again, other = (
        list(all_sheets(World(College(SMALL, seed), YEARS[-1])))
        for seed in (SEED, SEED, SEED + 1)
    )
    assert first == again
    assert first != other


def test_the_college_has_the_size_of_a_real_one(sheets: list[Sheet]) -> None:
    rows: Counter[str] = Counter()
    for one in sheets:
        rows[one.table] += len(one.rows)
    assert len(rows) == 80
    assert 9_900 <= rows["students.student"] <= 10_100
    assert 775 <= rows["faculty.teacher"] <= 790
    assert rows["majors.catalog"] in (32, 33)
    assert rows["institution.unit"] == 20
    assert 30_000 <= sum(rows.values()) <= 45_000


def test_people_stay_from_year_to_year(whole: College) -> None:
    before, after = (World(whole, year) for year in YEARS)
    leaving = {s.who.number for s in before.graduating}
    gone = {s.who.number for s in before.students} - {s.who.number for s in after.students}
    dropped = {s.who.number for s in before.students if s.left == before.year}
    served = {s.who.number for s in before.students if s.entry == before.entries[-1]}
    assert gone == leaving | dropped | served
    assert {m.number for m in before.members} < {m.number for m in after.members}


def test_everybody_has_an_identity_number_of_his_own(whole: College) -> None:
    people = [s.who for year in YEARS for s in World(whole, year).students]
    cards = {who.number: who.id_card for who in people}
    assert len(set(cards.values())) == len(cards)


def test_departments_fill_what_names_are_known(sheets: list[Sheet]) -> None:
    assert {one.department for one in sheets} <= set(UNITS)


def test_names_are_visibly_invented(sheets: list[Sheet]) -> None:
    named = {"faculty.teacher": r"教师\d{3}", "students.student": r"学生\d+"}
    for one in sheets:
        for row in one.rows:
            if one.table in named:
                assert re.fullmatch(named[one.table], str(row["name"]))
            if one.table == "cooperation.company":
                assert str(row["company"]).startswith("示例企业")


@pytest.mark.parametrize(("sex", "odd"), [(MALE, 1), (FEMALE, 0)])
def test_an_identity_number_tells_birthday_and_sex(sex: str, odd: int) -> None:
    number = id_card(date(1949, 12, 31), sex, 0)
    assert number[6:14] == "19491231"
    assert int(number[16]) % 2 == odd
    assert len(number) == 18


def test_a_credit_code_is_valid() -> None:
    assert uscc.is_valid(credit_code(1))
