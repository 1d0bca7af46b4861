"""What every answer carries, and what no request can do, whatever the page."""

from __future__ import annotations

import re
from typing import Any

import pytest

from admin.protection import safe_next


def post_rules(site: Any) -> list[str]:
    """The URLs of every rule that takes a POST, with something in the place of variables."""
    rules = [rule for rule in site.app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    words = {"category": "sample", "table": "person"}
    return [
        re.sub(
            r"<(?:(\w+):)?(\w+)>",
            lambda found: words.get(found[2], "1" if found[1] == "int" else "x"), rule.rule,
        )
        for rule in rules
    ]


def test_nothing_changes_without_the_token_of_the_session(sqlite_site: Any) -> None:
    visitor, other = sqlite_site.visitor("filler"), sqlite_site.visitor("head")
    urls = post_rules(sqlite_site)
    assert len(urls) > 8
    for url in urls:
        assert visitor.client.post(url).status_code == 400, url
        assert visitor.client.post(url, data={"csrf_token": other.token()}).status_code == 400, url


def test_nothing_changes_for_another_site(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("filler")
    for url in post_rules(sqlite_site):
        answer = visitor.post(url, headers={"Origin": "http://evil.example"})
        assert answer.status_code == 400, url


def test_every_answer_carries_the_headers(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("filler")
    for url in ("/", "/login", "/nosuch", "/tables/sample/person/", "/static/look.css"):
        headers = visitor.get(url).headers
        assert headers["X-Content-Type-Options"] == "nosniff", url
        assert headers["X-Frame-Options"] == "DENY", url
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, url
        assert "unsafe" not in policy, url
    assert visitor.get("/").headers["Cache-Control"] == "no-store"


def test_the_nonce_is_another_one_each_time(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("filler")
    policies = {visitor.get("/").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


def test_pages_hold_nothing_inline(sqlite_site: Any) -> None:
    sqlite_site.row("sample.person", "示例学院", staff_no="T1", name="教师001")
    visitor = sqlite_site.visitor("filler")
    person = "/tables/sample/person/"
    for url in ("/", "/issues/", "/indicators/", person, f"{person}new", f"{person}upload"):
        page = visitor.get(url).text
        assert not re.search(r"\son\w+\s*=|\sstyle\s*=|<style|javascript:", page), url
        assert all("nonce=" in tag for tag in re.findall(r"<script[^>]*>", page)), url
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page), url


def test_an_unknown_host_is_refused(sqlite_site: Any) -> None:
    answer = sqlite_site.visitor().get("/login", headers={"Host": "evil.example"})
    assert answer.status_code == 400


@pytest.mark.parametrize("url", [
    "//evil.example", "/\\evil.example", "\\\\evil.example", "////evil.example",
    "https:evil.example", "/%09/evil.example", "/%5cevil.example", "javascript:alert(1)", "http://localhost@evil.example",
    "/\t/evil.example", "https://evil.example/", "/%2f%2fevil.example", "", "evil", " /x",
])
def test_login_leads_nowhere_else(url: str) -> None:
    assert safe_next(url) == "/"


@pytest.mark.parametrize("url", ["/", "/issues/?severity=error", "/tables/sample/person/"])
def test_login_leads_back(url: str) -> None:
    assert safe_next(url) == url


def test_a_file_that_is_too_large_is_refused_in_chinese(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("filler")
    sqlite_site.app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = visitor.client.post("/tables/sample/person/upload", data={"file": "x" * 5000})
    assert answer.status_code == 413
    assert "上传的文件太大" in answer.text
