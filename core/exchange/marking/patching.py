"""Marking a workbook in place: which parts change, in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from core.exchange.marking.addresses import address
from core.exchange.marking.book import Book
from core.exchange.marking.cells import with_marks
from core.exchange.marking.former import remove_former_marks
from core.exchange.marking.geometry import Geometry, at_anchors
from core.exchange.marking.issue_list import IssueList, issue_list
from core.exchange.marking.marks import ISSUE_SHEET, Grid, IssueLine
from core.exchange.marking.noting import write_comments
from core.exchange.marking.package import Package
from core.exchange.marking.workbook import ISSUES_NAME, SheetName, refers_to, with_first_sheet
from core.exchange.marking.worksheet import unselected

MAX_COMMENTS = 10_000
"""Beyond so many, workbooks open slowly; the other cells are coloured and stand in the list."""


def patch_workbook(
    source: Path,
    target: Path,
    marks: Mapping[str, Grid],
    lines: Sequence[IssueLine],
    title: str,
    facts: Sequence[tuple[str, str]],
) -> None:
    """Write the marked workbook; parts without marks keep their bytes.

    Raises Unpatchable, having written nothing of use, when the workbook cannot be patched safely,
    and ValueError for a mark on a sheet that the workbook does not have.
    """
    with Package(source) as package:
        book = Book(package, target)
        remove_former_marks(book)
        parts = book.worksheets()
        unknown = sorted(marks.keys() - parts.keys())
        if unknown:
            raise ValueError(f"marks on sheets that do not exist: {', '.join(unknown)}")
        said = list(facts)
        if sum(len(row) for grid in marks.values() for row in grid.values()) > MAX_COMMENTS:
            said.append(("批注", f"只写前 {MAX_COMMENTS} 处，其余单元格只着色，问题见下表"))
        left = MAX_COMMENTS
        for name, grid in marks.items():
            left -= _mark_sheet(book, parts[name], grid, left)
        _unselect(book)
        _add_issue_sheet(book, title, said, lines)
        book.save(target)


def _mark_sheet(book: Book, part: str, grid: Grid, left: int) -> int:
    """Colour the cells of one sheet and write at most ``left`` comments; return how many."""
    sheet = book.sheet(part)
    geometry = Geometry(sheet)
    grid = at_anchors(sheet, grid)
    book.package.write(part, with_marks(sheet, grid, book.styles.marked, geometry.style))
    del sheet
    said = {
        address(row, column): grid[row][column]
        for row in sorted(grid)
        for column in sorted(grid[row])
    }
    said = dict(list(said.items())[: max(left, 0)])
    write_comments(book, part, said, geometry)
    return len(said)


def _unselect(book: Book) -> None:
    for sheet in book.sheets():
        part, _ = book.part_of(sheet)
        data = book.package.read(part)
        plain = unselected(data)
        if plain != data:
            book.package.write(part, plain)


def _add_issue_sheet(
    book: Book, title: str, facts: Sequence[tuple[str, str]], lines: Sequence[IssueLine]
) -> None:
    linked = frozenset(book.worksheets())
    listed = issue_list(title, facts, lines, linked, book.styles)
    name = _free_name({sheet.name.lower() for sheet in book.sheets()})
    relation = book.add_sheet(listed.xml)
    names = _names(name, listed)
    book.workbook = with_first_sheet(book.workbook, name, relation, names)


def _names(sheet: str, listed: IssueList) -> list[SheetName]:
    header = f"${listed.header}:${listed.header}"
    return [
        SheetName("_xlnm._FilterDatabase", refers_to(sheet, listed.table()), True, True),
        SheetName("_xlnm.Print_Titles", refers_to(sheet, header), True, False),
        SheetName(ISSUES_NAME, refers_to(sheet, "$A$1"), False, True),
    ]


def _free_name(taken: set[str]) -> str:
    """Name our sheet; the filler may have a sheet of that name."""
    name, number = ISSUE_SHEET, 1
    while name.lower() in taken:
        name = f"{ISSUE_SHEET}(填报{number if number > 1 else ''})"
        number += 1
    return name
