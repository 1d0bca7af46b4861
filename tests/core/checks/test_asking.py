"""One run's view of the round: which tables are opened, whose rows are found."""

from __future__ import annotations

from core.checks.aggregates import total
from core.checks.view import source_of
from tests.core.checks.conftest import Clubs, told

TWO = [
    {"member_no": "M1", "department": "s1"},
    {"member_no": "M2", "department": "s2"},
]


def everybody(member, data):
    return data.rows(member)


def test_a_table_is_opened_once(clubs: Clubs) -> None:
    asking = clubs.asking()
    assert asking.own("club.member") is asking.own("club.member")
    assert asking.own("club.member") is not asking.own("club.group")


def test_what_is_found_is_narrowed_but_all_is_looked_at(clubs: Clubs) -> None:
    clubs.fill(member=[*TWO, {"member_no": "M3", "name": "同名", "department": "s1"},
                       {"member_no": "M4", "name": "同名", "department": "s2"}])
    clubs.category.data_check("T-1", "member", "错了。")(everybody)
    clubs.category.data_check("T-2", "member", "重名。")(
        lambda member, data: data.repeated(member.name)
    )
    run = clubs.run_data("member", department="s1")
    assert [key for key, _, _ in told(run, "T-1")] == ['["M1"]', '["M3"]']
    assert [key for key, _, _ in told(run, "T-2")] == ['["M3"]']
    assert dict(run.ran)["T-1"] == 2


def test_a_group_is_blamed_on_the_department_whose_row_it_is(clubs: Clubs) -> None:
    clubs.fill(group=[{"code": "G1", "members": "9", "department": "s2"}])
    clubs.category.data_check("T-1", "group", "{left}")(
        lambda group, data: data.groups(total(group.members), 0, by=group.code)
    )
    assert told(clubs.run_data("group", department="s1"), "T-1") == []
    assert told(clubs.run_data("group", department="s2"), "T-1") == [('["G1"]', "", "9")]


def test_only_this_year_fills_a_table(clubs: Clubs) -> None:
    clubs.fill_last(group=[{"code": "G1"}])
    assert clubs.asking().empty("club.group")
    clubs.fill(group=[{"code": "G2"}])
    assert not clubs.asking().empty("club.group")


def test_a_recent_table_holds_the_years_before_too(clubs: Clubs) -> None:
    clubs.fill_last(member=[{"member_no": "M0"}]).fill(member=[{"member_no": "M1"}])
    asking = clubs.asking()
    for name, wanted in (("member", ['["M1"]']), ("recent_member", ['["M0"]', '["M1"]'])):
        view = asking.opened(name, "club.member")
        keys = clubs.connection.execute(source_of(view).select()).all()
        assert sorted(row.row_key for row in keys) == wanted
