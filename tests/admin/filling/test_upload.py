"""From a filler's own workbook to stored rows, with a look at the result before."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import openpyxl
import pytest

PERSON = "/tables/sample/person/"
OWN, OTHER = "示例学院", "示例艺术学院"
HEAD = ("教工号", "姓名", "类型", "课时", "自己的列")


def workbook(*rows: Sequence[Any], head: Sequence[str] = HEAD) -> BytesIO:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["示例学院人员一览"])
    for row in (head, *rows):
        sheet.append(list(row))
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def sent(visitor: Any, file: BytesIO, name: str = "一览.xlsx", **more: str) -> Any:
    return visitor.post(f"{PERSON}upload", {"file": (file, name), **more})


def test_nothing_is_written_before_confirmation(site: Any) -> None:
    site.row("sample.person", OWN, staff_no="T1", name="教师001", staff_kind="校内", lessons="8")
    visitor = site.visitor("filler")
    rows = ("T1", "教师001", "校内", 9, "x"), ("T2", "教师002", "校内", 8, "y")
    answer = sent(visitor, workbook(*rows))
    assert answer.status_code == 302
    preview = answer.headers["Location"]
    page = visitor.get(preview).text
    assert "读到 2 行，没有错误" in page
    assert "现在还没有写入任何内容" in page
    assert ">8</del> → <ins>9</ins>" in page
    assert "自己的列" in page
    assert "共 1 行" in visitor.get(PERSON).text
    assert visitor.post(f"{preview}store").status_code == 302
    assert "已导入 2 行" in visitor.get(preview).text
    assert "共 2 行" in visitor.get(PERSON).text
    assert visitor.post(f"{preview}store").status_code == 409


def test_a_rejected_row_stops_all_unless_the_good_ones_are_wanted(site: Any) -> None:
    visitor = site.visitor("filler")
    preview = sent(visitor, workbook(
        ("T1", "教师001", "校内", "许多", ""), ("T2", "教师002", "校内", 8, ""),
    )).headers["Location"]
    page = visitor.get(preview).text
    assert "其中 1 行不能导入" in page
    assert "Sheet!D3" in page
    assert visitor.post(f"{preview}store").status_code == 409
    assert "共 0 行" in visitor.get(PERSON).text
    assert visitor.post(f"{preview}store", {"keep_good_rows": "1"}).status_code == 302
    assert "共 1 行" in visitor.get(PERSON).text


def test_a_file_without_one_good_row_offers_to_upload_again(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("filler")
    preview = sent(visitor, workbook(("T1", "教师001", "校内", "许多", ""))).headers["Location"]
    page = visitor.get(preview).text
    assert "没有一行可以导入" in page
    assert f'href="{PERSON}upload"' in page
    assert "只导入其余的" not in page
    assert "没有差别" not in page
    assert visitor.post(f"{preview}store", {"keep_good_rows": "1"}).status_code in (302, 409)
    assert "共 0 行" in visitor.get(PERSON).text


def test_the_own_workbook_comes_back_marked(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("filler")
    preview = sent(visitor, workbook(("T1", "教师001", "校内", "许多", ""))).headers["Location"]
    answer = visitor.get(f"{preview}marked")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    book = openpyxl.load_workbook(BytesIO(answer.data))
    assert book.sheetnames[0] == "问题清单"
    comment = book["Sheet"]["D3"].comment
    assert comment is not None
    assert "许多" in comment.text


def test_rows_that_the_file_lacks_are_shown_before_they_are_deleted(site: Any) -> None:
    for number in (1, 2, 3):
        person = {"staff_no": f"T{number}", "name": f"教师00{number}", "staff_kind": "校内"}
        site.row("sample.person", OWN, **person)
    site.row("sample.person", OTHER, staff_no="T9", name="教师009")
    visitor = site.visitor("filler")
    preview = sent(visitor, workbook(("T1", "教师001", "校内", None, ""))).headers["Location"]
    shown = visitor.get(f"{preview}absent").text
    assert "将删除文件中没有的 2 行" in shown
    assert "教师003" in shown
    assert "教师009" not in shown
    visitor.post(f"{preview}store", {"replace": "1"})
    assert "共 1 行" in visitor.get(PERSON).text
    assert "共 1 行" in site.visitor("stranger").get(PERSON).text


def test_nothing_is_deleted_while_a_row_cannot_be_read(site: Any) -> None:
    """A stored row looks absent when its line in the file has lost its key."""
    site.row("sample.person", OWN, staff_no="T1", name="教师001", staff_kind="校内")
    visitor = site.visitor("filler")
    rows = (None, "教师001", "校内", 8, ""), ("T2", "教师002", "校内", 8, "")
    preview = sent(visitor, workbook(*rows)).headers["Location"]
    page = visitor.get(preview).text
    assert "教工号空着、重复" in page
    assert "所以现在不能删除" in page
    assert f'href="{preview}absent"' not in page
    assert visitor.get(f"{preview}absent").status_code == 409
    refused = visitor.post(f"{preview}store", {"replace": "1", "keep_good_rows": "1"})
    assert refused.status_code == 409
    assert "教师001" in visitor.get(PERSON).text


def test_repairs_are_listed_with_what_became_of_them(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("filler")
    file = workbook(("T1", "教师001", "校内", "１２", ""))
    page = visitor.get(sent(visitor, file).headers["Location"]).text
    assert "已自动修正的 1 处" in page
    assert "Sheet!D3" in page


def test_a_doubtful_column_is_asked_and_the_answer_remembered(site: Any) -> None:
    head = ("教工号", "姓名", "类型", "授课课时", "自己的列")
    visitor = site.visitor("filler")
    first = workbook(("T1", "教师001", "校内", 9, ""), head=head)
    question = sent(visitor, first).headers["Location"]
    page = visitor.get(question).text
    assert "有 1 列的名称拿不准" in page
    assert "第 2 行 D 列" in page
    assert visitor.post(question, {}).status_code == 422
    assert visitor.post(question, {"column-0": "nosuch"}).status_code == 422
    answer = visitor.post(question, {"column-0": "lessons"})
    assert "/imports/" in answer.headers["Location"]
    again = sent(visitor, workbook(("T2", "教师002", "校内", 8, ""), head=head))
    assert "/imports/" in again.headers["Location"]


def test_a_discarded_import_is_gone(sqlite_site: Any) -> None:
    visitor = sqlite_site.visitor("filler")
    preview = sent(visitor, workbook(("T1", "教师001", "校内", 9, ""))).headers["Location"]
    assert visitor.post(f"{preview}discard").status_code == 302
    assert visitor.get(preview).status_code == 404
    assert visitor.post(f"{preview}store").status_code == 404


@pytest.mark.parametrize("content, name, said", [
    (b"", "a.xlsx", "空文件"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "另存为"),
    (b"%PDF-1.7", "a.pdf", "PDF"),
    (b"PK\x03\x04 broken", "a.xlsx", ""),
], ids=["空", "旧版", "PDF", "截断"])
def test_what_is_no_workbook_is_refused_by_name(
    sqlite_site: Any, content: bytes, name: str, said: str
) -> None:
    answer = sent(sqlite_site.visitor("filler"), BytesIO(content), name)
    assert answer.status_code == 422
    assert said in answer.text
    kept = list((sqlite_site.instance.folder / "incoming").iterdir())
    assert kept == []


def test_no_file_is_said_so(sqlite_site: Any) -> None:
    answer = sqlite_site.visitor("filler").post(f"{PERSON}upload")
    assert (answer.status_code, "还没有选择文件" in answer.text) == (422, True)


def test_a_department_that_is_not_ones_own_is_not_there(sqlite_site: Any) -> None:
    foreign = sqlite_site.departments[OTHER]
    answer = sent(sqlite_site.visitor("filler"), workbook(), department=foreign)
    assert answer.status_code == 404
