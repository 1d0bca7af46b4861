"""Streaming rows into the sheet of a finished workbook: fast, and in little memory.

The library that writes all the rest holds every cell in memory.  So the frame is
written with one probe row, which shows the style of each column, and the real
rows take its place as text.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from core.definition.kinds.serials import serial_of_day

SHEET = "xl/worksheets/sheet1.xml"
ROWS_AT_ONCE = 500
REMEMBERED = 8_000
COMPRESSION = 4
_PROBE_CELL = re.compile(r'<c r="([A-Z]+)[0-9]+" s="([0-9]+)"/>')
_DIMENSION = re.compile(r"<dimension [^>]*/>")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIRST_YEAR = 1900


def splice(frame: Path, target: Path, probe: int, rows: Iterable[Sequence[Any]]) -> int:
    """Copy a workbook, with rows in place of the probe row (counted from 1); return how many.

    A row holds one value per probed column: str, int, Decimal, date or None.
    """
    with zipfile.ZipFile(frame) as source, zipfile.ZipFile(
        target, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION
    ) as written:
        for part in source.infolist():
            if part.filename != SHEET:
                written.writestr(part, source.read(part))
        head, row, tail = _cut(source.read(SHEET).decode(), probe)
        columns = [_Column(letters, style) for letters, style in _PROBE_CELL.findall(row)]
        count = 0
        texts = _row_texts(columns, rows, probe)
        with written.open(SHEET, "w", force_zip64=True) as sheet:
            sheet.write(head.encode())
            while some := list(islice(texts, ROWS_AT_ONCE)):
                count += len(some)
                sheet.write("".join(some).encode())
            sheet.write(tail.encode())
    return count


def _cut(xml: str, probe: int) -> tuple[str, str, str]:
    """Return the sheet before, in and after the probe row; the dimension is dropped."""
    start = xml.index(f'<row r="{probe}"')
    end = xml.index("</row>", start) + len("</row>")
    return _DIMENSION.sub("", xml[:start], count=1), xml[start:end], xml[end:]


class _Column(dict[Any, str]):
    """Value → what follows the row number in the cell's XML."""

    def __init__(self, letters: str, style: str) -> None:
        super().__init__()
        self.start = f'<c r="{letters}'
        self.style = f'" s="{style}"'

    def __missing__(self, value: Any) -> str:
        if len(self) > REMEMBERED:
            self.clear()
        text = self[value] = self.style + _content(value)
        return text


def _content(value: Any) -> str:
    if isinstance(value, date):
        if value.year >= _FIRST_YEAR:
            return f"><v>{serial_of_day(value)}</v></c>"
        value = value.isoformat()
    if isinstance(value, int | Decimal):
        return f"><v>{value:f}</v></c>" if isinstance(value, Decimal) else f"><v>{value}</v></c>"
    return f' t="inlineStr"><is>{_text(str(value))}</is></c>'


def _text(value: str) -> str:
    """Return a text element; what merely looks like an escape of Excel's is escaped."""
    safe = _ILLEGAL.sub("", value)
    text = escape(_LOOKS_ESCAPED.sub("_x005F_", safe)).replace("\r", "_x000D_")
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<t{kept}>{text}</t>"


def _row_texts(
    columns: Sequence[_Column], rows: Iterable[Sequence[Any]], first: int
) -> Iterator[str]:
    starts = [column.start for column in columns]
    places = range(len(columns))
    for number, row in enumerate(rows, first):
        cells = "".join(
            f"{starts[i]}{number}{columns[i][value]}"
            for i, value in zip(places, row, strict=True)
            if value is not None
        )
        yield f'<row r="{number}">{cells}</row>'
