"""Every way a cell is written, and the cell it is read as, by both readers."""

# ruff: noqa: E501 - tables of odd XML are easier to compare with one case on a line
from __future__ import annotations

from pathlib import Path

import pytest

from core.definition.cells import Cell, DateText, ErrorValue, Flag, MissingResult, Number
from core.exchange.reading import FileRefused, SheetRow
from core.exchange.reading.values import CellValues
from tests.core.exchange.reading.building import (
    MAIN,
    parts,
    read,
    read_safely,
    sheet,
    strings,
    styles,
    write,
)

STRINGS = ["张三", "", " 前后有空格 ", "一\n二"]
FORMATS = ["general", "date", "zeros:6"]

ROW_OF_CELLS: list[tuple[str, str, list[Cell], str]] = [
    ("共享文本", '<c r="A1" t="s"><v>0</v></c>', ["张三"], "fast"),
    ("空的共享文本", '<c r="A1" t="s"><v>1</v></c><c r="B1"><v>1</v></c>', [None, Number("1", "general")], "fast"),
    ("数字原样", '<c r="A1"><v>1.10</v></c>', [Number("1.10", "general")], "fast"),
    ("类型 n", '<c r="A1" t="n"><v>-2E-3</v></c>', [Number("-2E-3", "general")], "fast"),
    ("日期格式", '<c r="A1" s="1"><v>45000</v></c>', [Number("45000", "date")], "fast"),
    ("补零格式", '<c r="A1" s="2"><v>7</v></c>', [Number("7", "zeros:6")], "fast"),
    ("样式号越界", '<c r="A1" s="99"><v>7</v></c>', [Number("7", "general")], "fast"),
    ("十八位数字", '<c r="A1"><v>110101199001011230</v></c>', [Number("110101199001011230", "general")], "fast"),
    ("逻辑值", '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>', [Flag("TRUE"), Flag("FALSE")], "fast"),
    ("错误值", '<c r="A1" t="e"><v>#N/A</v></c>', [ErrorValue("#N/A")], "fast"),
    ("公式的错误值", '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', [ErrorValue("#DIV/0!")], "fast"),
    ("ISO 日期", '<c r="A1" t="d"><v>2025-03-01T00:00:00</v></c>', [DateText("2025-03-01T00:00:00")], "fast"),
    ("公式结果", '<c r="A1"><f>1+1</f><v>2</v></c>', [Number("2", "general")], "fast"),
    ("公式文本", '<c r="A1" t="str"><f>A2&amp;"x"</f><v>a&amp;b</v></c>', ["a&b"], "fast"),
    ("公式得空文本", '<c r="A1" t="str"><f>""</f><v></v></c><c r="B1" t="b"><v>1</v></c>', [None, Flag("TRUE")], "fast"),
    ("公式无结果", '<c r="A1"><f>SUM(B1,C1)</f></c>', [MissingResult("SUM(B1,C1)")], "fast"),
    ("公式空结果", '<c r="A1"><f>SUM(B1)</f><v/></c>', [MissingResult("SUM(B1)")], "fast"),
    ("公式空结果二", '<c r="A1"><f>SUM(B1)</f><v></v></c>', [MissingResult("SUM(B1)")], "fast"),
    ("共享公式", '<c r="A1"><f t="shared" si="0"/><v>3</v></c>', [Number("3", "general")], "fast"),
    ("共享公式无结果", '<c r="A1"><f t="shared" si="0"/></c>', [MissingResult("")], "fast"),
    ("行内文本", '<c r="A1" t="inlineStr"><is><t>李四&lt;</t></is></c>', ["李四<"], "fast"),
    ("行内空格", '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> 李 </t></is></c>', [" 李 "], "fast"),
    ("行内不保留空格", '<c r="A1" t="inlineStr"><is><t> 李 </t></is></c>', ["李"], "fast"),
    ("行内多段", '<c r="A1" t="inlineStr"><is><r><t>李</t></r><r><t>四</t></r><rPh sb="0" eb="1"><t>li</t></rPh></is></c>', ["李四"], "safe"),
    ("转义", '<c r="A1" t="str"><v>a_x000D_b_x005F_x000D_c_xD800_</v></c>', ["a\rb_x000D_c_xD800_"], "fast"),
    ("行内转义只解一次", '<c r="A1" t="inlineStr"><is><t>_x005F_x0041_</t></is></c>', ["_x0041_"], "fast"),
    ("字符引用", '<c r="A1" t="str"><v>&#20013;&#x6587;</v></c>', ["中文"], "fast"),
    ("空单元格", '<c r="A1" s="1"/><c r="B1"><v>1</v></c><c r="C1"></c><c r="D1"/>', [None, Number("1", "general")], "safe"),
    ("属性次序", '<c t="s" s="1" r="B1"><v>0</v></c>', [None, "张三"], "safe"),
    ("属性次序二", '<c r="B1" t="s" s="1"><v>0</v></c>', [None, "张三"], "fast"),
    ("没有地址", '<c t="s"><v>0</v></c><c><v>5</v></c>', ["张三", Number("5", "general")], "safe"),
    ("小写地址", '<c r="b1"><v>5</v></c>', [None, Number("5", "general")], "safe"),
    ("次序颠倒", '<c r="B1"><v>2</v></c><c r="A1"><v>1</v></c>', [Number("1", "general"), Number("2", "general")], "safe"),
    ("CDATA", '<c r="A1" t="str"><v><![CDATA[a<b]]></v></c>', ["a<b"], "safe"),
    ("注释", '<c r="A1" t="str"><v>a<!-- x -->b</v></c>', ["ab"], "safe"),
    ("单引号", "<c r='A1'><v>5</v></c>", [Number("5", "general")], "safe"),
    ("数字带空白", '<c r="A1"><v> 5 </v></c>', [Number("5", "general")], "fast"),
    ("未知类型", '<c r="A1" t="x"><v>a</v></c>', ["a"], "fast"),
    ("单元格元数据", '<c r="A1" s="1" cm="1"><v>5</v></c>', [Number("5", "date")], "fast"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "expected", "reader"),
    [case[1:] for case in ROW_OF_CELLS],
    ids=[case[0] for case in ROW_OF_CELLS],
)
def test_a_cell_is_read_alike_by_both_readers(
    tmp_path: Path, cells: str, expected: list[Cell], reader: str
) -> None:
    items = [f'<t xml:space="preserve">{text}</t>' for text in STRINGS]
    book = parts(
        f'<row r="1">{cells}</row>',
        strings=strings(*items),
        styles=styles("yyyy-mm-dd", "000000"),
    )
    path = write(tmp_path / "book.xlsx", book)
    values = CellValues([text or None for text in STRINGS], FORMATS)

    assert read(path) == ([SheetRow(1, expected, hidden=False)], reader)
    assert read_safely(path, values) == [SheetRow(1, expected, hidden=False)]
    assert [type(cell) for cell in read(path)[0][0].cells] == [type(cell) for cell in expected]


