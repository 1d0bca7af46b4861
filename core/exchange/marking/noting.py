"""Putting comments on a sheet: their texts, their boxes, and the parts and pointers they need."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from core.exchange.marking import comments, shapes
from core.exchange.marking.addresses import position
from core.exchange.marking.book import Book
from core.exchange.marking.geometry import Geometry
from core.exchange.marking.marks import LOOKS, CellMark
from core.exchange.marking.markup import MAIN, RELATED, Unpatchable, ordinary
from core.exchange.marking.package import Package
from core.exchange.marking.relations import declare, relate, related, relations
from core.exchange.marking.worksheet import legacy_drawing, with_legacy_drawing

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"


def write_comments(book: Book, part: str, said: Mapping[str, CellMark], geometry: Geometry) -> None:
    """Write a comment on each addressed cell of a sheet, below the filler's own if there is one.

    Cells with a conversation are left: Excel shows that, never a comment beside it.
    Raises Unpatchable when the sheet's comments or boxes are written in an unusual way.
    """
    talked = _conversations(book.package, part)
    marks = {ref: mark for ref, mark in said.items() if ref not in talked}
    if not marks:
        return
    where = _comments_part(book, part)
    text = ordinary(where, book.package.read(where), "comments", MAIN)
    text = comments.with_comments(text, marks, book.styles.font_name())
    book.package.write(where, text)
    whole = comments.texts(text)
    _draw(book.package, part, {ref: (mark, whole[ref]) for ref, mark in marks.items()}, geometry)


def _conversations(package: Package, part: str) -> set[str]:
    where = related(package, part, "threadedComment")
    return comments.conversations(_decoded(package, where)) if where else set()


def _comments_part(book: Book, part: str) -> str:
    where = related(book.package, part, "comments")
    if where is None:
        where = book.package.unused(posixpath.join(posixpath.dirname(book.part), "comments{}.xml"))
        book.package.write(where, comments.EMPTY)
        declare(book.package, where, _COMMENTS)
        relate(book.package, part, f"{RELATED}/comments", where)
    return where


def _draw(
    package: Package, part: str, said: Mapping[str, tuple[CellMark, str]], geometry: Geometry
) -> None:
    """Draw the boxes that are missing, and widen those too small for their text."""
    where = _drawing_part(package, part)
    drawing = _decoded(package, where)
    present = shapes.box_anchors(drawing)
    fresh: list[shapes.Box] = []
    grown: dict[tuple[int, int], str] = {}
    for ref, (mark, text) in said.items():
        row, column = position(ref)
        width, height = shapes.box_size(text)
        anchor = geometry.anchor(row, column, width, height)
        if (row, column) not in present:
            fresh.append(shapes.Box(row, column, LOOKS[mark.severity].soft, anchor))
        elif _smaller(present[row, column], width, height, geometry):
            grown[row, column] = anchor
    drawing = shapes.with_anchors(drawing, grown)
    if fresh:
        drawing = shapes.with_boxes(drawing, fresh, _free_block(package))
    package.write(where, drawing)


def _smaller(anchor: str, width: int, height: int, geometry: Geometry) -> bool:
    try:
        has_width, has_height = geometry.size(anchor)
    except ValueError:
        # Without an anchor Excel draws the box in its usual size, which holds four short lines.
        return True
    return has_width * has_height < width * height


def _free_block(package: Package) -> int:
    drawings = [name for name in package.names() if name.lower().endswith(".vml")]
    return 1 + max(shapes.highest_block(_decoded(package, name)) for name in drawings)


def _drawing_part(package: Package, part: str) -> str:
    """Return the part of the sheet's comment boxes, made if there is none."""
    sheet = package.read(part)
    relation = legacy_drawing(sheet)
    for found in relations(package, part):
        if found.id == relation:
            return found.part
    if relation is not None:
        raise Unpatchable("有工作表的批注图形缺失")
    folder = posixpath.join(posixpath.dirname(posixpath.dirname(part)), "drawings")
    where = package.unused(posixpath.join(folder, "vmlDrawing{}.vml"))
    package.write(where, shapes.EMPTY)
    declare(package, where, _DRAWING)
    relation = relate(package, part, f"{RELATED}/vmlDrawing", where)
    package.write(part, with_legacy_drawing(sheet, relation))
    return where


def _decoded(package: Package, part: str) -> str:
    try:
        return package.read(part).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unpatchable(f"部件 {part} 不是 UTF-8 编码") from error
