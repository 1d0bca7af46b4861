"""The administrator's pages: departments, accounts, links, whole lists; and no data."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import openpyxl

from core.database import reading
from core.rounds.people.directory import Directory, load_directory

FRESH = "Anderes-Wort-2"


def there(site: Any) -> Directory:
    with reading(site.instance.engine) as connection:
        return load_directory(connection)


def book(*rows: list[str]) -> BytesIO:
    made, target = openpyxl.Workbook(), BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(target)
    target.seek(0)
    return target


def typed(page: str) -> dict[str, str]:
    """Return what a form holds as it was given."""
    inputs = r'<input type="(?:text|hidden)"[^>]* name="(\w+)" value="([^"]*)"'
    found = dict(re.findall(inputs, page))
    for name, options in re.findall(r'<select id="(\w+)"(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return {name: value for name, value in found.items() if name != "csrf_token"}


def test_a_new_account_gets_a_link_and_then_a_password(site: Any) -> None:
    visitor = site.visitor("administrator")
    assert "示例学院" in visitor.get("/departments/").text
    answer = visitor.post("/users/new", {
        "username": "js77", "name": "教师077", "role": "filler", "active": "1",
        "department": site.departments["示例学院"],
    })  # fmt: skip
    found = re.search(r"http://localhost(/start/[\w-]+)", answer.text)
    assert found, answer.text
    stranger = site.visitor()
    assert stranger.post(found[1], {"fresh": FRESH, "again": FRESH}).status_code == 302
    assert site.visitor().sign_in("js77", FRESH).status_code == 302
    assert "js77" in visitor.get("/users/?role=filler").text
    assert "js77" not in visitor.get("/users/?role=head").text


def test_a_form_as_given_changes_nothing_and_a_wrong_one_is_shown_again(site: Any) -> None:
    visitor, before = site.visitor("administrator"), there(site)
    id = site.departments["示例学院"]
    form = typed(visitor.get(f"/departments/{id}").text)
    assert visitor.post(f"/departments/{id}", form).status_code == 302
    assert there(site) == before
    wrong = visitor.post(f"/departments/{id}", form | {"name": "示例艺术学院"})
    assert (wrong.status_code, "已经是部门" in wrong.text) == (422, True)
    assert visitor.post(f"/departments/{id}", form | {"aliases": "甲、乙"}).status_code == 302
    assert there(site).departments[id].aliases[:2] == ("甲", "乙")
    late = visitor.post(f"/departments/{id}", form | {"aliases": "丙"})
    assert (late.status_code, "刚被别人修改" in late.text) == (409, True)


def test_disabling_an_account_ends_its_sessions(site: Any) -> None:
    visitor, filler = site.visitor("administrator"), site.visitor("filler")
    form = typed(visitor.get("/users/filler").text)
    assert visitor.post("/users/filler", form | {"active": ""}).status_code == 302
    assert filler.get("/").status_code == 302
    assert site.visitor().sign_in("filler").status_code == 401
    own = typed(visitor.get("/users/administrator").text)
    assert visitor.post("/users/administrator", own | {"active": ""}).status_code == 409


def test_a_list_is_shown_before_it_is_stored(site: Any) -> None:
    visitor = site.visitor("administrator")
    file = book(["姓名", "角色", "部门", "教工号"], ["教师101", "数据填报人", "示例学院", "T101"])
    answer = visitor.post(
        "/users/import", {"file": (file, "人员.xlsx")}, content_type="multipart/form-data"
    )
    preview = answer.headers["Location"]
    assert "新增 1" in visitor.get(preview).text
    assert "T101" not in there(site).accounts
    assert "/start/" in visitor.post(preview).text
    assert there(site).accounts["T101"].department == site.departments["示例学院"]
    assert visitor.post(preview).status_code == 404, "a list is stored once"


def test_a_list_with_a_wrong_cell_cannot_be_stored(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("administrator")
    file = book(["部门名称", "类别"], ["示例夜校", "夜校"])
    answer = visitor.post(
        "/departments/import", {"file": (file, "部门.xlsx")}, content_type="multipart/form-data"
    )
    preview = answer.headers["Location"]
    page = visitor.get(preview).text
    assert ">B2<" in page
    assert "确认存入" not in page
    assert visitor.post(preview).status_code == 422
    assert "示例夜校" not in str(there(sqlite_site))


def test_the_list_can_be_downloaded_without_passwords(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("administrator")
    content = visitor.get("/users/list.xlsx").data
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    values = str(list(sheet.iter_rows(values_only=True)))
    assert "administrator" in values
    assert "argon2" not in values
    assert "密码" not in str([cell.value for cell in sheet[5]])
