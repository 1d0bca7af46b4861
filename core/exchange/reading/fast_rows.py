"""Rows of a worksheet in the usual spelling, read with regular expressions behind a strict guard.

Every character between two cells is accounted for: what the patterns do not cover raises
``UnusualXml``, and the caller reads the sheet again with the safe reader.  Where this reader
answers, it answers the same.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping

from core.definition.cells import Cell, Number
from core.exchange.reading.limits import MAX_ROW, MIB
from core.exchange.reading.markup import MAIN
from core.exchange.reading.row_shapes import RowShapes
from core.exchange.reading.safe_rows import Columns
from core.exchange.reading.sheets import SheetRow
from core.exchange.reading.text import XML_BLANKS, XML_DECLARATION, UnusualXml, plain_text
from core.exchange.reading.values import REMEMBERED, CellReader, CellValues

HEAD = re.compile(
    rf"{XML_DECLARATION}<worksheet (?:[\w:]+=\"[^\"<&]*\"\s*)*?"
    rf"xmlns=\"{re.escape(MAIN)}\"[^<>]*[^<>/]>"
)
ROW = re.compile(r"<row((?: [\w:.]+=\"[^\"<&]*\")*)\s?(/?)>")
ROW_NUMBER = re.compile(r' r="([1-9][0-9]{0,6})"')
HIDDEN = re.compile(r' hidden="(?:1|true)"')
CELL = re.compile(
    r'<c r="([A-Z]{1,3})[0-9]{1,7}"([^<>/]*)(?:/>|>(?:<v>([^<]*)</v>|(<(?!v>).*?))</c>)', re.DOTALL
)
ATTRIBUTES = re.compile(r'(?: (?:s="([0-9]{1,9})"|t="([A-Za-z]+)"|(?:cm|vm|ph)="[0-9A-Za-z]*"))* ?')
CONTENT = re.compile(
    r"(?:<f(?: \w+=\"[^\"<&]*\")*(?:/>|>([^<]*)</f>))?"
    r"(?:<v>([^<]*)</v>|(<v ?/>)|<is><t( xml:space=\"preserve\")?>([^<]*)</t></is>)?"
)
PLAIN_NUMBER = re.compile(r"[-+0-9.eE]{1,400}")
LONGEST_ROW = 16 * MIB


class RawReader(CellReader):
    """The cells of one set of attributes by their text as it is spelled in the XML."""

    def __missing__(self, raw: str | None) -> Cell:
        if raw is None:
            return super().__missing__(None)
        if len(self) >= REMEMBERED:
            self.clear()
        if "<" in raw:
            raise UnusualXml
        cell = self[raw] = self.resolve(plain_text(raw), None)
        return cell


class RawNumberReader(RawReader):
    """The numbers of one style; plain digits need no further look."""

    def __init__(self, style: str | None, values: CellValues) -> None:
        super().__init__("n", style, values)
        self._format = values.format(style)

    def __missing__(self, raw: str | None) -> Cell:
        if raw is None or PLAIN_NUMBER.fullmatch(raw) is None:
            return super().__missing__(raw)
        if len(self) >= REMEMBERED:
            self.clear()
        cell = self[raw] = Number(raw, self._format)
        return cell


class Readers(dict[str, RawReader]):
    """The reader of each set of cell attributes; raises ``UnusualXml`` for an unknown spelling."""

    def __init__(self, values: CellValues) -> None:
        super().__init__()
        self._values = values

    def __missing__(self, attributes: str) -> RawReader:
        match = ATTRIBUTES.fullmatch(attributes)
        if match is None or attributes.count(' t="') > 1 or attributes.count(' s="') > 1:
            raise UnusualXml
        kind, style = match[2] or "n", match[1]
        reader = self[attributes] = (
            RawNumberReader(style, self._values)
            if kind == "n"
            else RawReader(kind, style, self._values)
        )
        return reader


def fast_rows(chunks: Iterable[bytes], values: CellValues) -> Iterator[SheetRow]:
    """Yield every row element of a sheet, blank ones too.

    Raises ``UnusualXml`` (or ``UnicodeDecodeError``) where the spelling is not the usual one.
    """
    readers = Readers(values)
    shapes = RowShapes(values.strings, readers)
    columns = Columns()
    number = 0
    for block in _row_blocks(chunks):
        for piece in block.split("</row>"):
            match = ROW.match(piece)
            while match is not None and match[2]:
                number, hidden = _row_attributes(match[1], number)
                yield SheetRow(number, [], hidden)
                piece = piece[match.end() :]
                match = ROW.match(piece)
            if match is None:
                if piece:
                    raise UnusualXml
                continue
            number, hidden = _row_attributes(match[1], number)
            body = piece[match.end() :]
            cells = shapes.read(body, str(number))
            if cells is None:
                cells = read_cells(body, readers, columns)
            while cells and cells[-1] is None:
                cells.pop()
            yield SheetRow(number, cells, hidden)


def read_cells(body: str, readers: Mapping[str, RawReader], columns: Columns) -> list[Cell]:
    """Read the cells of one row by their addresses; raises ``UnusualXml``."""
    parts = CELL.split(body)
    if any(parts[::5]):
        raise UnusualXml
    cells: list[Cell] = [
        readers[attributes][raw] if odd is None else _odd_cell(readers[attributes], odd)
        for attributes, raw, odd in zip(parts[2::5], parts[3::5], parts[4::5], strict=True)
    ]
    positions = [columns[letters] for letters in parts[1::5]]
    if positions == list(range(1, len(cells) + 1)):
        return cells
    placed: list[Cell] = []
    for position, cell in zip(positions, cells, strict=True):
        if position <= len(placed):
            raise UnusualXml
        placed.extend([None] * (position - len(placed) - 1))
        placed.append(cell)
    return placed


def _odd_cell(reader: RawReader, content: str) -> Cell:
    """Read a cell that holds a formula or an inline text."""
    match = CONTENT.fullmatch(content)
    if match is None:
        raise UnusualXml
    formula, raw, blank, preserve, inline = match.groups()
    if content.startswith("<f"):
        formula = plain_text(formula or "")
    if inline is not None:
        if reader.kind not in ("inlineStr", "str"):
            raise UnusualXml
        text = plain_text(inline)
        return reader.resolve(text if preserve else text.strip(XML_BLANKS), formula)
    return reader.resolve("" if blank else raw and plain_text(raw), formula)


def _row_attributes(attributes: str, previous: int) -> tuple[int, bool]:
    """Return row number and whether the row is hidden."""
    if "xmlns" in attributes:
        raise UnusualXml
    match = ROW_NUMBER.search(attributes)
    if match is None:
        if ' r="' in attributes:
            raise UnusualXml
        return previous + 1, bool(HIDDEN.search(attributes))
    number = int(match[1])
    if number > MAX_ROW:
        raise UnusualXml
    return number, " hidden=" in attributes and bool(HIDDEN.search(attributes))


def _row_blocks(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield runs of whole rows, the last ``</row>`` cut off, up to the end of the sheet data."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    rest = ""
    begun = False
    for chunk in chunks:
        rest += decoder.decode(chunk)
        if not begun:
            begun, rest = _after_head(rest)
            if not begun:
                continue
        end = rest.rfind("</row>")
        if end >= 0:
            yield _guarded(rest[:end])
            rest = rest[end + 6 :]
        finish = rest.find("</sheetData>")
        if finish >= 0:
            yield _guarded(rest[:finish])
            return
        if len(rest) > LONGEST_ROW:
            raise UnusualXml
    raise UnusualXml


def _after_head(text: str) -> tuple[bool, str]:
    """Tell whether the sheet data have begun, and return what follows their start."""
    empty = text.find("<sheetData/>")
    begin = text.find("<sheetData>")
    if begin < 0 and empty < 0:
        if len(text) > MIB:
            raise UnusualXml
        return False, text
    place = begin if begin >= 0 else empty
    head = text[:place]
    if HEAD.match(head) is None or "<!" in head:
        raise UnusualXml
    return True, text[begin + 11 :] if begin >= 0 else "</sheetData>"


def _guarded(block: str) -> str:
    # Single characters are searched for much faster than pairs, and these two are rare.
    if "\r" in block or ("!" in block and "<!" in block) or ("?" in block and "<?" in block):
        raise UnusualXml
    return block
