"""What a program may do with rows: the same as a person on the pages, in JSON."""

from __future__ import annotations

from typing import Any

ROWS = "/api/tables/sample/person/rows/"


def sent(visitor: Any, method: str, url: str, body: Any = None) -> Any:
    """Send a request as a program does, with the token that a list answered."""
    token = visitor.get(ROWS).json["token"]
    return visitor.client.open(url, method=method, json=body, headers={"X-CSRFToken": token})


def test_a_row_lives_in_the_interface_as_on_the_pages(site: Any) -> None:
    program = site.visitor("filler")
    made = sent(program, "POST", ROWS, {"values": {"staff_no": " T7 ", "name": "教师007"}})
    assert made.status_code == 201
    row = made.json
    assert row["values"]["staff_no"] == "T7"
    assert row["department"] == "示例学院"

    listed = program.get(ROWS).json
    assert [one["row_id"] for one in listed["rows"]] == [row["row_id"]]
    assert listed["total"] == 1

    body = {"values": row["values"] | {"name": "教师008"}, "version": row["version"]}
    changed = sent(program, "PUT", ROWS + row["row_id"], body)
    assert (changed.status_code, changed.json["version"]) == (200, 2)
    assert program.get(ROWS + row["row_id"]).json["values"]["name"] == "教师008"

    again = sent(program, "PUT", ROWS + row["row_id"], body)
    assert again.status_code == 409
    assert sent(program, "DELETE", ROWS + row["row_id"] + "?version=1").status_code == 409
    assert sent(program, "DELETE", ROWS + row["row_id"] + "?version=2").status_code == 204
    assert program.get(ROWS + row["row_id"]).status_code == 404


def test_what_cannot_be_read_is_told_by_field(sqlite_site: Any) -> None:
    program = sqlite_site.visitor("filler")
    answer = sent(program, "POST", ROWS, {"values": {"staff_no": "T1", "begun": "明天", "x": "1"}})
    assert answer.status_code == 422
    assert answer.json["fields"].keys() == {"begun", "x"}
    for body in (None, [], {"values": "T1"}, {"values": {}, "version": "1", "more": 1}):
        assert sent(program, "POST", ROWS, body).status_code == 422
    assert program.get(ROWS).json["total"] == 0


def test_a_row_check_tells_its_issue_and_stores_the_row(sqlite_site: Any) -> None:
    program = sqlite_site.visitor("filler")
    values = {"staff_no": "T1", "name": "教师001", "begun": "2025-01-02", "ended": "2025-01-01"}
    made = sent(program, "POST", ROWS, {"values": values})
    assert made.status_code == 201
    assert "SMP-101" in {issue["code"] for issue in made.json["issues"]}
    read = program.get(ROWS + made.json["row_id"]).json
    assert "SMP-101" in {issue["code"] for issue in read["issues"]}


def test_a_taken_key_is_an_issue_and_stores_nothing(sqlite_site: Any) -> None:
    program = sqlite_site.visitor("filler")
    for status in (201, 422):
        answer = sent(program, "POST", ROWS, {"values": {"staff_no": "T1", "name": "教师001"}})
        assert answer.status_code == status
    assert answer.json["issues"][0]["code"] == "KEY-TWICE"


def test_failures_are_json_and_a_token_is_needed(sqlite_site: Any) -> None:
    program = sqlite_site.visitor("filler")
    assert program.get("/api/tables/sample/nothing/rows/").json["error"]
    bare = program.client.post(ROWS, json={"values": {}})
    assert (bare.status_code, bare.is_json) == (400, True)
    assert sqlite_site.visitor().get(ROWS).status_code == 401
