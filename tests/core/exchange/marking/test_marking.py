"""The filler's own workbook comes back marked, and everything else in it is as it was."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from xml.dom import minidom

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from core.exchange.marking import ISSUE_SHEET, IssueLine, Mark, is_issue_sheet, mark_workbook

# openpyxl, the oracle, says so of what Excel adds; we keep it.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

TEACHERS = "教师 'A' 表"
ERROR, WARNING, HINT, REPAIRED = "FFFBE9E7", "FFFDF3DC", "FFE6F0F6", "FFE5F4EC"
MARKS = [
    Mark(TEACHERS, 3, 4, "warning", "来校日期（2012-01）早于参加工作日期（2012-09）。"),
    Mark(TEACHERS, 4, 2, "error", "姓名“教师002”与第 3 行重复。"),
    Mark(TEACHERS, 4, 2, "hint", "请核对姓名。"),
    Mark(TEACHERS, 4, 5, "hint", "公式的结果请核对。"),
    Mark(TEACHERS, 5, 6, "error", "性别必填，请填“男”或“女”。"),
    Mark(TEACHERS, 6, 1, "error", "教工号必填。"),
    Mark(TEACHERS, 4, 3, "error", "学历必填。"),
    Mark(TEACHERS, 9, 6, "repaired", "已由全角改为半角。"),
]
LINES = [
    IssueLine(TEACHERS, 4, 2, "姓名", "=1+1", "error", "FAC-101", "姓名重复。"),
    IssueLine(TEACHERS, None, None, "", "", "warning", "FAC-301", "全表少报 2 人。"),
    IssueLine("另一个文件", 3, 1, "教工号", "T9", "hint", "FAC-302", "请核对。"),
]
CHANGED = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml",
}


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def marked(source: Path, marks: list[Mark] = MARKS, lines: list[IssueLine] = LINES) -> Path:
    """Mark a workbook that can be patched and return the new file."""
    target = source.with_name(f"marked-{source.name}")
    result = mark_workbook(
        source, target, marks, lines, title="教师基本情况", facts=[("批次", "2025"), ("行数", "3")]
    )
    assert result == (True, "")
    return target


def fill(cell: openpyxl.cell.Cell) -> str | None:
    return str(cell.fill.fgColor.rgb) if cell.fill.fill_type == "solid" else None


@pytest.fixture
def excel(write_book: Callable[..., Path]) -> Path:
    return write_book("excel")


def test_wrong_cells_get_a_colour_and_a_comment(excel: Path) -> None:
    sheet = openpyxl.load_workbook(marked(excel))[TEACHERS]
    assert [fill(sheet[ref]) for ref in ("D3", "B4", "E4", "F5", "A6", "F9", "B3")] == [
        WARNING,
        ERROR,
        HINT,
        ERROR,
        ERROR,
        REPAIRED,
        None,
    ]
    assert sheet["F5"].comment.text == "【填报校验·错误】\n性别必填，请填“男”或“女”。"
    assert sheet["F5"].comment.author == "填报"
    assert {cell.coordinate for row in sheet for cell in row if cell.comment} == {
        *("A2", "B4", "C4", "D3", "E4", "F5", "A6", "F9")
    }


def test_several_remarks_on_a_cell_are_joined_below_the_fillers_own_comment(excel: Path) -> None:
    sheet = openpyxl.load_workbook(marked(excel))[TEACHERS]
    assert sheet["B4"].comment.text == (
        "示例填报人:\n学院已核对 & 无误\n────────────\n"
        "【填报校验·错误】\n姓名“教师002”与第 3 行重复。\n【填报校验·提示】\n请核对姓名。"
    )
    assert sheet["B4"].comment.author == "示例填报人"
    assert sheet["A2"].comment.text == "填学校统一编号"


def test_the_format_of_a_marked_cell_stays_but_for_its_fill(excel: Path) -> None:
    sheet = openpyxl.load_workbook(marked(excel))[TEACHERS]
    cell = sheet["D3"]
    assert cell.number_format == 'yyyy"年"m"月"'
    assert cell.value == datetime(2012, 1, 1)
    assert (cell.font.b, cell.font.sz, cell.font.color.rgb) == (True, 12, "FFFF0000")
    assert cell.border.left.style == "thin"
    assert (cell.alignment.horizontal, cell.alignment.wrap_text) == ("right", True)
    assert cell.protection.locked is False


def test_a_cell_that_was_not_there_takes_the_format_of_its_row_or_column(excel: Path) -> None:
    sheet = openpyxl.load_workbook(marked(excel))[TEACHERS]
    assert sheet["C4"].number_format == "0%"  # the row's
    assert sheet["A6"].number_format == "@"  # the column's
    assert sheet["F9"].number_format == "0%"
    assert sheet.dimensions == "A1:F9"


def test_a_formula_keeps_its_cached_value(excel: Path) -> None:
    target = marked(excel)
    assert openpyxl.load_workbook(target)[TEACHERS]["E4"].value == "=D4-D3"
    assert openpyxl.load_workbook(target, data_only=True)[TEACHERS]["E4"].value == 244


def test_every_other_part_is_byte_identical(excel: Path) -> None:
    before, after = parts(excel), parts(marked(excel))
    assert {name for name in before if before[name] != after.get(name)} == CHANGED
    assert set(after) - set(before) == {"xl/worksheets/tianbao1.xml"}
    for name in ("xl/sharedStrings.xml", "xl/drawings/drawing1.xml", "xl/calcChain.xml"):
        assert before[name] == after[name]


def test_outside_the_marked_cells_a_sheet_stays_as_it_was(excel: Path) -> None:
    """Take the inserted cells, rows and styles out again: nothing else differs."""
    name = "xl/worksheets/sheet1.xml"
    before, after = parts(excel)[name].decode(), parts(marked(excel))[name].decode()
    assert (
        before.index("</sheetData>")
        and before[before.index("</sheetData>") :] == (after[after.index("</sheetData>") :])
    )
    row = re.search(r'<row r="2".*?</row>', before)
    assert row and row[0] in after
    sheet2 = "xl/worksheets/sheet2.xml"
    assert parts(excel)[sheet2].decode().replace(' tabSelected="1"', "") == (
        parts(marked(excel))[sheet2].decode()
    )


def test_every_changed_part_is_well_formed(excel: Path) -> None:
    for name, data in parts(marked(excel)).items():
        if name.endswith((".xml", ".rels", ".vml")):
            minidom.parseString(data)


def test_shapes_of_comments_are_numbered_apart_and_all_there(excel: Path) -> None:
    drawing = parts(marked(excel))["xl/drawings/vmlDrawing1.vml"].decode()
    numbers = re.findall(r'id="_x0000_s(\d+)"', drawing)
    assert len(numbers) == len(set(numbers)) == 8
    assert 'data="1,2"' in drawing
    assert drawing.count("<v:shapetype") == 1


def test_the_box_of_an_own_comment_grows_to_hold_what_was_added(excel: Path) -> None:
    def box(path: Path) -> list[int]:
        drawing = parts(path)["xl/drawings/vmlDrawing1.vml"].decode()
        place = drawing.index("<x:Row>3</x:Row>")
        start = drawing.rindex("<x:Anchor>", 0, place) + len("<x:Anchor>")
        return [int(n) for n in drawing[start : drawing.index("<", start)].split(",")]

    before, after = box(excel), box(marked(excel))
    assert after[6] - after[2] > before[6] - before[2]


def test_our_sheet_comes_first_and_is_shown(excel: Path) -> None:
    book = openpyxl.load_workbook(marked(excel))
    assert book.sheetnames == [ISSUE_SHEET, TEACHERS, "汇总"]
    assert book.active.title == ISSUE_SHEET
    assert [sheet.sheet_view.tabSelected for sheet in book] == [True, None, None]
    sheet = book[ISSUE_SHEET]
    assert is_issue_sheet(sheet.title, sheet["A1"].value)
    assert sheet["A2"].value == "批次：2025　　行数：3"
    assert [cell.value for cell in sheet[5]] == [
        *("序号", "工作表", "单元格", "栏目", "填写值", "级别", "代码", "问题与改法")
    ]
    assert [cell.value for cell in sheet[6]] == [
        *("1", TEACHERS, "B4", "姓名", "=1+1", "错误", "FAC-101", "姓名重复。")
    ]
    assert sheet["E6"].data_type == "s"  # text, never a formula
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A6", "A5:H8")
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$5:$5")


def test_a_line_links_to_its_cell_if_that_exists(excel: Path) -> None:
    sheet = openpyxl.load_workbook(marked(excel))[ISSUE_SHEET]
    links = [cell.hyperlink and cell.hyperlink.location for cell in sheet["C"][5:8]]
    assert links == ["'教师 ''A'' 表'!B4", None, None]


def test_names_counted_by_sheet_move_on_with_their_sheets(excel: Path) -> None:
    book = openpyxl.load_workbook(marked(excel))
    assert book[TEACHERS].print_title_rows == "$2:$2"
    assert book[TEACHERS].auto_filter.ref == "A2:F6"
    assert book["汇总"].print_area == "'汇总'!$A$1:$C$9"
    assert book.defined_names["性别"].value == "汇总!$A$1:$A$2"
    workbook = parts(marked(excel))["xl/workbook.xml"].decode()
    assert re.findall(r'name="(_xlnm\.\w+)" localSheetId="(\d)"', workbook) == [
        ("_xlnm._FilterDatabase", "1"),
        ("_xlnm.Print_Area", "2"),
        ("_xlnm.Print_Titles", "1"),
        ("_xlnm._FilterDatabase", "0"),
        ("_xlnm.Print_Titles", "0"),
    ]
    assert "activeTab" not in workbook and "firstSheet" not in workbook


def test_what_protects_and_formats_the_sheet_is_still_there(excel: Path) -> None:
    sheet = openpyxl.load_workbook(marked(excel))[TEACHERS]
    assert sheet.protection.sheet is True
    assert sheet.data_validations.dataValidation[0].formula1 == "性别"
    assert [str(found.sqref) for found in sheet.conditional_formatting] == ["D3:D6"]
    assert sheet.freeze_panes == "A3"
    assert sheet.column_dimensions["C"].hidden


def test_a_mark_on_a_covered_cell_of_a_merge_goes_to_the_cell_that_shows(excel: Path) -> None:
    target = marked(excel, [Mark(TEACHERS, 3, 6, "error", "学位必填。")])
    sheet = openpyxl.load_workbook(target)[TEACHERS]
    assert fill(sheet["E3"]) == ERROR
    assert sheet["E3"].comment.text == "【填报校验·错误】\n学位必填。"


def test_wps_without_comments_gets_the_parts_it_needs(write_book: Callable[..., Path]) -> None:
    target = marked(write_book("wps"), [Mark("Sheet1", 2, 2, "error", "姓名不能是“教师001”。")])
    sheet = openpyxl.load_workbook(target)["Sheet1"]
    assert (fill(sheet["B2"]), sheet["B2"].value) == (ERROR, "教师001")
    assert "教师001" in sheet["B2"].comment.text
    after = parts(target)
    assert {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"} < set(after)
    xml = after["xl/worksheets/sheet1.xml"].decode()
    assert xml.index("<headerFooter/>") < xml.index("<legacyDrawing ") < xml.index("</work")
    assert xml.endswith("/></worksheet>\n")
    names = after["xl/workbook.xml"].decode()
    assert names.index("</sheets>") < names.index("<definedNames>") < names.index("<calcPr")


def test_marking_again_leaves_only_the_second_marks(excel: Path) -> None:
    once = marked(excel)
    again = [Mark(TEACHERS, 3, 2, "hint", "请再核对。")]
    twice = marked(once, again, LINES[:1])
    book = openpyxl.load_workbook(twice)
    assert book.sheetnames == [ISSUE_SHEET, TEACHERS, "汇总"]
    sheet = book[TEACHERS]
    original = openpyxl.load_workbook(excel)[TEACHERS]
    for row in original.iter_rows(1, 9):
        for cell in row:
            now = sheet[cell.coordinate]
            expected = "FFE6F0F6" if cell.coordinate == "B3" else fill(cell)
            assert (cell.coordinate, fill(now)) == (cell.coordinate, expected)
            if cell.has_style:
                assert now.number_format == cell.number_format
    assert sheet["B4"].comment.text == "示例填报人:\n学院已核对 & 无误"
    assert {cell.coordinate for row in sheet for cell in row if cell.comment} == {"A2", "B3", "B4"}
    assert len(list(book[ISSUE_SHEET].iter_rows(6))) == 1
    assert parts(twice)["xl/workbook.xml"].count(b"_tianbao_issues") == 1


def test_marking_with_the_same_marks_again_adds_no_formats(excel: Path) -> None:
    once = marked(excel)
    assert parts(marked(once))["xl/styles.xml"] == parts(once)["xl/styles.xml"]


def test_without_marks_the_former_ones_are_gone(excel: Path) -> None:
    clean = marked(marked(excel), [], [])
    before, after = parts(excel), parts(clean)
    assert after["xl/comments1.xml"].count(b"<comment ") == 2
    assert after["xl/drawings/vmlDrawing1.vml"].count(b"<v:shape ") == 2
    sheet = after["xl/worksheets/sheet1.xml"].decode()
    assert 's="2"><v>40909' in sheet and "D4-D3" in sheet
    assert before["xl/sharedStrings.xml"] == after["xl/sharedStrings.xml"]
    assert openpyxl.load_workbook(clean)[ISSUE_SHEET]["H6"].value == "没有发现问题。"


def test_former_marks_are_found_without_our_sheet_and_in_other_cells(tmp_path: Path) -> None:
    """The filler deleted our sheet, inserted a row and saved with another program."""
    source = tmp_path / "rows.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = "教工号", "T001"
    book.active["A2"].fill = PatternFill("solid", fgColor="FFFFFF00")
    book.active["A1"].comment = Comment("自己的批注", "示例填报人")
    book.save(source)
    once = marked(
        source,
        [Mark("Sheet", 2, 1, "error", "编号有误。"), Mark("Sheet", 1, 1, "warning", "表头有误。")],
    )
    saved = openpyxl.load_workbook(once)
    del saved[ISSUE_SHEET]
    sheet = saved["Sheet"]
    sheet["A9"]._style = sheet["A2"]._style
    saved.save(once)
    clean = openpyxl.load_workbook(marked(once, [], []))["Sheet"]
    assert [fill(clean[ref]) for ref in ("A1", "A2", "A9")] == [None, "FFFFFF00", "FFFFFF00"]
    assert clean["A1"].comment.text == "自己的批注"
    assert clean["A2"].comment is None


def test_a_sheet_of_the_fillers_own_with_our_name_is_kept(tmp_path: Path) -> None:
    source = tmp_path / "own.xlsx"
    book = openpyxl.Workbook()
    book.active.title = ISSUE_SHEET
    book.active["A1"] = "学院自己的清单"
    book.save(source)
    once = marked(source, [], [])
    assert openpyxl.load_workbook(once).sheetnames == ["问题清单(填报)", ISSUE_SHEET]
    assert openpyxl.load_workbook(marked(once, [], [])).sheetnames == [
        "问题清单(填报)",
        ISSUE_SHEET,
    ]


def test_text_that_xml_cannot_hold_is_shown_not_lost(excel: Path) -> None:
    said = "值“\x01_x0041_\ud800<&>\u202e”不合要求" + "长" * 40_000
    line = IssueLine(TEACHERS, 3, 1, "备注", said, "error", "FAC-1", said)
    target = marked(excel, [Mark(TEACHERS, 3, 1, "error", said)], [line])
    book = openpyxl.load_workbook(target)
    assert book[ISSUE_SHEET]["E6"].value.startswith("值“␁_x005F_x0041_\ufffd<&>")
    assert len(book[ISSUE_SHEET]["E6"].value) <= 32_767
    assert book[TEACHERS]["A3"].comment.text.endswith("长…")


@pytest.mark.parametrize(
    "mark",
    [
        Mark("没有的表", 1, 1, "error", ""),
        Mark(TEACHERS, 0, 1, "error", ""),
        Mark(TEACHERS, 1, 16_385, "error", ""),
        Mark(TEACHERS, 1, 1, "fatal", ""),
    ],
)
def test_a_mark_that_names_nothing_is_a_mistake_of_the_program(excel: Path, mark: Mark) -> None:
    target = excel.with_name("never.xlsx")
    with pytest.raises(ValueError, match=r"do not exist|no such cell|unknown severity"):
        mark_workbook(excel, target, [mark], [], title="教师基本情况")
    assert sorted(path.name for path in excel.parent.iterdir()) == ["excel.xlsx"]


def test_the_source_may_be_the_target(excel: Path) -> None:
    assert mark_workbook(excel, excel, MARKS, LINES, title="教师基本情况").patched
    assert openpyxl.load_workbook(excel).sheetnames[0] == ISSUE_SHEET


@pytest.fixture
def libre_office(tmp_path: Path) -> Callable[[Path], Path]:
    """Open a workbook in LibreOffice and save it again as .xlsx."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("没有安装 LibreOffice（soffice），此项不测")

    def saved(path: Path) -> Path:
        folder = tmp_path / "saved"
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder)]
        subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
        return folder / path.name

    return saved


def test_libre_office_opens_it_and_its_marks_come_off_again(
    excel: Path, libre_office: Callable[[Path], Path]
) -> None:
    saved = libre_office(marked(excel))
    book = openpyxl.load_workbook(saved)
    assert book.sheetnames == [ISSUE_SHEET, TEACHERS, "汇总"]
    assert fill(book[TEACHERS]["B4"]) == ERROR
    assert "性别必填" in book[TEACHERS]["F5"].comment.text
    again = openpyxl.load_workbook(marked(saved, [Mark(TEACHERS, 3, 1, "hint", "再核对。")]))
    assert again.sheetnames == [ISSUE_SHEET, TEACHERS, "汇总"]
    sheet = again[TEACHERS]
    ours = {ERROR, WARNING, HINT, REPAIRED}
    coloured = {cell.coordinate for row in sheet for cell in row if fill(cell) in ours}
    assert coloured == {"A3"}
    commented = {cell.coordinate for row in sheet for cell in row if cell.comment}
    assert commented == {"A2", "A3", "B4"}
    assert "填报校验" not in sheet["B4"].comment.text