ROWS = [
    ("行号缺失", '<row><c><v>1</v></c></row><row r="5"><c r="A5"><v>2</v></c></row><row><c><v>3</v></c></row>', [1, 5, 6], []),
    ("隐藏行", '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>1</v></c></row>', [2, 3], [2]),
    ("空行不给出", '<row r="1"/><row r="2" spans="1:2"></row><row r="3"><c r="A3" s="1"/></row><row r="4"><c r="A4"><v>1</v></c></row>', [4], []),
    ("隐藏写作 true", '<row r="7" ht="20" hidden="true"><c r="A7"><v>1</v></c></row>', [7], [7]),
    ("行间有换行", '\n<row r="1">\n<c r="A1"><v>1</v></c>\n</row>\n', [1], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "numbers", "hidden"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS]
)
def test_rows_keep_number_and_hiding(
    tmp_path: Path, data: str, numbers: list[int], hidden: list[int]
) -> None:
    path = write(tmp_path / "book.xlsx", parts(data))
    for rows in (read(path)[0], read_safely(path, CellValues([], []))):
        assert [row.number for row in rows] == numbers
        assert [row.number for row in rows if row.hidden] == hidden


ITEMS: list[tuple[str, str, str | None]] = [
    ("普通", "<t>姓名</t>", "姓名"),
    ("拼音设置", '<t>姓名</t><phoneticPr fontId="1" type="noConversion"/>', "姓名"),
    ("多段格式", "<r><t>*</t></r><r><rPr><b/><sz val=\"11\"/></rPr><t xml:space=\"preserve\"> 姓名</t></r>", "* 姓名"),
    ("注音不算", '<t>姓名</t><rPh sb="0" eb="2"><t>xingming</t></rPh>', "姓名"),
    ("空", "<t/>", None),
    ("空二", "", None),
    ("首尾空白不保留", "<t> 姓名 </t>", "姓名"),
    ("引用", "<t>A&amp;B&lt;&quot;</t>", 'A&B<"'),
    ("换行转义", "<t>一_x000D_\n二</t>", "一\r\n二"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("item", "text"), [case[1:] for case in ITEMS], ids=[case[0] for case in ITEMS]
)
@pytest.mark.parametrize("odd", ["", "<!-- 注释 -->"], ids=["常见写法", "带注释"])
def test_shared_strings(tmp_path: Path, item: str, text: str | None, odd: str) -> None:
    shared = strings("<t>前</t>", item, "<t>后</t>").replace("<si>", f"{odd}<si>")
    row = "".join(f'<c r="{letter}1" t="s"><v>{i}</v></c>' for i, letter in enumerate("ABC"))
    path = write(tmp_path / "book.xlsx", parts(f'<row r="1">{row}</row>', strings=shared))
    assert read(path)[0][0].cells == ["前", text, "后"]


@pytest.mark.parametrize("index", ["9", "-1", "x", "1.5"])
def test_a_shared_string_that_does_not_exist_means_a_damaged_file(
    tmp_path: Path, index: str
) -> None:
    row = f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>'
    path = write(tmp_path / "book.xlsx", parts(row, strings=strings("<t>一</t>")))
    with pytest.raises(FileRefused) as refusal:
        read(path)
    assert refusal.value.code == "FILE-DAMAGED"


def test_rows_of_one_shape_read_as_if_alone(tmp_path: Path) -> None:
    """Row numbers that also occur as style and value must not confuse the shape of a row."""
    data = "".join(
        f'<row r="{n}"><c r="A{n}" s="{n % 3}"><v>{n}</v></c><c r="B{n}" s="1"/>'
        f'<c r="C{n}" t="s"><v>{n % 2}</v></c><c r="D{n}" t="s"><v>0</v></c></row>'
        for n in range(1, 40)
    )
    shared = strings("<t>甲</t>", "<t>乙</t>")
    path = write(
        tmp_path / "book.xlsx", parts(data, strings=shared, styles=styles("yyyy-mm-dd", "000000"))
    )
    rows, reader = read(path)
    assert reader == "fast"
    assert rows == read_safely(path, CellValues(["甲", "乙"], FORMATS))
    assert rows[32].cells == [Number("33", "general"), None, "乙", "甲"]


def test_odd_xml_far_down_makes_the_sheet_be_read_again_without_repeating_rows(
    tmp_path: Path,
) -> None:
    data = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 50_001))
    data += '<row r="50001"><c r="A50001" t="str"><v><![CDATA[尾]]></v></c></row>'
    rows, reader = read(write(tmp_path / "book.xlsx", parts(data)))
    assert reader == "safe"
    assert [row.number for row in rows] == list(range(1, 50_002))
    assert rows[-1].cells == ["尾"]


