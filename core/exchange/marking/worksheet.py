"""Small changes to a sheet outside its cells, each at the place where the schema wants it.

They work on the part's bytes before or after the data area: that may be a hundred times larger.
"""

from __future__ import annotations

import re

from core.exchange.marking.markup import RELATED, Unpatchable, attribute, with_attribute

_TAG = re.compile(r"<(/?)([A-Za-z][\w.:-]*)[^>]*?(/?)>")
_VIEW = re.compile(r"<sheetView\b[^>]*>")
_LEGACY = re.compile(r"<legacyDrawing\b[^>]*>")

_AFTER_LEGACY_DRAWING = {
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "mc:AlternateContent",
    "webPublishItems",
    "tableParts",
    "extLst",
}
"""The children of a worksheet that come after ``legacyDrawing``; Excel repairs any other order."""


def legacy_drawing(sheet: bytes | bytearray) -> str | None:
    """Return the relation id of the drawing that holds the sheet's comment boxes, if it has one."""
    found = _LEGACY.search(_text(sheet[_after_data(sheet) :]))
    if found is None:
        return None
    names = re.findall(r"\s(\w+:id)\s*=", found[0])
    return attribute(found[0], names[0]) if names else None


def with_legacy_drawing(sheet: bytes | bytearray, relation: str) -> bytes | bytearray:
    """Return the sheet pointing to a drawing of comment boxes."""
    start = _after_data(sheet)
    tail = _text(sheet[start:])
    place = _place(tail)
    added = f'<legacyDrawing xmlns:r="{RELATED}" r:id="{relation}"/>'
    changed = f"{tail[:place]}{added}{tail[place:]}".encode()
    return b"".join([memoryview(sheet)[:start], changed])


def unselected(sheet: bytes | bytearray) -> bytes | bytearray:
    """Return the sheet not selected: two selected sheets are a group, typed into at once.

    A chart sheet, which has no data area, is read whole.
    """
    end = sheet.find(b"<sheetData")
    end = len(sheet) if end < 0 else end
    head = _text(sheet[:end])
    plain = _VIEW.sub(lambda view: with_attribute(view[0], "tabSelected", None), head)
    return sheet if plain == head else b"".join([plain.encode(), memoryview(sheet)[end:]])


def _after_data(sheet: bytes | bytearray) -> int:
    end = max(sheet.rfind(b"</sheetData"), sheet.find(b"<sheetData"))
    if end < 0:
        raise Unpatchable("有工作表没有数据区")
    return sheet.index(b">", end) + 1


def _place(tail: str) -> int:
    """Find where ``legacyDrawing`` belongs among what follows the data area."""
    depth = 0
    for tag in _TAG.finditer(tail):
        closing, name, empty = tag.groups()
        if depth == 0 and (closing or name in _AFTER_LEGACY_DRAWING):
            return tag.start()
        if not empty:
            depth += -1 if closing else 1
    raise Unpatchable("有工作表没有结束标记")


def _text(data: bytes | bytearray) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unpatchable("有工作表不是 UTF-8 编码") from error
