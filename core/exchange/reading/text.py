"""Text as a workbook stores it: escapes, spaces, characters that must not occur."""

from __future__ import annotations

import re

ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));|&")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
XML_DECLARATION = (
    r"\ufeff?(?:<\?xml(?: [a-z]+="
    r"(?:\"(?:1\.0|UTF-8|utf-8|yes|no)\"|'(?:1\.0|UTF-8|utf-8|yes|no)'))+"
    r"\s*\?>\s*)?"
)
XML_BLANKS = " \t\r\n"


class UnusualXml(Exception):
    """The fast reader does not know this spelling; the sheet is read again by the safe one."""


def cell_text(text: str) -> str | None:
    """Decode ``_x000D_``-style escapes; blank text is an empty cell.

    An escaped surrogate stays as it is written: half a character could not be stored anywhere.
    """
    if "_x" in text:
        text = ESCAPE.sub(_character, text)
    return text or None


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def plain_text(raw: str) -> str:
    """Return character data as an XML parser would; raises ``UnusualXml`` where one would not."""
    if (not raw.isprintable() and ILLEGAL.search(raw)) or "]]>" in raw:
        raise UnusualXml
    return ENTITY.sub(_entity, raw) if "&" in raw else raw


def _entity(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED[name]
    if not hexadecimal and not decimal:
        raise UnusualXml
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code > 0x10FFFF or ILLEGAL.match(chr(code)):
        raise UnusualXml
    return chr(code)
