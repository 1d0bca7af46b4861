"""Nothing typed is lost when the login ends or the network breaks while one fills in a form."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

NEW = "/tables/sample/person/new"


def test_what_was_typed_is_saved_after_signing_in_again(
    live: Any, page: Page, context: BrowserContext
) -> None:
    live.sign_in(page, "filler")
    page.goto(f"{live.address}{NEW}")
    page.get_by_label("教工号").fill("T1")
    page.get_by_label("姓名").fill("教师001")
    context.clear_cookies()
    save = page.get_by_role("button", name="保存", exact=True)
    save.click()
    expect(page.get_by_text("您已经退出登录")).to_be_visible()
    with context.expect_page() as opened:
        page.get_by_role("link", name="在新窗口登录").click()
    live.sign_in(opened.value, "filler")
    context.set_offline(True)
    save.click()
    expect(page.get_by_text("连不上服务器")).to_be_visible()
    context.set_offline(False)
    save.dblclick()
    expect(page.get_by_text("已保存")).to_be_visible()
    expect(page.get_by_label("姓名")).to_have_value("教师001")
