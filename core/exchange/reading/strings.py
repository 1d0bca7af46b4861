"""The shared strings of a workbook: quickly for the usual spelling, with expat for any."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from core.exchange.reading.limits import MIB, Limits
from core.exchange.reading.markup import MAIN, MAIN_STRICT, SPACE_ATTRIBUTE, feed, guarded_parser
from core.exchange.reading.package import Package
from core.exchange.reading.refusals import FileRefused
from core.exchange.reading.text import (
    XML_BLANKS,
    XML_DECLARATION,
    UnusualXml,
    cell_text,
    plain_text,
)

HEAD = re.compile(
    rf"{XML_DECLARATION}<sst (?:[\w:]+=\"[^\"<&]*\"\s*)*?xmlns=\"{re.escape(MAIN)}\"[^<>]*[^<>/]>"
)
ITEM = re.compile(
    r"<si>(?:<t( xml:space=\"preserve\")?>([^<]*)</t>|<t/>)(?:<phoneticPr(?: \w+=\"\w*\")*\s*/>)?"
)
LONGEST_ITEM = 4 * MIB


def read_strings(package: Package, part: str, limits: Limits) -> list[str | None]:
    """Return the shared strings, formatting and phonetic hints left out; blanks are None.

    Raises ``FileRefused`` for malformed XML and for a string over the limit.
    """
    try:
        strings = _read_fast(package, part, limits)
    except (UnusualXml, UnicodeDecodeError):
        strings = read_strings_safely(package.chunks(part), part, limits)
    if any(text and len(text) > limits.cell_characters for text in strings):
        raise _too_long(limits)
    return strings


def _read_fast(package: Package, part: str, limits: Limits) -> list[str | None]:
    strings: list[str | None] = []
    for items in _item_blocks(package.chunks(part)):
        if "<!" in items or "\r" in items or "<?" in items:
            raise UnusualXml
        for item in items.split("</si>"):
            if item.startswith("<si><t>") and item.find("<", 7) == len(item) - 4:
                strings.append(cell_text(plain_text(item[7:-4]).strip(XML_BLANKS)))
            elif match := ITEM.fullmatch(item):
                text = plain_text(match[2] or "")
                strings.append(cell_text(text if match[1] else text.strip(XML_BLANKS)))
            else:
                strings.extend(_rich_item(item, part, limits))
    return strings


def _item_blocks(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield runs of whole ``<si>`` items, the last ``</si>`` cut off; checks head and tail."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    rest = ""
    begun = False
    for chunk in chunks:
        rest += decoder.decode(chunk)
        if not begun:
            head = HEAD.match(rest)
            if head is None:
                raise UnusualXml
            rest, begun = rest[head.end() :], True
        end = rest.rfind("</si>")
        if end >= 0:
            yield rest[:end]
            rest = rest[end + 5 :]
        if len(rest) > LONGEST_ITEM:
            raise UnusualXml
    decoder.decode(b"", True)
    if rest.strip() != "</sst>":
        raise UnusualXml


def _rich_item(item: str, part: str, limits: Limits) -> list[str | None]:
    """Read one item of several runs; anything but exactly one item is unusual."""
    fragment = f'<sst xmlns="{MAIN}">{item}</si></sst>'.encode()
    try:
        strings = read_strings_safely([fragment], part, limits)
    except FileRefused as refusal:
        if refusal.code == "FILE-XML":
            raise UnusualXml from refusal
        raise
    if len(strings) != 1 or not item.startswith("<si>"):
        raise UnusualXml
    return strings


class StringCollector:
    """Gathers the text of one item from parser events; phonetic runs are left out."""

    def __init__(
        self,
        parser: expat.XMLParserType,
        namespace: str,
        between: Callable[[str], None] | None = None,
    ) -> None:
        """``between`` is given the characters that stand outside of texts."""
        self._between = between
        self._names = {name: f"{namespace} {name}" for name in ("si", "t", "rPh")}
        self._parser = parser
        self._phonetic = False
        self._preserve = False
        self.pieces: list[str] = []
        self.texts: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if name == self._names["t"] and not self._phonetic:
            self._preserve = attributes.get(SPACE_ATTRIBUTE) == "preserve"
            self.pieces.clear()
            self._parser.CharacterDataHandler = self.pieces.append
        elif name == self._names["rPh"]:
            self._phonetic = True

    def end(self, name: str) -> None:
        """End an element."""
        if name == self._names["t"] and not self._phonetic:
            self._parser.CharacterDataHandler = self._between
            text = "".join(self.pieces)
            self.pieces.clear()
            self.texts.append(text if self._preserve else text.strip(XML_BLANKS))
        elif name == self._names["rPh"]:
            self._phonetic = False

    def take(self) -> str:
        """Return the text gathered since the last call, escapes not yet decoded."""
        text = "".join(self.texts)
        self.texts.clear()
        return text

    def size(self) -> int:
        """Return the characters gathered so far for this item."""
        return sum(map(len, self.pieces)) + sum(map(len, self.texts))


def read_strings_safely(chunks: Iterable[bytes], part: str, limits: Limits) -> list[str | None]:
    """Return the shared strings of a part in any legal spelling; raises ``FileRefused``."""
    strings: list[str | None] = []
    parser = guarded_parser(part)
    collectors = [StringCollector(parser, namespace) for namespace in (MAIN, MAIN_STRICT)]

    def root(name: str, _: dict[str, str]) -> None:
        collector = collectors[1 if name.startswith(MAIN_STRICT) else 0]
        collectors[:] = [collector]
        item = f"{MAIN_STRICT if name.startswith(MAIN_STRICT) else MAIN} si"

        def end(element: str) -> None:
            if element == item:
                strings.append(cell_text(collector.take()))
            else:
                collector.end(element)

        parser.StartElementHandler = collector.start
        parser.EndElementHandler = end

    parser.StartElementHandler = root
    for _ in feed(parser, chunks, part):
        if collectors[0].size() > 4 * limits.cell_characters:
            raise _too_long(limits)
    return strings


def _too_long(limits: Limits) -> FileRefused:
    return FileRefused("FILE-CELL-TOO-LONG", place="工作簿中", limit=limits.cell_characters)
