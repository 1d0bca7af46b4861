"""Where the parts of a workbook stand, and what the workbook part says."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.definition.cells import Number
from core.exchange.reading import SheetInfo, open_workbook
from tests.core.exchange.reading.building import (
    MAIN,
    RELATIONS,
    parts,
    read,
    relations,
    sheet,
    texts,
    write,
)

ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'


def row_of(text: str) -> str:
    return sheet(f'<row r="1"><c r="A1" t="str"><v>{text}</v></c></row>')


@pytest.mark.parametrize(
    "target",
    ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "../xl/worksheets/Sheet1.xml"],
)
def test_targets_are_absolute_or_relative(tmp_path: Path, target: str) -> None:
    book = parts(ROW, strings=texts("甲"))
    book["xl/_rels/workbook.xml.rels"] = relations(
        ("rId1", "worksheet", target), ("rId2", "sharedStrings", "/xl/sharedStrings.xml")
    )
    assert read(write(tmp_path / "book.xlsx", book))[0][0].cells == ["甲"]


def test_sheets_come_in_tab_order_with_their_state(tmp_path: Path) -> None:
    book = parts()
    book["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="乙" sheetId="7" r:id="b"/>'
        '<sheet name="图" sheetId="8" r:id="c"/>'
        '<sheet name="甲" sheetId="2" state="hidden" r:id="a"/>'
        '<sheet name="代码" sheetId="3" state="veryHidden" r:id="d"/></sheets></workbook>'
    )
    book["xl/_rels/workbook.xml.rels"] = relations(
        ("a", "worksheet", "worksheets/sheet1.xml"),
        ("b", "worksheet", "worksheets/sheet2.xml"),
        ("c", "chartsheet", "chartsheets/sheet1.xml"),
        ("d", "worksheet", "worksheets/sheet3.xml"),
    )
    for number, text in enumerate(["甲的", "乙的", "代码的"], start=1):
        book[f"xl/worksheets/sheet{number}.xml"] = row_of(text)
    with open_workbook(write(tmp_path / "book.xlsx", book)) as workbook:
        assert workbook.sheets == [
            SheetInfo("乙", 0, "visible"),
            SheetInfo("甲", 1, "hidden"),
            SheetInfo("代码", 2, "veryHidden"),
        ]
        found = [next(workbook.rows(index)).cells[0] for index in range(3)]
    assert found == ["乙的", "甲的", "代码的"]


def test_a_strict_workbook_is_found_by_its_own_namespaces(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    book = {
        name: str(content)
        .replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace(RELATIONS, strict)
        for name, content in parts(ROW, strings=texts("甲")).items()
    }
    assert read(write(tmp_path / "book.xlsx", {**book}))[0][0].cells == ["甲"]


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("true", True), ("0", False), ("false", False)]
)
def test_the_date_system(tmp_path: Path, value: str, expected: bool) -> None:
    book = parts(ROW)
    book["xl/workbook.xml"] = str(book["xl/workbook.xml"]).replace(
        "<sheets>", f'<workbookPr date1904="{value}"/><sheets>'
    )
    with open_workbook(write(tmp_path / "book.xlsx", book)) as workbook:
        assert workbook.date1904 is expected


def test_shared_strings_may_be_missing_when_no_cell_needs_them(tmp_path: Path) -> None:
    path = write(tmp_path / "book.xlsx", parts('<row r="1"><c r="A1"><v>1</v></c></row>'))
    assert read(path)[0][0].cells == [Number("1", "general")]


@pytest.mark.parametrize("reference", ["A1", "A1:B2", "C9:D9"])
def test_the_stated_dimension_is_not_believed(tmp_path: Path, reference: str) -> None:
    data = "".join(f'<row r="{n}"><c r="C{n}"><v>{n}</v></c></row>' for n in range(1, 6))
    part = sheet(data, before=f'<dimension ref="{reference}"/>')
    rows, reader = read(write(tmp_path / "book.xlsx", parts(whole_sheet=part)))
    assert [row.cells[2] for row in rows] == [Number(str(n), "general") for n in range(1, 6)]
    assert reader == "fast"


MERGES = '<mergeCells count="2"><mergeCell ref="A1:D1"/><mergeCell ref="B2:B3"/></mergeCells>'


@pytest.mark.parametrize("prefix", ["", "x:"], ids=["默认命名空间", "前缀"])
def test_merged_ranges(tmp_path: Path, prefix: str) -> None:
    part = sheet(ROW, after=MERGES)
    if prefix:
        part = part.replace("<", f"<{prefix}").replace(f"<{prefix}/", f"</{prefix}")
        part = part.replace(f"<{prefix}?", "<?").replace(" xmlns=", " xmlns:x=")
    with open_workbook(write(tmp_path / "book.xlsx", parts(whole_sheet=part))) as workbook:
        assert workbook.merged(0) == [(1, 1, 1, 4), (2, 2, 3, 2)]


def test_a_sheet_without_merged_ranges(tmp_path: Path) -> None:
    with open_workbook(write(tmp_path / "book.xlsx", parts(ROW))) as workbook:
        assert workbook.merged(0) == []


@pytest.mark.parametrize("part", ["<sheetData/>", "<sheetData></sheetData>"])
def test_an_empty_sheet_has_no_rows(tmp_path: Path, part: str) -> None:
    whole = sheet("").replace("<sheetData></sheetData>", part)
    assert read(write(tmp_path / "book.xlsx", parts(whole_sheet=whole))) == ([], "fast")


def test_rows_from_a_number_on(tmp_path: Path) -> None:
    data = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in (1, 2, 5, 6))
    with open_workbook(write(tmp_path / "book.xlsx", parts(data))) as workbook:
        assert [row.number for row in workbook.rows(0, start=3)] == [5, 6]
