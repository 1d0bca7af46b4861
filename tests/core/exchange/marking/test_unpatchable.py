"""A workbook that cannot be marked safely in place gets a new one, and the result says why."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from core.exchange.marking import ISSUE_SHEET, IssueLine, Mark, mark_workbook

# openpyxl, the oracle, says so of what Excel adds; we keep it.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

Rows = Iterator[tuple[str, list[tuple[int, Sequence[str | None]]]]]
MARK = Mark("Sheet1", 2, 2, "error", "姓名有误。")
LINE = IssueLine("Sheet1", 2, 2, "姓名", "@教师001", "error", "FAC-101", "姓名有误。")


def rows() -> Rows:
    yield "Sheet1", [(1, ["教工号", "姓名"]), (2, ["001", "=1+1"]), (4, [None, "\x02教师"])]
    yield "a/b:很长的工作表名称很长的工作表名称很长的工作表名称", [(1, ["12345678901234567890"])]


def prefixed(xml: str) -> str:
    """Write the main elements with a prefix, as the Open XML SDK does."""
    xml = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", xml)
    return xml.replace("xmlns=", "xmlns:x=")


CHANGES: dict[str, Callable[[str], str]] = {
    "写法特殊": prefixed,
    "CDATA": lambda xml: xml.replace("<v>0</v>", "<v><![CDATA[0]]></v>"),
    "文档类型": lambda xml: xml.replace("<worksheet", "<!DOCTYPE worksheet><worksheet", 1),
    "按顺序": lambda xml: xml.replace('<row r="2"', '<row r="1"'),
    "自己的行里": lambda xml: xml.replace('r="A2"', 'r="A7"'),
    "地址": lambda xml: xml.replace('r="A2"', 'r="?"'),
    "单元格写法": lambda xml: xml.replace('<c r="B2"', '<x/><c r="B2"'),
    "不存在的格式": lambda xml: xml.replace('r="B2"', 'r="B2" s="99"'),
    "不是数字": lambda xml: xml.replace('r="B2"', 'r="B2" s="-1"'),
    "XML 有错": lambda xml: xml.replace("<pageMargins", "<pageMargins <"),
}


@pytest.mark.parametrize("reason", CHANGES)
def test_unusual_xml_is_not_patched(
    reason: str, write_book: Callable[..., Path], part_of: Callable[[str, str], str]
) -> None:
    name = "xl/worksheets/sheet1.xml"
    source = write_book("wps", {name: CHANGES[reason](part_of("wps", name))})
    target = source.with_name("new.xlsx")
    result = mark_workbook(source, target, [MARK], [LINE], title="教师", rows=rows)
    assert not result.patched
    assert reason in result.reason
    assert "因此另存为新的工作簿" in result.reason
    assert openpyxl.load_workbook(target)["Sheet1"]["B2"].value == "=1+1"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"_xmlsignatures/origin.sigs": ""}, "数字签名"),
        ({"xl/worksheets/sheet1.xml": None}, "缺少部件"),
        ({"xl/workbook.xml": None}, "缺少部件"),
        ({"_rels/.rels": None}, "不是 .xlsx"),
        ({"xl/styles.xml": "<styleSheet/>"}, "写法特殊"),
    ],
)
def test_a_package_that_we_should_not_touch(
    write_book: Callable[..., Path], changes: dict[str, str | None], reason: str
) -> None:
    source = write_book("wps", changes)
    result = mark_workbook(source, source, [MARK], [LINE], title="教师", rows=rows)
    assert (result.patched, reason in result.reason) == (False, True)


def test_macros_are_not_saved_under_a_name_that_forbids_them(
    write_book: Callable[..., Path], part_of: Callable[[str, str], str]
) -> None:
    types = part_of("wps", "[Content_Types].xml").replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    source = write_book("wps", {"[Content_Types].xml": types})
    assert "宏" in mark_workbook(source, source.with_name("a.xlsx"), [MARK], [], title="").reason
    assert mark_workbook(source, source.with_name("a.xlsm"), [MARK], [], title="").patched


@pytest.mark.parametrize(
    "data",
    [b"", "教工号,姓名\n001,甲\n".encode("gb18030"), b"\xd0\xcf\x11\xe0"],
    ids=["空文件", "csv", "加密"],
)
def test_other_files_come_back_as_a_workbook_of_texts(tmp_path: Path, data: bytes) -> None:
    source, target = tmp_path / "data.csv", tmp_path / "marked.xlsx"
    source.write_bytes(data)
    result = mark_workbook(source, target, [MARK], [LINE], title="教师", rows=rows)
    assert result.reason == (
        "文件已加密，或不是 .xlsx 工作簿，不能在原文件上标注，因此另存为新的工作簿。"
    )
    book = openpyxl.load_workbook(target)
    long = "a_b_很长的工作表名称很长的工作表名称很长的工作表名称"
    assert book.sheetnames == [ISSUE_SHEET, "Sheet1", long[:31]]
    sheet = book["Sheet1"]
    assert (sheet["A2"].value, sheet["B2"].value, sheet["B2"].data_type) == ("001", "=1+1", "s")
    assert (sheet["B4"].value, sheet["A4"].value) == ("␂教师", None)
    assert sheet["B2"].comment.text == "【填报校验·错误】\n姓名有误。"
    assert sheet["B2"].fill.fgColor.rgb == "FFFBE9E7"
    assert book[ISSUE_SHEET]["E5"].value == "@教师001"
    assert book[ISSUE_SHEET]["C5"].hyperlink.location == "'Sheet1'!B2"


def test_without_rows_the_new_workbook_says_that_it_holds_the_issues_only(tmp_path: Path) -> None:
    source, target = tmp_path / "data.csv", tmp_path / "marked.xlsx"
    source.write_text("教工号\n", encoding="utf-8")
    result = mark_workbook(source, target, [MARK], [LINE], title="教师")
    assert "只含问题清单" in result.reason
    assert openpyxl.load_workbook(target)["Sheet1"]["B2"].comment is not None


def test_a_workbook_without_formats_gets_a_stylesheet(
    write_book: Callable[..., Path], part_of: Callable[[str, str], str]
) -> None:
    where = "xl/_rels/workbook.xml.rels"
    rels = re.sub(r"<Relationship Id=\"rId3\"[^>]*>", "", part_of("wps", where))
    sheet = part_of("wps", "xl/worksheets/sheet1.xml").replace(' s="1"', "")
    source = write_book(
        "wps", {where: rels, "xl/styles.xml": None, "xl/worksheets/sheet1.xml": sheet}
    )
    assert mark_workbook(source, source, [MARK], [LINE], title="教师").patched
    assert openpyxl.load_workbook(source)["Sheet1"]["B2"].fill.fgColor.rgb == "FFFBE9E7"


def test_a_conversation_is_left_alone(
    write_book: Callable[..., Path], part_of: Callable[[str, str], str]
) -> None:
    """Excel shows the thread and takes the comment below it for its own."""
    where = "xl/worksheets/_rels/sheet1.xml.rels"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    added = f'<Relationship Id="rId9" Type="{kind}" Target="../threadedComments/t1.xml"/></Rel'
    thread = '<ThreadedComments xmlns="urn:example"><threadedComment ref="B4"/></ThreadedComments>'
    source = write_book(
        "excel",
        {
            where: part_of("excel", where).replace("</Rel", added),
            "xl/threadedComments/t1.xml": thread,
        },
    )
    name = "教师 'A' 表"
    marks = [Mark(name, 4, 2, "error", "姓名有误。"), Mark(name, 4, 1, "error", "编号有误。")]
    assert mark_workbook(source, source, marks, [], title="教师").patched
    sheet = openpyxl.load_workbook(source)[name]
    assert sheet["B4"].comment.text == "示例填报人:\n学院已核对 & 无误"
    assert sheet["B4"].fill.fgColor.rgb == "FFFBE9E7"
    assert "编号有误" in sheet["A4"].comment.text
    with zipfile.ZipFile(source) as packed:
        assert packed.read("xl/threadedComments/t1.xml").decode() == thread
