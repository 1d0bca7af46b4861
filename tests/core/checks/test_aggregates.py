"""What rules count and sum: exactly, beyond 64 bits, blank and zero told apart."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core.checks.aggregates import count, distinct, mean, reached, total
from core.checks.selecting import Selecting
from core.checks.view import TableView
from tests.core.checks.conftest import Clubs

MEMBERS = [
    {"member_no": "M1", "club": "G1", "role": "负责人", "hours": "0.1", "fee": "20"},
    {"member_no": "M2", "club": "G1", "role": "成员", "hours": "0.2"},
    {"member_no": "M3", "club": "G2", "role": "成员"},
]


def asking(clubs: Clubs) -> tuple[TableView, Selecting]:
    """Return the members and what asks for their numbers."""
    member = clubs.view("member")
    return member, Selecting(clubs.connection, member, (), None)


def test_rows_are_counted_that_fulfil_all_conditions(clubs: Clubs) -> None:
    member, asked = asking(clubs.fill(member=MEMBERS))
    assert asked.value(count(member.role == "成员")) == 2
    assert asked.value(count(member.role == "成员", member.club == "G1")) == 1


@pytest.mark.parametrize(("aggregate", "field", "wanted"), [
    (total, "hours", "0.3"), (mean, "hours", "0.15"), (distinct, "club", "2"),
    (distinct, "hours", "2"), (total, "fee", "20"), (mean, "fee", "20"),
])
def test_blanks_are_left_out(clubs: Clubs, aggregate: Any, field: str, wanted: str) -> None:
    member, asked = asking(clubs.fill(member=MEMBERS))
    assert asked.value(aggregate(getattr(member, field))) == Decimal(wanted)


@pytest.mark.parametrize(("aggregate", "wanted"), [(total, None), (mean, None), (distinct, 0)])
def test_values_that_are_all_blank_are_not_zero(
    clubs: Clubs, aggregate: Any, wanted: int | None
) -> None:
    member, asked = asking(clubs.fill(member=MEMBERS))
    assert asked.value(aggregate(member.grant)) == wanted


@pytest.mark.parametrize(("aggregate", "wanted"), [(total, 0), (mean, None), (distinct, 0)])
def test_no_row_at_all_sums_to_zero(clubs: Clubs, aggregate: Any, wanted: int | None) -> None:
    member, asked = asking(clubs.fill(member=MEMBERS))
    assert asked.value(aggregate(member.hours, member.club == "G9")) == wanted


def test_a_sum_beyond_64_bits_is_exact(clubs: Clubs) -> None:
    """Stored are whole millionths, so that two of these already pass 2 to the 63rd."""
    groups = [{"code": f"G{n}", "budget": "900000000.01"} for n in range(12)]
    group = clubs.fill(group=groups).view("group")
    asked = clubs.asking().selecting(group, ())
    assert asked.value(total(group.budget)) == 12 * Decimal("9000000000100")
    assert asked.value(mean(group.budget)) == Decimal("9000000000100")


def test_negative_amounts_are_summed_exactly(clubs: Clubs) -> None:
    members = [{"member_no": f"M{n}", "fee": fee} for n, fee in enumerate(("-0.01", "0.03", "-5"))]
    member, asked = asking(clubs.fill(member=members))
    assert asked.value(total(member.fee)) == Decimal("-4.98")


def test_values_whose_sum_reaches_a_limit(clubs: Clubs) -> None:
    events = [
        {"club": "G1", "day": "2025-1-1", "visitors": "10", "cost": "99.99"},
        {"club": "G1", "day": "2025-1-2", "visitors": "20", "cost": "0.01"},
        {"club": "G2", "day": "2025-1-1", "visitors": "29", "cost": "99.99"},
    ]
    event = clubs.fill(event=events, group=[{"code": "G1"}, {"code": "G2"}]).view("event")
    group = clubs.view("group")
    asked = clubs.asking().selecting(group, ())
    for column, limit in ((event.visitors, 30), (event.cost, Decimal(100))):
        wanted = group.code.in_(reached(column, event.club, limit))
        assert [row.row_key for row in asked.rows(group, [wanted])] == ['["G1"]']


def test_groups_have_values_of_their_own(clubs: Clubs) -> None:
    member, asked = asking(clubs.fill(member=[*MEMBERS, {"member_no": "M4"}]))
    assert asked.grouped(count(), [member.club]) == {("G1",): 2, ("G2",): 1}
    assert asked.grouped(total(member.hours), [member.club]) == {("G1",): Decimal("0.3")}
    by_both = asked.grouped(count(), [member.club, member.role])
    assert by_both == {("G1", "负责人"): 1, ("G1", "成员"): 1, ("G2", "成员"): 1}


def test_a_blank_part_of_a_compound_group_is_the_empty_text(clubs: Clubs) -> None:
    member, asked = asking(clubs.fill(member=[{"member_no": "M1", "club": "G1"}]))
    assert asked.grouped(count(), [member.club, member.role]) == {("G1", ""): 1}