PREFIXED = f"""<?xml version="1.0" encoding="utf-8"?><x:worksheet xmlns:x="{MAIN}"><x:sheetData>
<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c r="B1"><x:v>1</x:v></x:c>
</x:row></x:sheetData></x:worksheet>"""
STRICT = sheet('<row r="1"><c r="A1" t="str"><v>甲</v></c><c r="B1"><v>1</v></c></row>').replace(
    MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"
)
UTF_16 = (
    sheet('<row r="1"><c r="A1" t="str"><v>甲</v></c><c r="B1"><v>1</v></c></row>')
    .replace("UTF-8", "UTF-16")
    .encode("utf-16")
)


@pytest.mark.parametrize("part", [PREFIXED, STRICT, UTF_16], ids=["前缀", "严格命名空间", "UTF-16"])
def test_other_legal_spellings_of_a_sheet(tmp_path: Path, part: str | bytes) -> None:
    book = parts()
    book["xl/worksheets/sheet1.xml"] = part
    rows, reader = read(write(tmp_path / "book.xlsx", book))
    assert rows == [SheetRow(1, ["甲", Number("1", "general")], hidden=False)]
    assert reader == "safe"


def test_elements_of_a_foreign_namespace_are_not_cells(tmp_path: Path) -> None:
    data = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" xmlns="urn:x"><c r="A2"><v>2</v></c></row>'
    rows, _ = read(write(tmp_path / "book.xlsx", parts(data)))
    assert [row.number for row in rows] == [1]
