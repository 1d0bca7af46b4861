"""Columns become fields; what is only near is asked, and an answer settles it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from core.definition.table import Table
from core.exchange.importing.columns import NOT_IMPORTED, Columns, letter, map_columns
from core.exchange.importing.headers import Header
from core.exchange.importing.labels import Labels

ANSWERS: Mapping[str, str] = {}


def mapped(
    table: Table, headings: Sequence[str], answers: Mapping[str, str] = ANSWERS
) -> Columns:
    header = Header(3, 3, dict(enumerate(headings)))
    return map_columns("人员", header, Labels(table), answers)


@pytest.mark.parametrize(
    ("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (702, "AAA")]
)
def test_letters_of_a_column(position: int, letters: str) -> None:
    assert letter(position) == letters


def test_the_order_of_the_columns_does_not_matter(person: Table) -> None:
    assert mapped(person, ["姓名", "收入（万元）", "*教工号"]).fields == {
        0: "name", 1: "pay", 2: "staff_no"
    }  # fmt: skip


def test_columns_of_the_fillers_own_are_told(person: Table) -> None:
    assert mapped(person, ["教工号", "办公室"]).ignored == (("B", "办公室"),)


def test_a_near_heading_is_a_question(person: Table) -> None:
    (question,) = mapped(person, ["教工号", "人员姓名"]).doubtful
    assert (question.row, question.column, question.label) == (3, "B", "人员姓名")
    assert question.candidates[0][:2] == ("name", "姓名")


@pytest.mark.parametrize(
    ("answer", "fields", "ignored"),
    [
        ("name", {0: "staff_no", 1: "name"}, ()),
        (NOT_IMPORTED, {0: "staff_no"}, (("B", "人员姓名"),)),
    ],
)
def test_an_answer_settles_it(
    answer: str, fields: Mapping[int, str], ignored: object, person: Table
) -> None:
    columns = mapped(person, ["教工号", "人员姓名"], {"人员 姓名*": answer})
    assert (columns.fields, columns.ignored, columns.doubtful) == (fields, ignored, ())


def test_of_two_columns_for_one_field_the_first_is_read(person: Table) -> None:
    columns = mapped(person, ["教工号", "staff_no"])
    assert columns.fields == {0: "staff_no"}
    assert columns.twice == (("B", "staff_no"),)
