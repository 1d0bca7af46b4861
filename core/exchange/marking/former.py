"""Taking our former marks off a workbook, whichever program saved it in between."""

from __future__ import annotations

import html
import re

from core.exchange.marking.addresses import position, quoted
from core.exchange.marking.book import Book
from core.exchange.marking.cells import without_marks
from core.exchange.marking.comments import without_comments
from core.exchange.marking.marks import ISSUE_SHEET, is_issue_sheet
from core.exchange.marking.markup import MAIN, Unpatchable, attribute, ordinary
from core.exchange.marking.relations import related, relations
from core.exchange.marking.shapes import without_boxes
from core.exchange.marking.workbook import issues_sheet
from core.exchange.marking.worksheet import legacy_drawing

_FIRST_CELL = re.compile(r"<c\b[^>]*?\sr=[\"']A1[\"'][^>]*>(.*?)</c\s*>", re.DOTALL)
_VALUE = re.compile(r"<v\b[^>]*>\s*(\d+)\s*</v")
_STRING = re.compile(r"<t\b[^>]*>([^<]*)</t\s*>")
_ITEM = re.compile(r"<si\b[^>]*?(?:/>|>(.*?)</si\s*>)", re.DOTALL)


def remove_former_marks(book: Book) -> None:
    """Remove our list of issues, our comments and our colours; the filler's own stay."""
    _remove_issue_sheets(book)
    covered = book.styles.covered_formats()
    for part in book.worksheets().values():
        _remove_comments(book, part)
        if covered:
            restored = without_marks(book.sheet(part), covered)
            if restored is not None:
                book.package.write(part, restored)


def _remove_issue_sheets(book: Book) -> None:
    named = issues_sheet(book.workbook) or ""
    ours = [
        place
        for place, sheet in enumerate(book.sheets())
        if html.unescape(named).startswith((f"{quoted(sheet.name)}!", f"{sheet.name}!"))
        or (
            sheet.name.startswith(ISSUE_SHEET)
            and is_issue_sheet(sheet.name, _first_cell(book, *book.part_of(sheet)))
        )
    ]
    for place in reversed(ours):
        book.remove_sheet(place)


def _first_cell(book: Book, part: str, kind: str) -> str:
    """Return the text of A1, written in the cell itself or in the shared strings."""
    found = _FIRST_CELL.search(book.sheet(part)) if kind == "worksheet" else None
    if found is None:
        return ""
    if attribute(found[0][: found[0].index(">") + 1], "t") != "s":
        return _plain(found[1])
    strings, place = related(book.package, book.part, "sharedStrings"), _VALUE.search(found[1])
    if strings is None or place is None:
        return ""
    text = ordinary(strings, book.package.read(strings), "sst", MAIN)
    for number, item in enumerate(_ITEM.finditer(text)):
        if number == int(place[1]):
            return _plain(item[1] or "")
    return ""


def _plain(rich: str) -> str:
    return html.unescape("".join(_STRING.findall(rich)))


def _remove_comments(book: Book, part: str) -> None:
    comments = related(book.package, part, "comments")
    if comments is None:
        return
    text = ordinary(comments, book.package.read(comments), "comments", MAIN)
    kept, gone = without_comments(text)
    if kept == text:
        return
    book.package.write(comments, kept)
    wanted = legacy_drawing(book.package.read(part))
    for found in relations(book.package, part):
        if found.id == wanted:
            drawing = book.package.read(found.part).decode("utf-8-sig", "surrogateescape")
            try:
                cells = {position(ref) for ref in gone}
            except ValueError as error:
                raise Unpatchable("有批注的地址看不懂") from error
            book.package.write(found.part, without_boxes(drawing, cells))
