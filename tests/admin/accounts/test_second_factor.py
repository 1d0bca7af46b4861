"""Privileged roles need a code besides the password, and reach nothing before they enrolled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from admin.accounts.totp import code_of, counter_at
from core.configuration import AccountRules


@pytest.fixture
def strict(tmp_path: Path, sqlite_url: str, make_site: Any) -> Iterator[Any]:
    """The site where administrators and the office need a second factor."""
    from admin import create_app

    site = make_site(tmp_path / "instance", sqlite_url)
    rules = replace(site.instance.configuration, accounts=AccountRules())
    site.instance = replace(site.instance, configuration=rules)
    site.app = create_app({"INSTANCE": site.instance})
    assert isinstance(site.app, Flask)
    yield site
    site.instance.close()


def secret_of(page: str) -> bytes:
    import base64

    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found, page
    return base64.b32decode(found[1].replace(" ", ""))


def enrol(strict: Any, username: str) -> tuple[Any, bytes, list[str]]:
    visitor = strict.visitor(username)
    secret = secret_of(visitor.get("/second-factor/").text)
    answer = visitor.post("/second-factor/", {"code": code_of(secret, counter_at(strict.clock()))})
    assert answer.status_code == 200
    return visitor, secret, re.findall(r"<code>(\w{5}-\w{5})</code>", answer.text)


def test_who_has_not_enrolled_reaches_the_enrolment_page_only(strict: Any) -> None:
    visitor = strict.visitor("office")
    for url in ("/", "/indicators/", "/tables/sample/person/", "/password"):
        answer = visitor.get(url)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/second-factor/")
    assert visitor.post("/issues/check").status_code == 403
    assert "data:image/svg+xml" in visitor.get("/second-factor/").text
    assert visitor.post("/second-factor/", {"code": "000000"}).status_code == 422
    assert visitor.post("/logout").status_code == 302
    assert strict.visitor("filler").get("/").status_code == 200


def test_the_code_comes_after_the_password_and_counts_once(strict: Any) -> None:
    visitor, secret, _codes = enrol(strict, "office")
    assert visitor.get("/").status_code == 200
    strict.clock.forward(seconds=60)
    code = code_of(secret, counter_at(strict.clock()))
    other, third = strict.visitor(), strict.visitor()
    for one in (other, third):
        assert one.sign_in("office").headers["Location"] == "/login/code"
        assert one.get("/").status_code == 302
    assert other.post("/login/code", {"code": code}).headers["Location"] == "/"
    assert other.get("/").status_code == 200
    assert third.post("/login/code", {"code": code}).status_code == 401
    assert third.get("/").status_code == 302


def test_a_password_waits_five_minutes_for_its_code(strict: Any) -> None:
    _visitor, secret, _codes = enrol(strict, "office")
    late = strict.visitor()
    late.sign_in("office")
    strict.clock.forward(minutes=6)
    code = code_of(secret, counter_at(strict.clock()))
    assert late.post("/login/code", {"code": code}).headers["Location"] == "/login"
    assert late.get("/").status_code == 302


def test_wrong_codes_lock_like_wrong_passwords(strict: Any) -> None:
    _visitor, _secret, codes = enrol(strict, "administrator")
    guesser = strict.visitor()
    guesser.sign_in("administrator")
    for _ in range(5):
        assert guesser.post("/login/code", {"code": "000000"}).status_code == 401
    assert guesser.post("/login/code", {"code": codes[0]}).status_code == 429


def test_a_recovery_code_helps_without_the_telephone(strict: Any) -> None:
    _visitor, _secret, codes = enrol(strict, "office")
    visitor = strict.visitor()
    visitor.sign_in("office")
    assert visitor.post("/login/code", {"code": codes[3]}).headers["Location"] == "/"
    assert visitor.get("/").status_code == 200
    assert codes[3] not in visitor.get("/second-factor/").text
