"""Signing in and out: one door, and it tells nothing to those who guess."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from admin.accounts.sessions import WebSession
from core.database import reading, writing
from core.rounds.user import User

PASSWORD = "Korrekt-Pferd-1"


def test_a_stranger_is_sent_to_the_login_page_and_back(site: Any) -> None:
    visitor = site.visitor()
    asked = visitor.get("/issues/?severity=error")
    assert asked.headers["Location"] == "/login?next=/issues/?severity%3Derror"
    answer = visitor.post(asked.headers["Location"], {"username": "filler", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/issues/?severity=error")


def test_the_answer_does_not_tell_whether_the_account_exists(site: Any) -> None:
    with writing(site.instance.engine) as connection:
        connection.execute(sa.update(User).where(User.username == "auditor").values(active=False))
    pages = set()
    for username, password in [("filler", "wrong"), ("nobody", PASSWORD), ("auditor", PASSWORD)]:
        answer = site.visitor().sign_in(username, password)
        assert answer.status_code == 401
        assert "用户名或密码不正确" in answer.text
        tokens = answer.text.split('name="csrf_token" value="')[1].partition('"')[0]
        pages.add(answer.text.replace(tokens, "").replace(username, ""))
    assert len(pages) == 1


def test_a_password_counts_exactly_as_typed(sqlite_site: Any) -> None:
    for almost in (PASSWORD + " ", PASSWORD[:-1], PASSWORD.lower()):
        assert sqlite_site.visitor().sign_in("filler", almost).status_code == 401


def test_five_failures_lock_an_account_from_that_address_for_a_while(site: Any) -> None:
    visitor, elsewhere = site.visitor(), site.visitor("head")
    for _ in range(5):
        assert visitor.sign_in("head", "wrong").status_code == 401
    locked = visitor.sign_in("head")
    assert locked.status_code == 429
    assert "15 分钟" in locked.text
    assert elsewhere.get("/").status_code == 200
    away = visitor.sign_in("head", environ_base={"REMOTE_ADDR": "10.0.0.9"})
    assert away.status_code == 302
    site.clock.forward(minutes=16)
    assert site.visitor().sign_in("head").status_code == 302


def test_one_address_cannot_try_many_accounts(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor()
    for number in range(20):
        assert visitor.sign_in(f"nobody{number}", "wrong").status_code == 401
    assert visitor.sign_in("filler").status_code == 429


def test_who_guesses_at_the_same_address_shuts_out_nobody_who_signed_in_there(
    sqlite_site: Any,
) -> None:
    president, guesser = sqlite_site.visitor("vice_president"), sqlite_site.visitor()
    for _ in range(5):
        guesser.sign_in("vice_president", "wrong")
    for number in range(15):
        guesser.sign_in(f"nobody{number}", "wrong")
    president.post("/logout")
    assert guesser.sign_in("vice_president").status_code == 429
    assert president.sign_in("vice_president").status_code == 302


def test_a_known_browser_may_not_guess_for_ever_either(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("head")
    visitor.post("/logout")
    for _ in range(5):
        assert visitor.sign_in("head", "wrong").status_code == 401
    assert visitor.sign_in("head").status_code == 429
    assert sqlite_site.visitor().sign_in("head").status_code == 302


def test_logout_ends_the_session_for_copies_of_the_cookie_too(site: Any) -> None:
    visitor, thief = site.visitor("filler"), site.visitor()
    token = visitor.client.get_cookie("tianbao").value
    thief.client.set_cookie("tianbao", token)
    assert thief.get("/").status_code == 200
    assert visitor.post("/logout").status_code == 302
    assert visitor.get("/").status_code == 302
    thief.client.set_cookie("tianbao", token)
    assert thief.get("/").status_code == 302


def test_login_gives_a_new_token(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor()
    visitor.get("/login")
    before = visitor.client.get_cookie("tianbao").value
    visitor.sign_in("filler")
    after = visitor.client.get_cookie("tianbao").value
    assert before != after
    planted = sqlite_site.visitor()
    planted.client.set_cookie("tianbao", before)
    assert planted.get("/").status_code == 302


def test_the_cookie_is_for_this_site_and_no_script(sqlite_site: Any) -> None:
    plain = sqlite_site.visitor().get("/login").headers["Set-Cookie"]
    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    assert "Secure" not in plain
    safe = sqlite_site.visitor().get("/login", base_url="https://localhost").headers["Set-Cookie"]
    assert "Secure" in safe


def test_a_session_ends_after_half_an_hour_without_use(site: Any) -> None:
    visitor = site.visitor("filler")
    site.clock.forward(minutes=29)
    assert visitor.get("/").status_code == 200
    site.clock.forward(minutes=29)
    assert visitor.get("/").status_code == 200
    site.clock.forward(minutes=31)
    assert visitor.get("/").status_code == 302


def test_a_session_ends_after_twelve_hours_of_constant_use(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("filler")
    for _ in range(28):
        sqlite_site.clock.forward(minutes=25)
        visitor.get("/")
    assert sqlite_site.clock.now.hour == 23
    sqlite_site.clock.forward(minutes=25)
    assert visitor.get("/").status_code == 302


def test_closing_an_account_works_at_once(site: Any) -> None:
    visitor = site.visitor("filler")
    with writing(site.instance.engine) as connection:
        connection.execute(sa.update(User).where(User.username == "filler").values(active=False))
    assert visitor.get("/").status_code == 302


def test_the_database_holds_neither_tokens_nor_passwords(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("filler")
    token = visitor.client.get_cookie("tianbao").value
    with reading(sqlite_site.instance.engine) as connection:
        stored = str(connection.execute(sa.select(WebSession.token_hash, WebSession.content)).all())
        stored += str(connection.execute(sa.select(User.password_hash)).all())
    assert token not in stored
    assert PASSWORD not in stored
    assert "$argon2id$" in stored


@pytest.mark.parametrize("typed, said", [
    ({"current": "wrong", "fresh": "Anderes-Wort-2"}, "现在的密码不正确"),
    ({"current": PASSWORD, "fresh": PASSWORD}, "不能与现在的相同"),
    ({"current": PASSWORD, "fresh": "kurz"}, "至少要有"),
    ({"current": PASSWORD, "fresh": "Anderes-Wort-2", "again": "Anderes-Wort-3"}, "不一样"),
])
def test_a_password_is_changed_only_to_a_good_one(
    sqlite_site: Any, typed: dict[str, str], said: str
) -> None:
    visitor = sqlite_site.visitor("filler")
    answer = visitor.post("/password", {"again": typed["fresh"], **typed})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert sqlite_site.visitor().sign_in("filler").status_code == 302


def test_changing_the_password_ends_the_other_sessions(site: Any) -> None:
    here, elsewhere = site.visitor("filler"), site.visitor("filler")
    fresh = "Anderes-Wort-2"
    answer = here.post("/password", {"current": PASSWORD, "fresh": fresh, "again": fresh})
    assert answer.status_code == 302
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert site.visitor().sign_in("filler", PASSWORD).status_code == 401
    assert site.visitor().sign_in("filler", fresh).status_code == 302
