"""The pages of a table's rows: list, form, conflict, deletion, undo, look-up."""

from __future__ import annotations

import re
from typing import Any

import pytest

PERSON = "/tables/sample/person/"
OWN, OTHER = "示例学院", "示例艺术学院"
FULL = {"staff_no": "T1", "name": "教师001", "staff_kind": "校内"}


def added(site: Any, **values: str) -> str:
    return str(site.row("sample.person", OWN, **{**FULL, **values}))


def version_on(page: str) -> str:
    found = re.search(r'name="row_version" value="(\d*)"', page)
    assert found
    return found.group(1)


def test_an_empty_list_says_what_to_do(sqlite_site: Any) -> None:
    page = sqlite_site.visitor("filler").get(PERSON).text
    assert "这张表还没有数据" in page
    assert 'href="/tables/sample/person/upload"' in page


def test_the_list_shows_own_rows_only(site: Any) -> None:
    added(site)
    site.row("sample.person", OTHER, staff_no="T2", name="教师002")
    page = site.visitor("filler").get(PERSON).text
    assert "教师001" in page
    assert "教师002" not in page
    assert "共 1 行" in page
    everything = site.visitor("office").get(PERSON).text
    assert "教师001" in everything
    assert "教师002" in everything


def test_the_office_sees_sensitive_values_in_part_and_cannot_fish_for_them(site: Any) -> None:
    row_id = added(site, id_card="440781198005060016")
    office, filler = site.visitor("office"), site.visitor("filler")
    assert "440781198005060016" in filler.get(PERSON).text
    for url in (PERSON, f"{PERSON}{row_id}/", f"{PERSON}?columns=all"):
        page = office.get(url).text
        assert "440781198005060016" not in page
        assert "440*************16" in page
    assert "没有符合条件的行" in office.get(f"{PERSON}?search=4407").text


@pytest.mark.parametrize(
    "search, found", [("T1", 1), ("教师", 2), ("师001", 0), ("%", 0), ("_1", 0)]
)
def test_a_search_looks_at_the_beginning(site: Any, search: str, found: int) -> None:
    added(site)
    added(site, staff_no="X1", name="教师002")
    page = site.visitor("filler").get(PERSON, query_string={"search": search}).text
    assert f"共 {found} 行" in page


def test_pages_of_the_list_hold_every_row_once(sqlite_site: Any) -> None:
    for number in range(60):
        added(sqlite_site, staff_no=f"T{number:03d}", name=f"教师{number:03d}")
    visitor = sqlite_site.visitor("filler")
    pages = [visitor.get(f"{PERSON}?page={page}").text for page in (1, 2)]
    found = [re.findall(r">(T\d{3})</a>", page) for page in pages]
    assert [len(page) for page in found] == [50, 10]
    assert found[0] + found[1] == [f"T{number:03d}" for number in range(60)]
    backwards = visitor.get(f"{PERSON}?sort=staff_no&order=down").text
    assert re.findall(r">(T\d{3})</a>", backwards)[0] == "T059"


def test_a_row_is_added_with_its_issues(site: Any) -> None:
    visitor = site.visitor("filler")
    answer = visitor.post(f"{PERSON}new", {
        **FULL, "begun": "2025.3.2", "ended": "20250301", "pay": "1.2万元", "then": "stay",
    })
    assert answer.status_code == 302
    page = visitor.get(answer.headers["Location"]).text
    assert "已保存，但有 1 处错误" in page
    assert "结束日期（2025-03-01）早于开始日期（2025-03-02）。" in page
    assert 'value="2025-03-02"' in page
    assert "SMP-101" in visitor.get(f"{PERSON}issues").text
    assert "共 1 行" in visitor.get(f"{PERSON}?issue=SMP-101").text
    assert "共 0 行" in visitor.get(f"{PERSON}?issue=warning").text


