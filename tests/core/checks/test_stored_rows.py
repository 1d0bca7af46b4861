"""Reading stored rows one after the other: by department and key, links put in their places."""

from __future__ import annotations

from core.checks import stored_rows as module
from core.checks.stored_rows import stored_rows
from tests.core.checks.conftest import FACTS, MODELS, Clubs, table


def keys(clubs: Clubs, name: str, department: str | None = None) -> list[str]:
    rows = stored_rows(clubs.connection, table(name), FACTS, MODELS, department)
    return [row.row_key for row in rows]


def test_rows_come_by_department_and_key_and_only_of_this_year(clubs: Clubs) -> None:
    clubs.fill_last(group=[{"code": "G0"}])
    clubs.fill(group=[
        {"code": "G3", "department": "s1"}, {"code": "G1", "department": "s2"},
        {"code": "G2", "department": "s1"},
    ])
    assert keys(clubs, "group") == ['["G2"]', '["G3"]', '["G1"]']
    assert keys(clubs, "group", "s2") == ['["G1"]']


def test_more_rows_than_are_read_at_once(clubs: Clubs, monkeypatch) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 2)
    clubs.fill(member=[{"member_no": f"M{n}", "others": f"G{n}、G9"} for n in range(5)])
    rows = stored_rows(clubs.connection, table("member"), FACTS, MODELS)
    others = table("member").fields.index(table("member").field("others"))
    assert [row.values[others] for row in rows] == [(f"G{n}", "G9") for n in range(5)]
