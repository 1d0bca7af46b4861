"""Characters: what may stand in a value, and blanks and widths put right."""

from __future__ import annotations

import re
import unicodedata

from core.definition.kinds.findings import Unreadable

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE |= {0x3000: 0x20, 0xA0: 0x20, 0xFFE5: 0xA5, 0x2212: 0x2D}
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_ODD_BLANKS = re.compile(r"[^\S\n ]+")
_LINES = re.compile(r"[ ]*\n+[ ]*")
_WESTERN = re.compile(r"[ -~]")
_INDENTS = re.compile(r"[^\S\n]*\n[^\S\n]*")
_ALLOWED_CONTROLS = "\t\n"


def plain(text: str) -> bool:
    """Tell quickly whether the text needs no repair and holds nothing refused."""
    return (
        text.isprintable()
        and (text.isascii() or (unicodedata.is_normalized("NFC", text) and "\ufffd" not in text))
        and text[:1] != " "
        and text[-1:] != " "
    )


def narrow(text: str) -> str:
    """Return the text with full-width letters, digits, signs and blanks made half-width.

    NFKC is not used: it would read a raised 2 as the digit 2.
    """
    return text if text.isascii() else text.translate(_WIDE)


def _refuse(text: str) -> None:
    """Refuse control, invisible and broken characters, naming the first one."""
    for place, character in enumerate(text, 1):
        if character.isprintable() and character != "\ufffd":
            continue
        point, category = ord(character), unicodedata.category(character)
        facts = {"place": place, "point": f"U+{point:04X}"}
        if category == "Cf":
            raise Unreadable("KIND-INVISIBLE", **facts)
        if point == 0xFFFD:
            raise Unreadable("KIND-GARBLED", **facts)
        nothing = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
        control = category == "Cc" and character not in _ALLOWED_CONTROLS
        if nothing or control or category == "Cs":
            raise Unreadable("KIND-CONTROL", **facts)


def _blank(text: str, start: int, end: int) -> str:
    """Return what an odd blank becomes: nothing beside Chinese, else one space."""
    around = text[start - 1 : start] + text[end : end + 1]
    return " " if len(_WESTERN.findall(around)) == 2 else ""


def _one_blank(text: str) -> str:
    def replaced(match: re.Match[str]) -> str:
        return _blank(text, match.start(), match.end())

    return _ODD_BLANKS.sub(replaced, text)


def clean(text: str, repairs: list[str], lines: bool = False) -> str:
    """Return the text in NFC, trimmed, with only ordinary blanks inside.

    Adds what was put right to ``repairs``; with ``lines`` line ends are kept.
    Raises ``Unreadable`` for a character that may not be stored.
    """
    if plain(text):
        return text
    text = _LINE_END.sub("\n", text)
    _refuse(text)
    trimmed = text.strip()
    if trimmed != text:
        repairs.append("去掉首尾空白")
    composed = unicodedata.normalize("NFC", trimmed)
    if composed != trimmed:
        repairs.append("统一字符编码写法")
    result = _INDENTS.sub("\n", composed) if lines else _LINES.sub(" ", composed)
    result = _one_blank(result)
    if result != composed:
        repairs.append("整理中间的空白" if lines else "去掉中间的空白或换行")
    return result
