"""Parsing XML of unknown origin: expat with every document type declaration refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.parsers import expat

from core.exchange.reading.package import Package
from core.exchange.reading.refusals import FileRefused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
DOCUMENT_RELATIONS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
SPACE_ATTRIBUTE = "http://www.w3.org/XML/1998/namespace space"
PROLOG_BYTES = 64 * 1024

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def guarded_parser(part: str) -> expat.XMLParserType:
    """Return a namespace-aware parser (names read ``namespace local``) that refuses any DTD."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 64 * 1024

    def refuse(*_: object) -> None:
        raise FileRefused("FILE-DTD", part=part)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes], part: str) -> Iterable[None]:
    """Parse chunk after chunk, pausing after each; raises ``FileRefused`` for malformed XML."""
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as error:
        raise FileRefused("FILE-XML", part=part) from error


def parse_part(package: Package, part: str, start: Start) -> None:
    """Call ``start`` for each element of a small part."""
    parser = guarded_parser(part)
    parser.StartElementHandler = start
    for _ in feed(parser, package.chunks(part), part):
        pass


def local_name(name: str) -> str:
    """Return an element's name without its namespace."""
    return name.rpartition(" ")[2]


ROOT_ELEMENT = re.compile(r"<[^!?\s]")


def refuse_document_types(package: Package) -> None:
    """Look before the root element of every XML part; raises ``FileRefused`` for a DTD."""
    for part in package.names():
        if part.endswith((".xml", ".rels", ".vml")):
            prolog = _as_text(package.head(part, PROLOG_BYTES))
            root = ROOT_ELEMENT.search(prolog)
            if "<!DOCTYPE" in prolog[: root.start() if root else None]:
                raise FileRefused("FILE-DTD", part=part)


def _as_text(prolog: bytes) -> str:
    """Decode a prolog loosely: only ASCII markup is looked for."""
    if prolog.startswith((b"\xff\xfe", b"\xfe\xff")):
        return prolog.decode("utf-16", "replace")
    return prolog.replace(b"\x00", b"").decode("latin-1")
