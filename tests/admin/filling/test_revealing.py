"""A masked value: shown in the clear only with right and reason, and never found or sorted by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from admin.filling.listing import ordered, search_fields
from core.audit.recording import entries
from core.database import reading
from core.generation.listing import ListQuery

NUMBER = "44070319990101001X"


def stored(site: Any) -> str:
    return str(site.row("sample.person", "示例学院", staff_no="T1", name="教师001", id_card=NUMBER))


def revealed(site: Any) -> list[Any]:
    with reading(site.instance.engine) as connection:
        return [link for link in entries(connection) if link.verb == "revealed"]


def test_a_value_is_shown_once_with_a_reason_that_is_written_down(site: Any) -> None:
    row = stored(site)
    url = f"/tables/sample/person/{row}/reveal/id_card/"
    head = site.visitor("head")
    page = head.get(f"/tables/sample/person/{row}/").text
    assert url in page
    assert NUMBER not in page
    assert NUMBER not in head.get(url).text
    for reason in ("", "  看 "):
        answer = head.post(url, {"reason": reason})
        assert (answer.status_code, NUMBER in answer.text) == (422, False)
    answer = head.post(url, {"reason": "与学信网核对证件号"})
    assert (answer.status_code, NUMBER in answer.text) == (200, True)
    assert answer.headers["Cache-Control"] == "no-store"
    (link,) = revealed(site)
    assert (link.actor, link.object.endswith(row)) == ("head", True)
    assert "与学信网核对证件号" in link.detail
    assert NUMBER not in link.detail


def test_only_masked_fields_of_own_rows_are_revealed(sqlite_site: Any) -> None:
    row = stored(sqlite_site)
    foreign = sqlite_site.row(
        "sample.person", "示例艺术学院", staff_no="T2", name="教师002", id_card=NUMBER
    )
    reason = {"reason": "与学信网核对证件号"}
    for who, which, field, status in [
        ("head", foreign, "id_card", 404), ("head", row, "name", 404), ("head", row, "no", 404),
        ("filler", row, "id_card", 403), ("auditor", row, "id_card", 403),
        ("office", foreign, "id_card", 200), ("vice_president", row, "id_card", 200),
    ]:
        url = f"/tables/sample/person/{which}/reveal/{field}/"
        assert sqlite_site.visitor(who).post(url, reason).status_code == status, (who, field)


def test_thirty_values_an_hour_are_enough(sqlite_site: Any) -> None:
    url = f"/tables/sample/person/{stored(sqlite_site)}/reveal/id_card/"
    office, reason = sqlite_site.visitor("office"), {"reason": "与学信网核对证件号"}
    codes = [office.post(url, reason).status_code for _ in range(31)]
    assert codes == [200] * 30 + [429]
    assert sqlite_site.visitor("head").post(url, reason).status_code == 200
    sqlite_site.clock.forward(minutes=29)
    office.get("/")
    sqlite_site.clock.forward(minutes=29)
    office.get("/")
    sqlite_site.clock.forward(minutes=3)
    assert office.post(url, reason).status_code == 200


def test_a_hidden_part_is_neither_found_nor_sorted_by(sqlite_site: Any) -> None:
    stored(sqlite_site)
    head = sqlite_site.visitor("head")
    for typed in (NUMBER, NUMBER[:8], "%0101%"):
        page = head.get("/tables/sample/person/", query_string={"search": typed}).text
        assert "教师001" not in page
    plain = head.get("/tables/sample/person/").text
    sorted_ = head.get("/tables/sample/person/?sort=id_card&order=down").text
    assert plain.count("<tr") == sorted_.count("<tr")


def test_a_masked_key_gives_no_order_away(sqlite_site: Any) -> None:
    table = sqlite_site.instance.registry.definitions.table("sample.person")
    rows = sqlite_site.instance.models.rows("sample.person")

    class Listed:
        masked = frozenset({"id_card"})

        def __init__(self) -> None:
            self.table = replace(table, key=("id_card",), display=("id_card", "name"))

    listed = Listed()
    for wanted in (ListQuery(), ListQuery(sort="id_card")):
        query = str(ordered(sa.select(rows.c.row_id), rows, listed, wanted))
        order = query.partition("ORDER BY")[2]
        assert "id_card" not in order
        assert "row_key" not in order
    assert [field.name for field in search_fields(listed)] == ["name"]
