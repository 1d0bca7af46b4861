"""Files that are not read: each with its code, and a message that says what to do."""

# ruff: noqa: E501 - tables of odd XML are easier to compare with one case on a line
from __future__ import annotations

import io
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from core.exchange.reading import DEFAULT_LIMITS, FileRefused, open_workbook
from core.exchange.reading.limits import MIB
from core.exchange.reading.refusals import MESSAGES
from tests.core.exchange.reading.building import SHEET_1, Parts, parts, read, sheet, texts, write

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def package(**replaced: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts(ROW) | replaced).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def types(kind: str) -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/x/main.xml" ContentType="application/{kind}.main+xml"/></Types>'
    )


WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"
SLIDES = "vnd.openxmlformats-officedocument.presentationml.presentation"
FILES = [
    ("空文件", "FILE-EMPTY", b""),
    ("旧版工作簿", "FILE-XLS", OLE + "Workbook".encode("utf-16-le")),
    ("更旧的工作簿", "FILE-XLS", OLE + "Book".encode("utf-16-le")),
    ("加密工作簿", "FILE-ENCRYPTED", OLE + "EncryptedPackage".encode("utf-16-le")),
    ("旧版文档", "FILE-DOC", OLE + "WordDocument".encode("utf-16-le")),
    ("其他复合文件", "FILE-NOT-TABLE", OLE),
    ("文档", "FILE-DOCX", package(**{"[Content_Types].xml": types(WORD)})),
    ("演示文稿", "FILE-PPTX", package(**{"[Content_Types].xml": types(SLIDES)})),
    ("二进制工作簿", "FILE-XLSB", package(**{"[Content_Types].xml": types("vnd.ms-excel.sheet.binary.macroEnabled")})),
    ("含宏工作簿", "FILE-MACRO", package(**{"[Content_Types].xml": types("vnd.ms-excel.sheet.macroEnabled")})),
    ("ODS", "FILE-ODS", package(mimetype="application/vnd.oasis.opendocument.spreadsheet")),
    ("PDF", "FILE-PDF", b"%PDF-1.7\n\x00"),
    ("PNG", "FILE-IMAGE", b"\x89PNG\r\n\x1a\n\x00\x00"),
    ("JPEG", "FILE-IMAGE", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
    ("RAR", "FILE-ARCHIVE", b"Rar!\x1a\x07\x00"),
    ("7z", "FILE-ARCHIVE", b"7z\xbc\xaf\x27\x1c\x00\x04"),
    ("网页", "FILE-HTML", "<html><body><table><tr><td>姓名</td></tr></table>".encode("gbk")),
    ("网页表格", "FILE-HTML", b"\xef\xbb\xbf\n <TABLE border=1><tr><td>1"),
    ("XML 表格 2003", "FILE-XML2003", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'),
    ("其他 XML", "FILE-NOT-TABLE", b'<?xml version="1.0"?><a/>'),
    ("二进制", "FILE-NOT-TABLE", bytes(range(256)) * 4),
    ("控制字符", "FILE-NOT-TABLE", b"a,b\n\x01\x02,c\n"),
    ("截断", "FILE-TRUNCATED", package()[:-30]),
    ("截断一半", "FILE-TRUNCATED", package()[:700]),
    ("只有开头", "FILE-TRUNCATED", b"PK\x03\x04"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "content"), [case[1:] for case in FILES], ids=[case[0] for case in FILES]
)
@pytest.mark.parametrize("name", ["填报.xlsx", "填报.csv"])
def test_a_file_is_refused_by_its_content_whatever_its_name(
    tmp_path: Path, code: str, content: bytes, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal_of(path) == code


def refusal_of(path: Path) -> str:
    with pytest.raises(FileRefused) as refusal, open_workbook(path) as workbook:
        list(workbook.rows(0))
    assert refusal.value.message == MESSAGES[refusal.value.code].format(**refusal.value.facts)
    return refusal.value.code


def test_every_message_says_what_to_do() -> None:
    advice = ("请", "已停止")
    assert [
        code for code, text in MESSAGES.items() if not any(word in text for word in advice)
    ] == []


def test_a_missing_file(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "没有.xlsx") == "FILE-MISSING"


def test_a_large_file(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(DEFAULT_LIMITS.file_bytes + 1)
    assert refusal_of(path) == "FILE-TOO-LARGE"


def test_an_ordinary_archive(tmp_path: Path) -> None:
    assert refusal_of(write(tmp_path / "包.xlsx", {"教师.csv": "a,b"})) == "FILE-ARCHIVE"


def test_archives_inside_archives(tmp_path: Path) -> None:
    inner = write(tmp_path / "0.zip", {"教师.csv": "a,b"}).read_bytes()
    for level in range(5):
        inner = write(tmp_path / "嵌套.zip", {f"{level}.zip": inner}).read_bytes()
    assert refusal_of(tmp_path / "嵌套.zip") == "FILE-ARCHIVE"


def edited(change: Callable[[Parts], object]) -> Parts:
    book = parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=texts("一"))
    change(book)
    return book


BROKEN = [
    ("没有工作簿部件", "FILE-NOT-TABLE", lambda book: book.pop("xl/workbook.xml")),
    ("没有关系部件", "FILE-NOT-TABLE", lambda book: book.pop("_rels/.rels")),
    ("没有工作表", "FILE-NO-SHEET", lambda book: book.pop("xl/_rels/workbook.xml.rels")),
    ("工作表部件缺失", "FILE-DAMAGED", lambda book: book.pop(SHEET_1)),
    ("共享字符串缺失", "FILE-DAMAGED", lambda book: book.pop("xl/sharedStrings.xml")),
    ("标签不配对", "FILE-XML", lambda book: book.update({SHEET_1: sheet("<row r='1'><c></row>")})),
    ("半截 XML", "FILE-XML", lambda book: book.update({SHEET_1: sheet(ROW)[:-40]})),
    ("控制字符", "FILE-XML", lambda book: book.update({SHEET_1: sheet('<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>')})),
    ("错误编码", "FILE-XML", lambda book: book.update({SHEET_1: sheet('<row r="1"><c r="A1" t="str"><v>中</v></c></row>').encode("gbk")})),
    ("未定义实体", "FILE-XML", lambda book: book.update({"xl/sharedStrings.xml": texts("一").replace("一", "&x;")})),
    ("行号越界", "FILE-DAMAGED", lambda book: book.update({SHEET_1: sheet('<row r="1048577"><c><v>1</v></c></row>')})),
    ("列号越界", "FILE-DAMAGED", lambda book: book.update({SHEET_1: sheet('<row r="1"><c r="XFE1"><v>1</v></c></row>')})),
    ("地址无法识别", "FILE-DAMAGED", lambda book: book.update({SHEET_1: sheet('<row r="1"><c r="1A"><v>1</v></c></row>')})),
    ("行号无法识别", "FILE-DAMAGED", lambda book: book.update({SHEET_1: sheet('<row r="x"><c><v>1</v></c></row>')})),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "change"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_a_broken_workbook(tmp_path: Path, code: str, change: Callable[[Parts], object]) -> None:
    assert refusal_of(write(tmp_path / "坏.xlsx", edited(change))) == code


ENTITY_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
READ_PARTS = [
    SHEET_1,
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "_rels/.rels",
    "[Content_Types].xml",
    "docProps/core.xml",
]


@pytest.mark.parametrize("part", READ_PARTS)
@pytest.mark.parametrize("doctype", [ENTITY_BOMB, OUTSIDE], ids=["实体膨胀", "外部实体"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_every_part(
    tmp_path: Path, part: str, doctype: str, encoding: str
) -> None:
    book = parts(ROW, strings=texts("一"), styles="<styleSheet/>")
    text = str(book.get(part, "<cp/>")).partition("?>\r\n")[2] or "<cp/>"
    book[part] = f"<!-- {'x' * 5000} -->{doctype}{text}".encode(encoding)
    begun = time.process_time()
    assert refusal_of(write(tmp_path / "dtd.xlsx", book)) == "FILE-DTD"
    assert time.process_time() - begun < 2


def test_a_member_that_inflates_far_beyond_its_size(tmp_path: Path) -> None:
    book = parts(ROW) | {"xl/media/x.bin": bytes(60 * MIB)}
    assert refusal_of(write(tmp_path / "bomb.xlsx", book)) == "FILE-BOMB"


def test_one_huge_shared_string(tmp_path: Path) -> None:
    book = parts(ROW, strings=texts("a" * (40 * MIB)))
    assert refusal_of(write(tmp_path / "bomb.xlsx", book)) == "FILE-BOMB"


@pytest.mark.parametrize("count", [501, 70_000])
def test_too_many_members(tmp_path: Path, count: int) -> None:
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(count):
            archive.writestr(str(number), b"")
    begun = time.process_time()
    assert refusal_of(path) == "FILE-BOMB"
    assert time.process_time() - begun < 1


def test_the_same_part_twice(tmp_path: Path) -> None:
    path = write(tmp_path / "twice.xlsx", parts(ROW))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/Workbook.xml", "<workbook/>")
    assert refusal_of(path) == "FILE-DAMAGED"


def test_members_that_share_bytes(tmp_path: Path) -> None:
    path = write(tmp_path / "overlap.xlsx", parts(ROW))
    data = bytearray(path.read_bytes())
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    path.write_bytes(data)
    assert refusal_of(path) == "FILE-BOMB"


def test_an_encrypted_member(tmp_path: Path) -> None:
    path = write(tmp_path / "locked.xlsx", parts(ROW))
    data = bytearray(path.read_bytes())
    place = data.index(b"PK\x01\x02") + 8
    data[place : place + 2] = struct.pack("<H", 1)
    path.write_bytes(data)
    assert refusal_of(path) == "FILE-ENCRYPTED"


def test_a_flipped_bit_inside_a_part(tmp_path: Path) -> None:
    data = '<row r="1">' + "".join(f"<c><v>{n * n}</v></c>" for n in range(200)) + "</row>"
    path = write(tmp_path / "bit.xlsx", parts(data), level=0)
    content = path.read_bytes()
    path.write_bytes(content.replace(b"<v>10000</v>", b"<v>10001</v>"))
    assert refusal_of(path) == "FILE-TRUNCATED"


def test_a_csv_named_xlsx_is_read(tmp_path: Path) -> None:
    path = tmp_path / "其实是.xlsx"
    path.write_text("姓名,性别\n张三,男\n", encoding="utf-8")
    assert [row.cells for row in read(path)[0]] == [["姓名", "性别"], ["张三", "男"]]
