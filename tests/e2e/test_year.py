"""The whole year in a real browser, each step by the account whose step it is.

Fill, submit, return, answer, check, sign twice, return by the office, mend, sign
again, accept; aggregate, the meeting's resolution, seal, receipt; and what is told
of it still holds at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from core.audit.verification import verify
from core.database import reading, writing
from core.rounds.assignment import Assignment
from core.rounds.signatures import SIGNATURES
from tests.admin.conftest import OWN, PASSWORD

PERSON = "/tables/sample/person/"


class People:
    """A browser of their own for everybody, opened at the first page when first needed."""

    def __init__(self, live: Any, browser: Browser) -> None:
        self.live = live
        self.browser = browser
        self.pages: dict[str, Page] = {}
        self.complaints: list[str] = []
        self.review = f"/review/sample/person/{live.site.departments[OWN]}/"

    def __getitem__(self, username: str) -> Page:
        if username not in self.pages:
            page = self.browser.new_context().new_page()
            page.set_default_timeout(30_000)
            page.on("pageerror", lambda error: self.complaints.append(str(error)))
            page.on("console", self.listen)
            self.live.sign_in(page, username)
            self.pages[username] = page
        return self.pages[username]

    def listen(self, message: ConsoleMessage) -> None:
        """Keep what the browser complains about: a script or a style that was blocked."""
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def at(self, username: str, url: str) -> Page:
        page = self[username]
        page.goto(f"{self.live.address}{url}")
        return page

    def from_first_page(self, username: str, button: str) -> Page:
        """Go from the first page to what waits there."""
        page = self.at(username, "/")
        page.locator("#duties").get_by_role("link", name=button).first.click()
        return page


@pytest.fixture
def people(live: Any, browser: Browser) -> Iterator[People]:
    found = People(live, browser)
    yield found
    for page in found.pages.values():
        page.context.close()
    assert found.complaints == []


def fill(page: Page, **values: str) -> None:
    for label, value in values.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存。")).to_be_visible()


def remark(page: Page, text: str) -> None:
    """Place a remark with the keyboard alone: to the cell beside the first, Enter, words."""
    page.locator("table[data-remarks] td[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("link", name="这一格的历程")).to_be_visible()
    page.keyboard.type(text)
    page.get_by_role("button", name="记下", exact=True).first.click()
    expect(page.get_by_text("意见已记下")).to_be_visible()


def submit(people: People) -> None:
    page = people.at("filler", PERSON)
    page.get_by_role("button", name="检查并提交").click()
    expect(page.get_by_text("已提交“示例人员”")).to_be_visible()


def check(people: People) -> None:
    page = people.from_first_page("collector", "核查")
    page.get_by_role("button", name="核查通过").click()
    expect(page.get_by_text("已通过。")).to_be_visible()


def sign(people: People, username: str) -> None:
    """Sign on the page of all that waits."""
    page = people.at(username, "/signing/")
    page.get_by_label("示例人员").check()
    page.get_by_label("再输一次您的密码").fill(PASSWORD)
    page.get_by_role("button", name="为勾选的签字").click()
    expect(page.get_by_text("已签字 1 份。")).to_be_visible()


def send_back(page: Page) -> None:
    page.get_by_role("button", name="退回，发出 1 条意见").click()
    expect(page.get_by_text("已退回，共 1 条意见。")).to_be_visible()


def leave_one_task(site: Any) -> None:
    """Let the round consist of the one table of the one department, so that it can be closed."""
    with writing(site.instance.engine) as connection:
        connection.execute(
            sa.delete(Assignment).where(Assignment.department_id != site.departments[OWN])
        )


def close(people: People) -> None:
    """Aggregate, register the meeting's resolution, seal, and register the receipt."""
    office, secretary = people.at("office", "/closing/"), people.at("secretary", "/closing/")
    office.get_by_role("button", name="汇总", exact=True).click()
    expect(office.get_by_text("已汇总。")).to_be_visible()
    secretary.reload()
    secretary.get_by_label("决议文号").fill("校办〔2025〕8号")
    secretary.get_by_label("会议纪要").set_input_files(
        {"name": "会议纪要.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 minutes"}
    )
    secretary.get_by_role("button", name="登记决议").click()
    expect(secretary.get_by_text("决议已登记。")).to_be_visible()
    office.reload()
    office.get_by_role("button", name="封存", exact=True).click()
    expect(office.get_by_text("已封存。")).to_be_visible()
    office.get_by_label("回执号").fill("JY-2025-001")
    office.get_by_role("button", name="登记回执").click()
    expect(office.get_by_role("cell", name="JY-2025-001")).to_be_visible()


def test_a_table_goes_through_the_year(live: Any, people: People) -> None:
    leave_one_task(live.site)
    fill(people.at("filler", f"{PERSON}new"), 教工号="T1", 姓名="教师001", 收入="12.5")
    submit(people)

    page = people.from_first_page("collector", "核查")
    remark(page, "请附证书")
    send_back(page)
    page = people.from_first_page("filler", "去改")
    page.get_by_label("改数据，或在这里答复").fill("证书已交人事处")
    page.get_by_role("button", name="记下答复").click()
    expect(page.get_by_text("答复已记下")).to_be_visible()
    submit(people)
    expect(people.at("collector", people.review).get_by_text("证书已交人事处")).to_be_visible()
    check(people)
    sign(people, "head")
    sign(people, "vice_president")

    page = people.from_first_page("office", "审核")
    remark(page, "姓名与档案不一致")
    send_back(page)
    page = people.from_first_page("filler", "去改")
    page.get_by_role("link", name="T1 · 姓名").click()
    fill(page, 姓名="教师011")
    submit(people)
    check(people)
    page = people.at("head", people.review)
    expect(page.get_by_text("只看改动 1")).to_be_visible()
    expect(page.locator(".old").first).to_have_text("教师001")
    sign(people, "head")
    sign(people, "vice_president")

    page = people.from_first_page("office", "审核")
    page.get_by_role("button", name="办公室通过").click()
    expect(page.get_by_text("办公室已通过，这张表已完成").first).to_be_visible()
    expect(people.at("leader", "/board/").get_by_text("1 份报送都已通过")).to_be_visible()
    close(people)
    expect(people.at("filler", PERSON).get_by_text("只读")).to_be_visible()
    told(live.site.instance)


def told(instance: Any) -> None:
    """The first signatures are kept as superseded, the second count, and the trace holds."""
    with reading(instance.engine) as connection:
        found = connection.execute(SIGNATURES.select().order_by(SIGNATURES.c.id)).all()
    assert [(one.stage, one.superseded is None) for one in found] == [
        ("head_sign", False), ("sign", False), ("head_sign", True), ("sign", True),
    ]
    assert verify(instance).breaks == ()
