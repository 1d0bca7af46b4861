"""A filler's messy workbook in a real browser: asked about, marked, mended, stored."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from admin import create_app
from admin.accounts.passwords import password_hash
from core.database import reading, writing
from core.rounds.department import all_departments
from core.rounds.opening import create_instance
from core.rounds.user import User
from tests.admin.conftest import PASSWORD, YEAR, Clock, Site
from tests.data.workbooks.case import Case
from tests.data.workbooks.mending import mend
from tests.data.workbooks.teachers import teacher_case
from tests.e2e.conftest import LiveSite
from tests.end_to_end.conftest import College

PERSONNEL = "人事处"
TEACHERS = "/tables/faculty/teacher/"


@pytest.fixture
def personnel(tmp_path: Path) -> Iterator[LiveSite]:
    """The real tables and rules in an empty college, with a filler in the personnel office."""
    clock = Clock()
    instance = create_instance(tmp_path / "instance", YEAR, clock=clock)
    with reading(instance.engine) as connection:
        departments = {one.name: one.id for one in all_departments(connection)}
    with writing(instance.engine) as connection:
        connection.execute(sa.insert(User).values(
            username="filler", name="教师001", password_hash=password_hash(PASSWORD),
            role="filler", department_id=departments[PERSONNEL], active=True, staff_no="",
        ))
    site = Site(create_app({"INSTANCE": instance}), instance, clock, departments)
    server = make_server("127.0.0.1", 0, site.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield LiveSite(site, f"http://127.0.0.1:{server.port}")
    server.shutdown()
    thread.join()
    server.server_close()
    instance.close()


@pytest.fixture
def teachers(tmp_path: Path, personnel: LiveSite) -> Case:
    """The list of 1,000 teachers; what it leans on is stored already."""
    case, supporting = teacher_case(tmp_path, 1000)
    College(tmp_path / "instance", personnel.site.instance).supply(supporting)
    return case


@pytest.fixture
def violations(page: Page) -> Iterator[list[str]]:
    """What the content policy blocked and which scripts failed; nothing may."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda message: found.append(message.text) if (
        "Content Security Policy" in message.text
    ) else None)
    yield found
    assert found == []


def upload(page: Page, address: str, path: Path) -> None:
    """Send a workbook from the page of the list of teachers."""
    page.goto(f"{address}{TEACHERS}upload")
    page.get_by_label("工作簿").set_input_files(path)
    page.get_by_role("button", name="读取并检查").click()


def issues_on(page: Page) -> set[tuple[str, str]]:
    """Read the cells and codes of all issues, page by page."""
    table = page.get_by_role("region", name="问题", exact=True)
    pager = page.get_by_role("navigation", name="翻页").first
    found: set[tuple[str, str]] = set()
    while True:
        for row in table.locator("tbody tr").all():
            cells = row.locator("td").all_inner_texts()
            found.add((cells[0].strip(), cells[-1].strip()))
        following = pager.get_by_role("link", name="下一页")
        if not following.count():
            return found
        following.click()


def test_from_a_messy_workbook_to_stored_rows(
    personnel: LiveSite, teachers: Case, page: Page, violations: list[str], tmp_path: Path
) -> None:
    personnel.sign_in(page, "filler")
    upload(page, personnel.address, teachers.messy)

    expect(page.get_by_role("heading", level=1)).to_contain_text("有 1 列的名称拿不准")
    page.get_by_label("参加工作的时间").select_option("work_date")
    page.get_by_role("button", name="继续").click()

    expect(page.get_by_text(f"其中 {teachers.rejected} 行不能导入")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载标注后的工作簿").click()
    marked = tmp_path / "标注.xlsx"
    download.value.save_as(marked)
    page.get_by_role("button", name="只导入其余的").click()
    good = teachers.rows - teachers.rejected
    expect(page.get_by_text(f"写入了 {good} 行")).to_be_visible()
    assert issues_on(page) == {
        (f"{fault.sheet}!{fault.column}{fault.row}", fault.code) for fault in teachers.faults
    }

    mend(marked, tmp_path / "更正.xlsx", teachers.mends)
    upload(page, personnel.address, tmp_path / "更正.xlsx")
    expect(page.get_by_role("button", name="确认导入")).to_be_visible()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text(f"写入了 {teachers.rejected + teachers.spoilt} 行")).to_be_visible()

    page.goto(f"{personnel.address}{TEACHERS}")
    expect(page.get_by_text(f"共 {teachers.rows} 行")).to_be_visible()
    expect(page.get_by_text("教师000010").first).to_be_visible()
    assert violations == []
