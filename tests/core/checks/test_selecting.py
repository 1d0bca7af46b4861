"""From what a check asks for to rows: in the order of the workbook, with the values to name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.checks.selecting import Selecting, view_of
from tests.core.checks.conftest import Clubs


def test_the_rows_of_the_workbook_come_in_its_order_before_those_stored(clubs: Clubs) -> None:
    clubs.fill(member=[{"member_no": "M1"}])
    staged = clubs.stage("member", {"member_no": "M9"}, {"member_no": "M8"})
    view = clubs.asking(staged).own("club.member")
    found = Selecting(clubs.connection, view, (), None).rows(view, [])
    lined = [(row.line, row.row_key) for row in found if row.line is not None]
    assert lined == [(2, '["M9"]'), (3, '["M8"]')]
    assert len(found) == 3


def test_values_to_name_are_in_the_unit_they_are_typed_in(clubs: Clubs) -> None:
    view = clubs.fill(member=[{"member_no": "M1", "grant": "0.02"}]).view("member")
    [row] = Selecting(clubs.connection, view, ("grant", "skills", "other"), None).rows(view, [])
    assert row.values == {"grant": Decimal("0.02")}
    assert row.fields["grant"].unit == "万元"


def test_rows_of_another_table_belong_to_no_department_and_line(clubs: Clubs) -> None:
    clubs.fill(group=[{"code": "G1", "department": "s1"}])
    own, other = clubs.view("member"), clubs.view("group")
    [row] = Selecting(clubs.connection, own, (), "s2").rows(other, [])
    assert (row.row_id, row.department, row.row_key) == (None, "", '["G1"]')


def test_the_first_row_of_a_group_stands_for_it(clubs: Clubs) -> None:
    view = clubs.fill(member=[
        {"member_no": "M2", "club": "G1"}, {"member_no": "M1", "club": "G1"},
        {"member_no": "M3", "club": "G2"}, {"member_no": "M4"},
    ]).view("member")
    asked = Selecting(clubs.connection, view, (), None)
    found = asked.first_rows([view.club], [("G1",), ("G9",)])
    assert {key: row.row_key for key, row in found.items()} == {("G1",): '["M1"]'}


def test_a_column_tells_its_view_and_field(clubs: Clubs) -> None:
    member, group = clubs.view("member"), clubs.view("group")
    assert view_of(member.name, [group, member]) == (member, "name")
    assert view_of(member.skills, [group]) == (member, "skills")
    with pytest.raises(LookupError):
        view_of(member.name + group.name, [group, member])
