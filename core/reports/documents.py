"""What all our Word documents share: page, fonts (Chinese ones named too), tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.run import Run

from core.exchange.finished import finished

TEXT, HEAD, FIXED = ("Times New Roman", "宋体"), ("Arial", "黑体"), ("Courier New", "宋体")
"""Fonts as (western, eastern): without the second, Chinese falls back to whatever there is."""
STYLES = (("Normal", TEXT, 10.5), ("Title", HEAD, 18), ("Heading 1", HEAD, 12))
GRID = "Table Grid"


def new_document(title: str, *, landscape: bool = False) -> Document:
    """Return an empty A4 document with its title on top."""
    document = docx.Document()
    section = document.sections[0]
    size = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    section.page_width, section.page_height = size
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    for style in STYLES:
        _dress(document, *style)
    document.core_properties.title = title
    document.core_properties.author = ""
    heading = document.add_paragraph(title, style="Title")
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return document


def _dress(document: Document, name: str, fonts: tuple[str, str], points: float) -> None:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - one of the template's own
    style.font.size = Pt(points)
    style.font.name = fonts[0]
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), fonts[1])
    style.paragraph_format.space_after = Pt(3)
    style.paragraph_format.space_before = Pt(8 if name == "Heading 1" else 0)


def in_fixed_width(run: Run, points: float = 8) -> None:
    """Set a run in letters of one width, for what is compared letter by letter."""
    run.font.name, run.font.size = FIXED[0], Pt(points)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FIXED[1])


def add_table(
    document: Document, headings: Sequence[str], rows: Iterable[Sequence[object]],
    widths: Sequence[float],
) -> Table:
    """Add a ruled table whose headings come again on every page; widths in centimetres."""
    lines = [headings, *rows]
    table: Table = document.add_table(rows=len(lines), cols=len(headings), style=GRID)
    table.autofit = False
    for cells, line in zip((row.cells for row in table.rows), lines, strict=True):
        for cell, text, width in zip(cells, line, widths, strict=True):
            cell.width = Cm(width)
            cell.text = str(text)
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
                run.font.bold = line is headings
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    return table


def save(document: Document, target: Path, made: datetime) -> None:
    """Write the document; its times are those of the data, not of the machine."""
    document.core_properties.created = document.core_properties.modified = made
    with finished(target) as draft:
        document.save(str(draft))
