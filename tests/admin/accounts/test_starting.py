"""One-time links and passwords that somebody else gave."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from admin.accounts.passwords import password_hash
from admin.accounts.people import store_password
from core.access import SYSTEM_ACTOR
from core.audit.recording import entries
from core.database import reading, writing
from core.rounds.department import Department
from core.rounds.people.links import LINKS, account_links, first_link
from core.rounds.user import User

FRESH = "Anderes-Wort-2"
TYPED = {"fresh": FRESH, "again": FRESH}


def link(site: Any, username: str = "filler") -> str:
    return f"/start/{account_links(site.instance, SYSTEM_ACTOR, [username])[username]}"


def test_a_link_sets_the_password_once(site: Any) -> None:
    url, signed_in = link(site), site.visitor("filler")
    visitor = site.visitor()
    assert "教师001" in visitor.get(url).text
    assert visitor.post(url, TYPED).headers["Location"] == "/login"
    for answer in (visitor.get(url), visitor.post(url, TYPED)):
        assert answer.status_code == 410
        assert "已经用过或已过期" in answer.text
    assert signed_in.get("/").status_code == 302, "sessions from before are over"
    assert site.visitor().sign_in("filler").status_code == 401
    assert site.visitor().sign_in("filler", FRESH).status_code == 302


def test_a_weak_password_leaves_the_link_open(sqlite_site: Any) -> None:
    url, visitor = link(sqlite_site), sqlite_site.visitor()
    for typed in ({"fresh": "kurz", "again": "kurz"}, {"fresh": FRESH, "again": "anders"}):
        assert visitor.post(url, typed).status_code == 422
    assert visitor.post(url, TYPED).status_code == 302


def test_a_newer_link_takes_the_place_of_the_older(sqlite_site: Any) -> None:
    older, newer = link(sqlite_site), link(sqlite_site)
    visitor = sqlite_site.visitor()
    assert visitor.get(older).status_code == 410
    assert visitor.get(newer).status_code == 200


def test_a_link_ends_after_a_week_or_with_its_account(sqlite_site: Any) -> None:
    url, other = link(sqlite_site), link(sqlite_site, "head")
    with writing(sqlite_site.instance.engine) as connection:
        connection.execute(sa.update(User).where(User.username == "head").values(active=False))
    assert sqlite_site.visitor().get(other).status_code == 410
    sqlite_site.clock.forward(days=7, seconds=1)
    assert sqlite_site.visitor().get(url).status_code == 410


def test_neither_database_nor_trace_holds_a_token(sqlite_site: Any) -> None:
    token = link(sqlite_site).rpartition("/")[2]
    with reading(sqlite_site.instance.engine) as connection:
        stored = str(connection.execute(sa.select(LINKS)).all()) + str(list(entries(connection)))
    assert token not in stored


def test_the_first_link_founds_the_administrator(site: Any) -> None:
    with writing(site.instance.engine) as connection:
        connection.execute(sa.update(Department).values(vice_president=None))
        connection.execute(sa.delete(User))
    url = f"/start/{first_link(site.instance, SYSTEM_ACTOR)}"
    visitor = site.visitor()
    assert "首位系统管理员" in visitor.get(url).text
    wrong = visitor.post(url, {**TYPED, "username": "a b", "name": "教师001"})
    assert (wrong.status_code, "用户名为" in wrong.text) == (422, True)
    founded = visitor.post(url, {**TYPED, "username": "boss", "name": "教师001"})
    assert founded.status_code == 302
    assert visitor.post(url, {**TYPED, "username": "boss2", "name": "x"}).status_code == 410
    assert site.visitor().sign_in("boss", FRESH).status_code == 302
    with reading(site.instance.engine) as connection:
        assert connection.execute(sa.select(User.username, User.role)).all() == [
            ("boss", "administrator")
        ]


def test_the_first_link_lasts_half_an_hour(sqlite_site: Any) -> None:
    with writing(sqlite_site.instance.engine) as connection:
        connection.execute(sa.delete(User))
    url = f"/start/{first_link(sqlite_site.instance, SYSTEM_ACTOR)}"
    sqlite_site.clock.forward(minutes=31)
    assert sqlite_site.visitor().get(url).status_code == 410


def test_a_given_password_only_opens_the_page_to_change_it(sqlite_site: Any) -> None:
    given = "Gegeben-Wort-1"
    before = sqlite_site.visitor("filler")
    store_password(
        sqlite_site.instance, SYSTEM_ACTOR, "filler", password_hash(given), must_change=True
    )
    assert before.get("/").status_code == 302
    visitor = sqlite_site.visitor()
    visitor.sign_in("filler", given)
    assert visitor.get("/").headers["Location"] == "/password"
    assert visitor.get("/tables/sample/person/").headers["Location"] == "/password"
    assert visitor.post("/password", {"current": given, **TYPED}).headers["Location"] == "/"
    assert visitor.get("/").status_code == 200
    again = sqlite_site.visitor()
    again.sign_in("filler", FRESH)
    assert again.get("/").status_code == 200
