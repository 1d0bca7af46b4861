"""Text tables: encodings, delimiters, quotes."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.exchange.reading import FileRefused, SheetInfo, open_workbook
from tests.core.exchange.reading.building import read

TEXT = "姓名,性别,备注\n张三,男,\n\n李四,女,一𠮷\n"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-mark", "utf-16-be-mark", "gb18030"]


def encoded(text: str, encoding: str) -> bytes:
    if encoding.endswith("-mark"):
        return ("\ufeff" + text).encode(encoding.removesuffix("-mark"))
    return text.encode(encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "教师.csv"
    path.write_bytes(encoded(TEXT, encoding))
    rows, _ = read(path)
    assert [(row.number, row.cells) for row in rows] == [
        (1, ["姓名", "性别", "备注"]),
        (2, ["张三", "男"]),
        (4, ["李四", "女", "一𠮷"]),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["逗号", "分号", "制表符"])
def test_the_delimiter_is_found_below_a_title(tmp_path: Path, delimiter: str) -> None:
    lines = [["教师基本情况表"], ["姓名", "性别"], ["张三", "男，汉族"], ["李四", "a,b;c"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    path = tmp_path / "教师.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert [row.cells for row in read(path)[0]] == lines


def test_quotes_and_line_breaks_inside_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "教师.csv"
    path.write_text('a,"他说""好""",c\n1,"两\n行",3\n4,5,6\n', encoding="utf-8", newline="")
    assert [row.cells for row in read(path)[0]] == [
        ["a", '他说"好"', "c"],
        ["1", "两\n行", "3"],
        ["4", "5", "6"],
    ]


def test_a_text_table_looks_like_a_workbook_with_one_sheet(tmp_path: Path) -> None:
    path = tmp_path / "教师.csv"
    path.write_text(TEXT, encoding="utf-8")
    with open_workbook(path) as workbook:
        assert workbook.kind == "csv"
        assert workbook.sheets == [SheetInfo("教师", 0, "visible")]
        assert workbook.merged(0) == []
        assert [row.number for row in workbook.rows(0, start=3)] == [4]


def test_a_quote_that_never_closes(tmp_path: Path) -> None:
    path = tmp_path / "教师.csv"
    path.write_text('a,b\n1,"' + "x,y\n" * 60_000, encoding="utf-8")
    with pytest.raises(FileRefused) as refusal:
        read(path)
    assert refusal.value.code == "FILE-CSV-QUOTE"


def test_a_text_longer_than_a_cell_holds(tmp_path: Path) -> None:
    path = tmp_path / "教师.csv"
    path.write_text("a,b\n1," + "x" * 32_768 + "\n", encoding="utf-8")
    with pytest.raises(FileRefused) as refusal:
        read(path)
    assert refusal.value.code == "FILE-CELL-TOO-LONG"
    assert "第 2 行" in refusal.value.message


def test_bytes_of_no_known_encoding(tmp_path: Path) -> None:
    path = tmp_path / "教师.csv"
    path.write_bytes("姓名,性别\n".encode() + b"\xff\xff\xff\n")
    with pytest.raises(FileRefused) as refusal:
        read(path)
    assert refusal.value.code == "FILE-ENCODING"