def test_what_was_typed_is_never_lost(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("filler")
    answer = visitor.post(f"{PERSON}new", {**FULL, "lessons": "十二节课", "skills": ["琴", "书"]})
    assert answer.status_code == 422
    assert 'value="十二节课"' in answer.text
    assert 'value="教师001"' in answer.text
    assert re.findall(r'value="(\S)" checked', answer.text) == ["琴", "书"]
    assert 'href="#lessons"' in answer.text
    assert re.search(r'id="lessons"[^>]*aria-invalid="true"', answer.text)
    assert "共 0 行" in visitor.get(PERSON).text


def test_a_row_without_its_key_is_not_stored(sqlite_site: Any) -> None:
    answer = sqlite_site.visitor("filler").post(f"{PERSON}new", {"name": "教师001"})
    assert answer.status_code == 422
    assert "请填写教工号" in answer.text


def test_a_key_is_taken_once_in_a_department(site: Any) -> None:
    added(site)
    answer = site.visitor("filler").post(f"{PERSON}new", FULL)
    assert answer.status_code == 422
    assert "已有教工号相同的一行" in answer.text
    assert site.visitor("stranger").post(f"{PERSON}new", FULL).status_code == 302


def test_mending_a_row_removes_its_issue(site: Any) -> None:
    row_id = added(site)
    visitor, url = site.visitor("filler"), f"{PERSON}{row_id}/"
    wrong = {**FULL, "staff_kind": "校外"}
    visitor.post(url, {**wrong, "row_version": version_on(visitor.get(url).text)})
    assert "“校外单位”为必填项" in visitor.get(url).text
    visitor.post(url, {
        **wrong, "out_unit": "示例公司", "row_version": version_on(visitor.get(url).text),
    })
    assert "“校外单位”为必填项" not in visitor.get(url).text
    assert "没有发现问题" in visitor.get(f"{PERSON}issues").text


def test_a_field_that_is_not_shown_must_be_blank(sqlite_site: Any) -> None:
    row_id = added(sqlite_site, out_unit="示例公司")
    visitor, url = sqlite_site.visitor("filler"), f"{PERSON}{row_id}/"
    visitor.post(url, {**FULL, "out_unit": "示例公司", "row_version": "1"})
    assert "NOT-SHOWN" in visitor.get(url).text


def test_the_second_of_two_editors_sees_both_versions(site: Any) -> None:
    row_id = added(site)
    url = f"{PERSON}{row_id}/"
    first, second = site.visitor("filler"), site.visitor("collector")
    version = version_on(first.get(url).text)
    assert first.post(url, {**FULL, "name": "教师甲", "row_version": version}).status_code == 302
    late = second.post(url, {**FULL, "name": "教师乙", "row_version": version})
    assert late.status_code == 409
    assert "教师甲" in late.text
    assert "教师乙" in late.text
    assert "教师甲" in first.get(url).text
    again = {**FULL, "name": "教师乙", "row_version": version_on(late.text)}
    assert second.post(url, again).status_code == 302
    assert "教师乙" in first.get(url).text


def test_one_person_in_two_pages_is_not_called_somebody_else(sqlite_site: Any) -> None:
    row_id = added(sqlite_site)
    visitor, url = sqlite_site.visitor("filler"), f"{PERSON}{row_id}/"
    visitor.post(url, {**FULL, "name": "教师甲", "row_version": "1"})
    late = visitor.post(url, {**FULL, "name": "教师乙", "row_version": "1"})
    assert late.status_code == 409
    assert "您在另一个页面里也改了这一行" in late.text
    other = sqlite_site.visitor("collector").post(
        url, {**FULL, "name": "教师丙", "row_version": "1"}
    )
    assert "别人也改了这一行" in other.text


def test_a_reference_reads_with_the_name_behind_it(site: Any) -> None:
    site.row("sample.unit", "示例人事处", unit_code="U01", unit_name="机构01")
    row_id = added(site, unit="U01")
    visitor = site.visitor("filler")
    assert "U01 机构01" in visitor.get(PERSON).text
    assert ">机构01</span>" in visitor.get(f"{PERSON}{row_id}/").text
    added(site, staff_no="T2", unit="U99")
    assert ">U99</td>" in visitor.get(PERSON).text


def test_rows_cannot_be_moved_by_posting_more(site: Any) -> None:
    row_id = added(site)
    visitor, url = site.visitor("filler"), f"{PERSON}{row_id}/"
    for name in ("row_department", "row_id", "row_round", "row_author", "nosuch"):
        answer = visitor.post(url, {**FULL, "row_version": "1", name: "x"})
        assert answer.status_code == 422, name
    assert version_on(visitor.get(url).text) == "1"


def test_who_sees_a_value_in_part_cannot_change_the_row(sqlite_site: Any) -> None:
    row_id = added(sqlite_site, id_card="440781198005060016")
    for username in ("office", "auditor", "head", "vice_president"):
        visitor = sqlite_site.visitor(username)
        answer = visitor.post(f"{PERSON}{row_id}/", {**FULL, "row_version": "1"})
        assert answer.status_code == 403, username


def test_a_deletion_is_asked_for_and_can_be_undone(site: Any) -> None:
    row_id = added(site, skills="琴；书", pay="3")
    visitor, url = site.visitor("filler"), f"{PERSON}{row_id}/delete"
    asked = visitor.get(url).text
    assert "删除“T1 教师001”吗" in asked
    assert visitor.post(url, {"row_version": version_on(asked)}).status_code == 302
    page = visitor.get(PERSON).text
    assert "已删除“T1 教师001”" in page
    assert "共 0 行" in page
    assert site.visitor("collector").post(f"{PERSON}undo").status_code == 404
    visitor.post(f"{PERSON}undo")
    restored = visitor.get(f"{PERSON}?columns=all").text
    assert "共 1 行" in restored
    assert "琴、书" in restored
    assert visitor.post(f"{PERSON}undo").status_code == 404


def test_a_deleted_row_never_travels_in_the_cookie(sqlite_site: Any) -> None:
    row_id = added(sqlite_site, id_card="440781198005060016")
    visitor = sqlite_site.visitor("filler")
    visitor.post(f"{PERSON}{row_id}/delete", {"row_version": "1"})
    assert len(visitor.client.get_cookie("tianbao").value) < 100


def test_a_stale_deletion_is_refused(sqlite_site: Any) -> None:
    row_id = added(sqlite_site)
    visitor = sqlite_site.visitor("filler")
    visitor.post(f"{PERSON}{row_id}/", {**FULL, "name": "教师甲", "row_version": "1"})
    answer = visitor.post(f"{PERSON}{row_id}/delete", {"row_version": "1"})
    assert answer.status_code == 409
    assert "共 1 行" in visitor.get(PERSON).text


def test_references_are_looked_up_school_wide_but_only_by_name(site: Any) -> None:
    for number in range(25):
        code, name = f"U{number:02d}", f"机构{number:02d}"
        site.row("sample.unit", "示例人事处", unit_code=code, unit_name=name)
    visitor = site.visitor("filler")
    found = visitor.get(f"{PERSON}lookup/unit?search=U").get_json()["found"]
    assert len(found) == 20
    assert found[0] == {"value": "U00", "label": "U00 机构00"}
    by_name = visitor.get(f"{PERSON}lookup/unit?search=机构07").get_json()["found"]
    assert [one["value"] for one in by_name] == ["U07"]
    for nothing in ("", "%", "_", "构"):
        answer = visitor.get(f"{PERSON}lookup/unit", query_string={"search": nothing})
        assert answer.get_json()["found"] == [], nothing
    assert visitor.get(f"{PERSON}lookup/name?search=教").status_code == 404
    assert visitor.get(f"{PERSON}lookup/nosuch?search=教").status_code == 404


def test_a_table_of_one_row_is_filled_once(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("money")
    assert "填写</a>" in visitor.get("/tables/sample/budget/").text
    assert visitor.post("/tables/sample/budget/new", {"income": "12.5"}).status_code == 302
    page = visitor.get("/tables/sample/budget/").text
    assert "填写</a>" not in page
    again = visitor.post("/tables/sample/budget/new", {"income": "13"})
    assert again.status_code == 422
    assert "只填一行" in again.text


def test_what_people_wrote_is_shown_not_executed(sqlite_site: Any) -> None:
    payload = "<script>alert(1)</script>\"'{{7*7}}"
    row_id = added(sqlite_site, name=payload)
    visitor = sqlite_site.visitor("filler")
    for url in (PERSON, f"{PERSON}{row_id}/", f"{PERSON}{row_id}/delete", f"{PERSON}issues"):
        page = visitor.get(url).text
        assert "<script>alert" not in page
        assert "49" not in page.replace(row_id, "")
