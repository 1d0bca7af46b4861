"""A stored computed field that was changed behind the engine's back is found."""

from __future__ import annotations

from decimal import Decimal

from core.checks.computing import DIFFERS
from tests.core.checks.conftest import MODELS, Clubs, told


def with_rate(clubs: Clubs) -> Clubs:
    """Let the rate follow from the grant and the hours, as 10 元 an hour is stored."""
    clubs.category.computed("member", "rate")(lambda grant, hours: grant / hours)
    return clubs.fill(member=[{"member_no": "M1", "name": "学生001", "grant": "0.01",
                               "hours": "10", "rate": "10"}])  # fmt: skip


def test_what_was_computed_is_left_alone(clubs: Clubs) -> None:
    run = with_rate(clubs).run("member", "account")
    assert told(run, DIFFERS) == []
    assert dict(run.ran)[DIFFERS] == 1


def test_a_changed_figure_is_told_with_both_numbers(clubs: Clubs) -> None:
    with_rate(clubs)
    clubs.connection.execute(MODELS.rows("club.member").update().values(rate=Decimal(99)))
    [(key, field, message)] = told(clubs.run("member"), DIFFERS)
    assert (key, field) == ('["M1"]', "rate")
    assert "应为10" in message
    assert "存的却是 99" in message
    assert told(clubs.run("member", department="elsewhere"), DIFFERS) == []


def test_a_blank_figure_is_not_a_changed_one(clubs: Clubs) -> None:
    with_rate(clubs)
    clubs.connection.execute(MODELS.rows("club.member").update().values(rate=None))
    assert told(clubs.run("member"), DIFFERS) == []
