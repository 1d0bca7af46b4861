"""Marking a workbook in place: which parts change, in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.exchange.marking.addresses import address
from core.exchange.marking.book import Book
from core.exchange.marking.cells import with_marks
from core.exchange.marking.former import remove_former_marks
from core.exchange.marking.geometry import Geometry, at_anchors
from core.exchange.marking.issue_list import IssueList, issue_list
from core.exchange.marking.marks import ISSUE_SHEET, LOOKS, Grid, IssueLine
from core.exchange.marking.noting import write_comments
from core.exchange.marking.package import Package
from core.exchange.marking.workbook import ISSUES_NAME, SheetName, refers_to, with_first_sheet
from core.exchange.marking.worksheet import unselected

MAX_COMMENTS = 10_000
"""Beyond so many, workbooks open slowly: the least grave marks are then colours only."""


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
        left = allowance(marks, MAX_COMMENTS)
        if sum(len(row) for grid in marks.values() for row in grid.values()) > MAX_COMMENTS:
            said.append(("批注", f"只写 {MAX_COMMENTS} 处，先写问题，其余单元格只着色"))
        for name, grid in marks.items():
            _mark_sheet(book, parts[name], grid, left)
        _unselect(book)
        _add_issue_sheet(book, title, said, lines)
        book.save(target)


def allowance(marks: Mapping[str, Grid], most: int) -> Counter[str]:
    """Return how many comments of each severity are written, the worst severities first."""
    wanted = Counter(
        mark.severity for grid in marks.values() for row in grid.values() for mark in row.values()
    )
    allowed: Counter[str] = Counter()
    for severity in LOOKS:
        allowed[severity] = min(wanted[severity], most - allowed.total())
    return allowed


def _mark_sheet(book: Book, part: str, grid: Grid, left: Counter[str]) -> None:
    """Colour the cells of one sheet and comment on as many of each severity as are ``left``."""
    sheet = book.sheet(part)
    geometry = Geometry(sheet)
    grid = at_anchors(sheet, grid)
    book.package.write(part, with_marks(sheet, grid, book.styles.marked, geometry.style))
    del sheet
    said = {}
    for row in sorted(grid):
        for column, mark in sorted(grid[row].items()):
            if left[mark.severity] > 0:
                left[mark.severity] -= 1
                said[address(row, column)] = mark
    write_comments(book, part, said, geometry)


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
