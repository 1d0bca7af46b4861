"""What a file really is, by its first bytes and never by its name."""

from __future__ import annotations

from pathlib import Path

from core.exchange.reading.limits import Limits
from core.exchange.reading.refusals import FileRefused, size_text

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES = [
    (b"%PDF", "FILE-PDF"),
    (b"\x89PNG", "FILE-IMAGE"),
    (b"\xff\xd8\xff", "FILE-IMAGE"),
    (b"GIF8", "FILE-IMAGE"),
    (b"BM", "FILE-IMAGE"),
    (b"II*\x00", "FILE-IMAGE"),
    (b"MM\x00*", "FILE-IMAGE"),
    (b"RIFF", "FILE-IMAGE"),
    (b"Rar!", "FILE-ARCHIVE"),
    (b"7z\xbc\xaf\x27\x1c", "FILE-ARCHIVE"),
    (b"\x1f\x8b", "FILE-ARCHIVE"),
    (b"{\\rtf", "FILE-DOC"),
]
OLE_STREAMS = [
    ("EncryptedPackage", "FILE-ENCRYPTED"),
    ("WordDocument", "FILE-DOC"),
    ("Workbook", "FILE-XLS"),
    ("Book", "FILE-XLS"),
]
MARKUP = [
    (b"urn:schemas-microsoft-com:office:spreadsheet", "FILE-XML2003"),
    (b"<html", "FILE-HTML"),
    (b"<!doctype html", "FILE-HTML"),
    (b"<table", "FILE-HTML"),
    (b"<?xml", "FILE-NOT-TABLE"),
]
TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def sniff(path: Path, limits: Limits) -> str:
    """Return ``zip`` or ``text`` for a file that may hold a table.

    Raises ``FileRefused`` for a missing, empty or oversized file and for every other format.
    """
    if not path.is_file():
        raise FileRefused("FILE-MISSING", name=path.name)
    size = path.stat().st_size
    if size == 0:
        raise FileRefused("FILE-EMPTY")
    if size > limits.file_bytes:
        raise FileRefused(
            "FILE-TOO-LARGE", size=size_text(size), limit=size_text(limits.file_bytes)
        )
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    refuse_known_formats(head, path)
    return "text"


def refuse_known_formats(head: bytes, path: Path) -> None:
    """Raise ``FileRefused`` when the first bytes are those of a format that is not a table."""
    if head.startswith(OLE):
        raise FileRefused(_ole_code(path.read_bytes()))
    if head.startswith(TEXT_MARKS[1:]):
        return
    if b"\x00" in head:
        raise FileRefused(_signature(head) or "FILE-NOT-TABLE")
    code = _signature(head)
    if code is not None and not (code == "FILE-IMAGE" and _reads_as_text(head)):
        raise FileRefused(code)
    start = head.removeprefix(TEXT_MARKS[0]).lstrip()[:1024].lower()
    if start.startswith(b"<"):
        for mark, markup_code in MARKUP:
            if mark in start:
                raise FileRefused(markup_code)


def _signature(head: bytes) -> str | None:
    return next((code for magic, code in SIGNATURES if head.startswith(magic)), None)


def _reads_as_text(head: bytes) -> bool:
    """Tell whether no control character stands in the head: a csv may begin with ``BM``."""
    return not any(byte < 9 or 13 < byte < 32 for byte in head)


def _ole_code(content: bytes) -> str:
    for stream, code in OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return code
    return "FILE-NOT-TABLE"
