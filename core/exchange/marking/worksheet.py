"""Small changes to a sheet outside its cells, each at the place where the schema wants it."""

from __future__ import annotations

import re

from core.exchange.marking.markup import Unpatchable, attribute, relation_prefix, with_attribute

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


def legacy_drawing(sheet: str) -> str | None:
    """Return the relation id of the drawing that holds the sheet's comment boxes, if it has one."""
    found = _LEGACY.search(sheet)
    if found is None:
        return None
    names = re.findall(r"\s(\w+:id)\s*=", found[0])
    return attribute(found[0], names[0]) if names else None


def with_legacy_drawing(sheet: str, relation: str) -> str:
    """Return the sheet pointing to a drawing of comment boxes."""
    added = f'<legacyDrawing{relation_prefix(sheet)} r:id="{relation}"/>'
    place = _place_after_data(sheet)
    return sheet[:place] + added + sheet[place:]


def unselected(sheet: str) -> str:
    """Return the sheet not selected: two selected sheets are a group, typed into at once."""
    found = _VIEW.search(sheet)
    if found is None or attribute(found[0], "tabSelected") is None:
        return sheet
    plain = with_attribute(found[0], "tabSelected", None)
    return sheet[: found.start()] + plain + sheet[found.end() :]


def _place_after_data(sheet: str) -> int:
    start = sheet.rfind("</sheetData")
    if start < 0:
        start = sheet.index("<sheetData")
    depth = 0
    for tag in _TAG.finditer(sheet, sheet.index(">", start) + 1):
        closing, name, empty = tag.groups()
        if depth == 0 and (closing or name in _AFTER_LEGACY_DRAWING):
            return tag.start()
        if not empty:
            depth += -1 if closing else 1
    raise Unpatchable("有工作表没有结束标记")
