"""Workbooks made byte by byte, so that a test can be as odd as real files are."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from core.exchange.reading import SheetRow, open_workbook
from core.exchange.reading.limits import DEFAULT_LIMITS, Limits
from core.exchange.reading.package import Package
from core.exchange.reading.safe_rows import safe_rows
from core.exchange.reading.values import CellValues

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
SHEET_1 = "xl/worksheets/sheet1.xml"

Parts = dict[str, str | bytes]


def sheet(data: str, before: str = "", after: str = "") -> str:
    """Return a worksheet part; ``data`` is what stands inside ``<sheetData>``."""
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{before}'
        f"<sheetData>{data}</sheetData>{after}</worksheet>"
    )


def strings(*items: str) -> str:
    """Return a shared strings part of these ``<si>`` contents."""
    inner = "".join(f"<si>{item}</si>" for item in items)
    return f'{DECLARATION}<sst xmlns="{MAIN}" count="9" uniqueCount="9">{inner}</sst>'


def texts(*items: str) -> str:
    """Return a shared strings part of plain texts."""
    return strings(*(f'<t xml:space="preserve">{escape(item)}</t>' for item in items))


def styles(*codes: str) -> str:
    """Return a styles part: style 0 is General, style n has the nth format code."""
    formats = "".join(
        f'<numFmt numFmtId="{164 + place}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for place, code in enumerate(codes)
    )
    cells = "".join(f'<xf numFmtId="{164 + place}" xfId="0"/>' for place in range(len(codes)))
    return (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0" xfId="0"/>{cells}</cellXfs></styleSheet>'
    )


def relations(*links: tuple[str, str, str]) -> str:
    """Return a relations part of (id, last word of the type, target)."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, kind, target in links
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def parts(data: str = "", *, whole_sheet: str | None = None, **others: str | bytes) -> Parts:
    """Return the parts of a workbook with one sheet, ``strings=`` and ``styles=`` if given."""
    book: Parts = {
        "[Content_Types].xml": (
            f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>'
            '<Override PartName="/xl/sharedStrings.xml" '
            f'ContentType="{SPREADSHEET}.sharedStrings+xml"/>'
            "</Types>"
        ),
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="教师" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "styles.xml"),
        ),
        SHEET_1: sheet(data) if whole_sheet is None else whole_sheet,
    }
    if "strings" in others:
        book["xl/sharedStrings.xml"] = others["strings"]
    if "styles" in others:
        book["xl/styles.xml"] = others["styles"]
    return book


def write(path: Path, book: Parts, level: int = 6) -> Path:
    """Write the parts as a zip package and return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in book.items():
            archive.writestr(name, content)
    return path


def read(path: Path, limits: Limits = DEFAULT_LIMITS) -> tuple[list[SheetRow], str]:
    """Return the rows of the first sheet and which reader read them."""
    with open_workbook(path, limits) as workbook:
        return list(workbook.rows(0)), workbook.path_used[0]


def read_safely(path: Path, values: CellValues) -> list[SheetRow]:
    """Return the rows with content as the safe reader gives them."""
    package = Package(path, DEFAULT_LIMITS)
    try:
        rows = safe_rows(package.chunks(SHEET_1), SHEET_1, values, DEFAULT_LIMITS)
        return [row for row in rows if row.cells]
    finally:
        package.close()
