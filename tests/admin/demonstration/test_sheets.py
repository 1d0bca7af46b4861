"""The sheets of the demonstration: the same every time, and visibly invented."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from stdnum.cn import uscc

from admin.demonstration.college import SCHOOLS, SEED
from admin.demonstration.persons import FEMALE, MALE, credit_code, id_card
from admin.demonstration.sheet import Sheet
from admin.demonstration.sheets import all_sheets

OFFICES = (
    "教务处", "学生处", "招生就业处", "人事处", "财务处", "党政办公室", "组织人事部门",
    "校企合作办", "发展规划处", "继续教育学院",
)  # fmt: skip
CODES = {s.name: s.code for s in SCHOOLS} | {name: f"D{n}" for n, name in enumerate(OFFICES)}


@pytest.fixture(scope="module")
def sheets() -> list[Sheet]:
    return all_sheets(CODES, SEED)


def test_one_seed_gives_one_college(sheets: list[Sheet]) -> None:
    assert all_sheets(CODES, SEED) == sheets
    assert all_sheets(CODES, SEED + 1) != sheets


def test_it_is_small_but_whole(sheets: list[Sheet]) -> None:
    rows: Counter[str] = Counter()
    for one in sheets:
        rows[one.table] += len(one.rows)
    assert rows["students.student"] == 520
    assert rows["employment.graduate"] == 120
    teachers = [row for one in sheets if one.table == "faculty.teacher" for row in one.rows]
    assert sum(row["staff_kind"] == "1" for row in teachers) == 60


def test_names_are_visibly_invented(sheets: list[Sheet]) -> None:
    named = {"faculty.teacher": r"教师\d{3}", "students.student": r"学生\d{4}"}
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
