"""Rows of a case: stored as if somebody had typed them."""

from __future__ import annotations

import pytest

from core.checks.stored_rows import stored_rows
from core.errors import NotFound
from tests.core.checks.conftest import FACTS, MODELS, Clubs, table


def test_typed_rows_are_stored_with_their_key_department_and_links(clubs: Clubs) -> None:
    clubs.fill(member=[
        {"member_no": "M1", "skills": "琴、画", "fee": "12.5元"},
        {"member_no": "M2", "department": "s1"},
    ])
    found = list(stored_rows(clubs.connection, table("member"), FACTS, MODELS))
    position = table("member").fields.index
    skills = position(table("member").field("skills"))
    assert [(r.row_key, r.department, r.values[skills]) for r in found] == [
        ('["M1"]', "department", ("琴", "画")), ('["M2"]', "s1", None),
    ]


@pytest.mark.parametrize(("rows", "error", "says"), [
    ({"member": [{"number": "1"}]}, ValueError, "没有字段 number"),
    ({"member": [{"fee": "很多"}]}, ValueError, "很多"),
    ({"members": [{}]}, NotFound, "club.member"),
])
def test_mistakes_in_a_case_are_named(
    clubs: Clubs, rows: dict[str, list[dict[str, str]]], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        clubs.fill(**rows)
