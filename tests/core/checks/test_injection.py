"""Which table a parameter of a rule stands for."""

from __future__ import annotations

import pytest

from core.checks.injection import table_id, tables_of

TABLES = ("club.member", "club.group", "sport.member", "sport.club_day")


@pytest.mark.parametrize(("name", "id"), [
    ("member", "club.member"), ("sport_member", "sport.member"),
    ("sport_club_day", "sport.club_day"), ("recent_group", "club.group"),
    ("recent_sport_member", "sport.member"), ("club_day", None), ("nobody", None),
])
def test_a_table_of_the_own_category_goes_by_its_short_name(name: str, id: str | None) -> None:
    assert table_id(name, "club", TABLES) == id


def test_what_is_injected_otherwise_is_no_table() -> None:
    names = ("member", "data", "calendar", "setting_most_hours")
    assert tables_of(names, "club", TABLES) == {"member": "club.member"}


def test_without_one_of_its_tables_a_rule_has_none() -> None:
    assert tables_of(("member", "team"), "club", TABLES) is None
