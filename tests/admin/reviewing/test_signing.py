"""Signing several submissions at once: one password, each its own signature."""

from __future__ import annotations

import re
from typing import Any

from core.database import reading
from core.rounds.signatures import SIGNATURES
from tests.admin.conftest import PASSWORD
from tests.admin.reviewing.playing import OWN, Course


def expected(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(expected-[^"]+)" value="([0-9a-f]{64})"', page))


def signed(course: Course, role: str, password: str = PASSWORD, **more: Any) -> Any:
    page = course.by(role).get("/signing/").text
    keys = [name.removeprefix("expected-") for name in expected(page)]
    data = {"sign": keys, "password": password, **expected(page), **more}
    return course.by(role).post("/signing/", data, follow_redirects=True)


def test_what_waits_is_listed_and_signed_together(site: Any) -> None:
    course = Course(site)
    assert "没有等您签字的报送" in course.by("head").get("/signing/").text
    course.until("check")
    page = course.by("head").get("/signing/").text
    assert "有 1 份报送等您签字" in page
    assert "第一次看" in page
    assert "已签字 1 份。" in signed(course, "head").text
    assert "没有等您签字的报送" in course.by("head").get("/signing/").text
    assert "已签字 1 份。" in signed(course, "vice_president").text
    with reading(course.site.instance.engine) as connection:
        found = connection.execute(SIGNATURES.select()).all()
    assert [(one.stage, one.fingerprint == found[0].fingerprint) for one in found] == [
        ("head_sign", True), ("sign", True),
    ]


def test_a_wrong_password_signs_nothing_and_keeps_the_choice(course: Course) -> None:
    course.until("check")
    answer = signed(course, "head", password="falsch")
    assert answer.status_code == 409
    assert "密码不正确，没有签字" in answer.text
    assert "checked" in answer.text


def test_what_changed_since_it_was_listed_is_not_signed(course: Course) -> None:
    course.until("check")
    key = f"expected-sample.person/{course.site.departments[OWN]}"
    answer = signed(course, "head", **{key: "0" * 64})
    assert "没有签字：“示例人员”：内容在您审阅之后有变化" in answer.text


def test_nothing_chosen_is_said(course: Course) -> None:
    answer = course.by("head").post("/signing/", {"password": PASSWORD})
    assert answer.status_code == 422
    assert "请先勾选要签的表" in answer.text
