"""When something goes wrong: a page in Chinese, a number, and no word of the inside."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest

from admin.failures import PAGES, status_of
from core.database import DatabaseError
from core.errors import Conflict, NotFound, Refused


@pytest.mark.parametrize("error, status", [
    (NotFound("x"), 404), (Refused("x"), 409), (Conflict("x"), 409), (DatabaseError("x"), 503),
])
def test_each_refusal_has_its_status(error: Any, status: int) -> None:
    assert status_of(error) == status
    assert status in PAGES


def test_a_program_error_gets_a_number_and_shows_nothing(
    sqlite_site: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = sqlite_site.visitor("filler")

    def broken(*_: object) -> None:
        raise RuntimeError("SELECT secret FROM person")

    monkeypatch.setattr("admin.filling.home.groups_of", broken)
    with caplog.at_level(logging.ERROR):
        answer = visitor.get("/")
    assert answer.status_code == 500
    assert "系统出错了" in answer.text
    assert "secret" not in answer.text
    found = re.search(r'class="code">([0-9A-F]{8})<', answer.text)
    assert found
    assert f"incident {found.group(1)}" in caplog.text
    assert "SELECT secret" in caplog.text


def test_a_database_that_cannot_be_read_still_gives_a_page(
    sqlite_site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = sqlite_site.visitor("filler")

    def busy(*_: object) -> None:
        raise DatabaseError("database is locked")

    monkeypatch.setattr("admin.visit.load_actor", busy)
    answer = visitor.get("/")
    assert answer.status_code == 503
    assert "系统暂时忙不过来" in answer.text
    assert "locked" not in answer.text


def test_what_is_absent_looks_like_what_is_foreign(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("filler")
    foreign = sqlite_site.row("sample.person", "示例艺术学院", staff_no="T9", name="教师009")
    pages = {
        re.sub(r'value="[^"]+"', "", visitor.get(f"/tables/sample/person/{row_id}/").text)
        for row_id in (foreign, "0" * 32)
    }
    assert len(pages) == 1


def test_a_script_gets_json(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("filler")
    answer = visitor.get("/nosuch", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["error"]) == (404, "没有找到这一页")


@pytest.mark.parametrize("query", ["page=10000000000000000000000", "page=-1", "page=x", "page=０",
                                   "sort=__class__", "sort=id_card", "issue=%27", "search=%25"])
def test_no_query_of_a_list_is_an_error(sqlite_site: Any, query: str) -> None:
    sqlite_site.row("sample.person", "示例学院", staff_no="T1", name="教师001")
    assert sqlite_site.visitor("filler").get(f"/tables/sample/person/?{query}").status_code == 200
