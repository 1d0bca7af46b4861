"""The pages in a real browser: nothing blocked, nothing lost, usable by keyboard and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

OWN = "示例学院"
PERSON = "/tables/sample/person/"


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complains about: blocked by the policy, or a script that failed."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if (
        message.type in ("error", "warning") and "Failed to load resource" not in message.text
    ) else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    assert found == []


def test_no_page_breaks_the_content_policy(live: Any, page: Page, complaints: list[str]) -> None:
    row_id = live.site.row("sample.person", OWN, staff_no="T1", name="教师001", staff_kind="校外")
    live.sign_in(page, "filler")
    for url in ("/", "/issues/", "/indicators/", "/indicators/inside_ratio?by=department", PERSON,
                f"{PERSON}new", f"{PERSON}{row_id}/", f"{PERSON}{row_id}/delete",
                f"{PERSON}upload", f"{PERSON}issues", "/password", "/nosuch"):
        page.goto(f"{live.address}{url}")
        expect(page.locator("h1")).to_be_visible()
    assert complaints == []


def test_fields_appear_when_they_apply(live: Any, page: Page, complaints: list[str]) -> None:
    live.sign_in(page, "filler")
    page.goto(f"{live.address}{PERSON}new")
    outside = page.get_by_label("校外单位")
    expect(outside).to_be_hidden()
    page.get_by_label("类型").select_option("校外")
    outside.fill("示例公司")
    page.get_by_label("教工号").fill("T1")
    page.get_by_label("姓名").fill("教师001")
    page.get_by_label("类型").select_option("校内")
    expect(outside).to_be_hidden()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    assert complaints == []


def test_what_cannot_be_read_is_shown_where_it_stands(live: Any, page: Page) -> None:
    live.sign_in(page, "filler")
    page.goto(f"{live.address}{PERSON}new")
    page.get_by_label("教工号").fill("T1")
    page.get_by_label("课时").fill("十二节课")
    page.get_by_role("button", name="保存", exact=True).click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="课时").click()
    expect(page.get_by_label("课时")).to_be_focused()
    expect(page.get_by_label("课时")).to_have_value("十二节课")
    expect(page.get_by_label("课时")).to_have_attribute("aria-invalid", "true")


def test_leaving_an_unsaved_form_is_asked_about(live: Any, page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    live.sign_in(page, "filler")
    page.goto(f"{live.address}{PERSON}new")
    page.get_by_label("教工号").press_sequentially("T1")
    page.get_by_role("link", name="返回列表").click()
    page.wait_for_url(f"{live.address}{PERSON}")
    assert asked == ["beforeunload"]


def test_references_are_offered_while_typing(live: Any, page: Page) -> None:
    live.site.row("sample.unit", "示例人事处", unit_code="U01", unit_name="机构01")
    live.sign_in(page, "filler")
    page.goto(f"{live.address}{PERSON}new")
    page.get_by_label("所属机构").press_sequentially("U")
    option = page.locator("#unit-list option")
    expect(option).to_have_count(1)
    expect(option).to_have_attribute("label", "U01 机构01")


def test_the_keyboard_reaches_the_content_first(live: Any, page: Page) -> None:
    live.sign_in(page, "filler")
    page.goto(f"{live.address}/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("width", [360, 1366])
def test_pages_fit_the_screen(live: Any, page: Page, width: int) -> None:
    live.site.row("sample.person", OWN, staff_no="T1", name="教师001", staff_kind="校外")
    page.set_viewport_size({"width": width, "height": 800})
    live.sign_in(page, "filler")
    for url in ("/", "/issues/", "/indicators/", "/indicators/inside_ratio", PERSON, f"{PERSON}new",
                f"{PERSON}upload", "/password"):
        page.goto(f"{live.address}{url}")
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, url
