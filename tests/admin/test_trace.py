"""What people do in the browser is written down: logins, refusals, and never a password."""

from __future__ import annotations

from typing import Any

from core.audit.recording import entries
from core.audit.verification import verify
from core.database import reading

PERSON = "/tables/sample/person"


def told(site: Any) -> list[tuple[str, str, str]]:
    with reading(site.instance.engine) as connection:
        return [(link.actor, link.verb, link.object) for link in entries(connection)]


def test_signing_in_and_out_is_written_down(site: Any) -> None:
    visitor = site.visitor("filler")
    visitor.post("/logout")
    assert told(site) == [
        ("filler", "signed_in", "user/filler"), ("filler", "signed_out", "user/filler"),
    ]
    assert verify(site.instance).breaks == ()


def test_a_failed_login_is_written_down_without_what_was_typed(sqlite_site: Any) -> None:
    sqlite_site.visitor().sign_in("filler", "geheim-1")
    sqlite_site.visitor().sign_in("geheim-2", "geheim-3")
    assert told(sqlite_site) == [("filler", "refused", "user/filler"), ("", "refused", "user/?")]
    with reading(sqlite_site.instance.engine) as connection:
        assert "geheim" not in "".join(link.detail for link in entries(connection))


def test_a_refusal_is_written_down_once(sqlite_site: Any) -> None:
    foreign = sqlite_site.row("sample.person", "示例艺术学院", staff_no="T1", name="教师001")
    visitor = sqlite_site.visitor("filler")
    before = len(told(sqlite_site))
    assert visitor.get(f"{PERSON}/{foreign}/").status_code == 404
    assert visitor.post(f"{PERSON}/{foreign}/", {"staff_no": "T1"}).status_code == 404
    assert sqlite_site.visitor("head").get(f"{PERSON}/new").status_code == 403
    assert [one[:2] for one in told(sqlite_site)[before:]] == [
        ("filler", "refused"), ("filler", "refused"), ("head", "signed_in"), ("head", "refused"),
    ]


def test_an_export_is_written_down(sqlite_site: Any) -> None:
    assert sqlite_site.visitor("office").get(f"{PERSON}/export/csv").status_code == 200
    assert told(sqlite_site)[-1] == ("office", "exported", "2025/sample.person")
