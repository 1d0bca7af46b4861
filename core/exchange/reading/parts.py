"""Finding the parts of a workbook: content types, relations, the list of sheets."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from core.exchange.reading.markup import DOCUMENT_RELATIONS, local_name, parse_part
from core.exchange.reading.package import Package
from core.exchange.reading.refusals import FileRefused
from core.exchange.reading.sheets import SheetInfo

CONTENT_TYPES = "[Content_Types].xml"
FOREIGN_TYPES = [
    ("wordprocessingml", "FILE-DOCX"),
    ("presentationml", "FILE-PPTX"),
    ("ms-excel.sheet.binary.macroenabled", "FILE-XLSB"),
    ("ms-excel.sheet.macroenabled.main", "FILE-MACRO"),
    ("ms-excel.template.macroenabled.main", "FILE-MACRO"),
]


class Relation(NamedTuple):
    """A relation of one part to another: the last word of its type, and the other part's name."""

    kind: str
    target: str


class Contents(NamedTuple):
    """What the workbook part says, with the name of the part each thing stands in."""

    sheets: list[SheetInfo]
    sheet_parts: list[str]
    strings_part: str | None
    styles_part: str | None
    date1904: bool


def read_contents(package: Package) -> Contents:
    """Read the workbook part; raises ``FileRefused`` when this is not an .xlsx workbook."""
    _refuse_other_formats(package)
    root = read_relations(package, "")
    book = next((link.target for link in root.values() if link.kind == "officeDocument"), None)
    if book is None or not package.has(book):
        raise FileRefused("FILE-NOT-TABLE")
    relations = read_relations(package, book)
    sheets, date1904 = _read_sheets(package, book)
    kept = [
        (name, state, relations[key].target)
        for name, state, key in sheets
        if key in relations and relations[key].kind == "worksheet"
    ]
    if not kept:
        raise FileRefused("FILE-NO-SHEET")
    by_kind = {link.kind: link.target for link in relations.values() if package.has(link.target)}
    return Contents(
        [SheetInfo(name, index, state) for index, (name, state, _) in enumerate(kept)],
        [part for _, _, part in kept],
        by_kind.get("sharedStrings"),
        by_kind.get("styles"),
        date1904,
    )


def read_relations(package: Package, part: str) -> dict[str, Relation]:
    """Return the relations of a part (the package's own for ``""``) by their id."""
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    relations: dict[str, Relation] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        external = attributes.get("TargetMode") == "External"
        if local_name(element) != "Relationship" or external:
            return
        target = attributes.get("Target", "").replace("\\", "/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        path = target if target.startswith("/") else posixpath.join("/", folder, target)
        relations[attributes.get("Id", "")] = Relation(kind, posixpath.normpath(path).lstrip("/"))

    if package.has(source):
        parse_part(package, source, start)
    return relations


def _refuse_other_formats(package: Package) -> None:
    if package.has("mimetype") and b"opendocument.spreadsheet" in package.head("mimetype", 200):
        raise FileRefused("FILE-ODS")
    if not package.has(CONTENT_TYPES):
        raise FileRefused("FILE-ARCHIVE" if package.names() else "FILE-NOT-TABLE")
    types: list[str] = []

    def start(_: str, attributes: dict[str, str]) -> None:
        types.append(attributes.get("ContentType", "").lower())

    parse_part(package, CONTENT_TYPES, start)
    for mark, code in FOREIGN_TYPES:
        if any(mark in kind and "main" in kind for kind in types):
            raise FileRefused(code)


def _read_sheets(package: Package, part: str) -> tuple[list[tuple[str, str, str]], bool]:
    """Return (name, state, relation id) of each sheet in tab order, and the 1904 date flag."""
    sheets: list[tuple[str, str, str]] = []
    flags: list[bool] = []
    keys = [f"{namespace} id" for namespace in DOCUMENT_RELATIONS]

    def start(element: str, attributes: dict[str, str]) -> None:
        name = local_name(element)
        if name == "sheet":
            key = next((attributes[key] for key in keys if key in attributes), "")
            state = attributes.get("state", "visible")
            sheets.append((attributes.get("name", ""), state, key))
        elif name == "workbookPr":
            flags.append(attributes.get("date1904") in ("1", "true"))

    parse_part(package, part, start)
    return sheets, any(flags)
