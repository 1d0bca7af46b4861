"""Editing XML as text, so that all we do not touch stays as it was, and refusing what would break.

The patterns used in this package hold for XML in which every ``<`` begins a plain tag. Everything
that could break this (document types, comments, CDATA, prefixed main elements, other encodings) is
refused by ``ordinary`` before any pattern is tried.
"""

from __future__ import annotations

import html
import re
from xml.parsers.expat import ExpatError, ParserCreate

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_CHUNK = 1 << 16
_OPENING = re.compile(r"\s*(?:<\?xml\b[^>]*\?>)?\s*<([A-Za-z][\w.:-]*)((?:\s[^<>]*?)?)/?>")
_ENCODING = re.compile(r"<\?xml\b[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_ATTRIBUTE = re.compile(r"\s([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PREFIX = re.compile(r"xmlns:([\w.-]+)\s*=\s*[\"']([^\"']*)[\"']")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Unpatchable(Exception):
    """The workbook cannot be marked in place without risk; the text says why (Chinese)."""


def ordinary(part: str, data: bytes | bytearray, root: str, namespace: str) -> str:
    """Decode a part and make sure that the patterns of this package hold for it.

    Raises Unpatchable when the root is another one or the XML is written in an unusual way.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unpatchable(f"部件 {part} 不是 UTF-8 编码") from error
    if "<!" in text or text.count("<?") > text.lstrip().startswith("<?xml"):
        raise Unpatchable(f"部件 {part} 含有注释、CDATA 或文档类型声明")
    opening = _OPENING.match(text)
    encoding = _ENCODING.match(text.lstrip())
    if encoding and encoding[1].upper() not in ("UTF-8", "UTF8", "US-ASCII"):
        raise Unpatchable(f"部件 {part} 不是 UTF-8 编码")
    if opening is None or opening[1] != root or attribute(opening[0], "xmlns") != namespace:
        raise Unpatchable(f"部件 {part} 的 XML 写法特殊")
    for prefix, uri in _PREFIX.findall(text):
        if uri == namespace and f"<{prefix}:" in text:
            raise Unpatchable(f"部件 {part} 的 XML 写法特殊")
    return text


def require_well_formed(part: str, data: bytes | bytearray) -> None:
    """Parse a part without building anything. Raises Unpatchable when it is not well-formed."""
    parser = ParserCreate()
    try:
        # In small pieces, as expat copies what it is given.
        for start in range(0, len(data), _CHUNK):
            parser.Parse(data[start : start + _CHUNK], False)
        parser.Parse(b"", True)
    except ExpatError as error:
        raise Unpatchable(f"部件 {part} 的 XML 有错") from error


def attribute(tag: str, name: str) -> str | None:
    """Read one attribute of an opening tag, unescaped; None when it is not there."""
    for found in _ATTRIBUTE.finditer(tag):
        if found[1] == name:
            return html.unescape(found[2] if found[2] is not None else found[3])
    return None


def whole_number(tag: str, name: str, default: int) -> int:
    """Read an attribute that must be a number from 0. Raises Unpatchable when it is another."""
    written = attribute(tag, name)
    if written is None:
        return default
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise Unpatchable(f"属性 {name} 的值 {shortened(written, 20)} 不是数字")
    return int(written)


def with_attribute(tag: str, name: str, value: str | None) -> str:
    """Return the opening tag with the attribute set, or removed when value is None."""
    written = "" if value is None else f' {name}="{escape(value)}"'
    for found in _ATTRIBUTE.finditer(tag):
        if found[1] == name:
            return tag[: found.start()] + written + tag[found.end() :]
    end = len(tag) - (2 if tag.endswith("/>") else 1)
    return tag[:end].rstrip() + written + tag[end:]


def visible(text: str) -> str:
    """Show what XML cannot hold or nobody could see (control characters) as visible signs."""
    return _UNSEEN.sub(_sign, text.replace("\r\n", "\n"))


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def escape(text: str) -> str:
    """Escape any text for XML content or a double-quoted attribute."""
    return html.escape(visible(text), quote=False).replace('"', "&quot;")


def escape_string(text: str) -> str:
    """Escape text for a cell or comment, where ``_x0041_`` would be read as a character."""
    return _ESCAPED.sub("_x005F_", escape(text))


def shortened(text: str, limit: int) -> str:
    """Cut a text that is longer than a cell or a comment may hold, visibly."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def relation_prefix(root_text: str) -> str:
    """Return the declaration that an element with ``r:id`` needs if the root does not make it."""
    opening = _OPENING.match(root_text)
    declared = dict(_PREFIX.findall(opening[0])) if opening else {}
    return "" if declared.get("r") == RELATED else f' xmlns:r="{RELATED}"'
