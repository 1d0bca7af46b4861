"""The workbook part: which sheets there are, in which order, and the names that count them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from core.exchange.marking.addresses import quoted
from core.exchange.marking.markup import (
    Unpatchable,
    attribute,
    escape,
    relation_prefix,
    whole_number,
    with_attribute,
)

ISSUES_NAME = "_tianbao_issues"
"""A hidden defined name that leads to our sheet, however the filler may have renamed it."""

_SHEETS = re.compile(r"<sheets\b[^>]*>(.*?)</sheets\s*>", re.DOTALL)
_SHEET = re.compile(r"<sheet\b[^>]*?(?:/>|>\s*</sheet\s*>)")
_VIEW = re.compile(r"<workbookView\b[^>]*>")
_NAMES = re.compile(r"<definedNames\b[^>]*?(?:/>|>(.*?)</definedNames\s*>)", re.DOTALL)
_NAME = re.compile(r"(<definedName\b[^>]*>)(.*?)</definedName\s*>", re.DOTALL)
_BEFORE_NAMES = re.compile(
    r"</sheets\s*>(?:\s*<functionGroups\b.*?(?:</functionGroups\s*>|/>))?"
    r"(?:\s*<externalReferences\b.*?</externalReferences\s*>)?",
    re.DOTALL,
)


class Sheet(NamedTuple):
    """One sheet of the workbook: its name and the id of the relation to its part."""

    name: str
    relation: str


class SheetName(NamedTuple):
    """A defined name of the sheet that is put first."""

    name: str
    refers_to: str
    of_sheet: bool
    hidden: bool


def sheets(workbook: str) -> list[Sheet]:
    """List the sheets in their order. Raises Unpatchable when the list is written unusually."""
    found = []
    for tag in _SHEET.findall(_list(workbook)):
        written = re.findall(r"\s(\w+:id)\s*=", tag)
        name, relation = attribute(tag, "name"), attribute(tag, written[0]) if written else None
        if name is None or relation is None:
            raise Unpatchable("工作表清单的写法特殊")
        found.append(Sheet(name, relation))
    return found


def with_first_sheet(workbook: str, name: str, relation: str, names: Sequence[SheetName]) -> str:
    """Return the workbook with a sheet put first and shown first; all counted names move on."""
    numbers = [whole_number(tag, "sheetId", 0) for tag in _SHEET.findall(_list(workbook))]
    number = max([0, *numbers]) + 1
    added = (
        f'<sheet{relation_prefix(workbook)} name="{escape(name)}" sheetId="{number}"'
        f' r:id="{relation}"/>'
    )
    start = workbook.index(">", workbook.index("<sheets")) + 1
    workbook = workbook[:start] + added + workbook[start:]
    workbook = _renumbered(workbook, lambda index: index + 1)
    return _with_names(_shown_first(workbook), "".join(map(_written, names)))


def without_sheet(workbook: str, index: int) -> str:
    """Return the workbook without the sheet at this place (from 0) and without its names."""
    tag = list(_SHEET.finditer(workbook))[index]
    workbook = workbook[: tag.start()] + workbook[tag.end() :]

    def moved(place: int) -> int | None:
        return None if place == index else place - (place > index)

    workbook = _renumbered(workbook, moved)
    return _shown_first(
        _NAME.sub(
            lambda found: "" if attribute(found[1], "name") == ISSUES_NAME else found[0], workbook
        )
    )


def issues_sheet(workbook: str) -> str | None:
    """Return what our hidden name refers to: the address of our sheet, if the name is there."""
    for found in _NAME.finditer(workbook):
        if attribute(found[1], "name") == ISSUES_NAME:
            return found[2]
    return None


def refers_to(sheet: str, reference: str) -> str:
    """Write what a defined name of a sheet stands for."""
    return f"{quoted(sheet)}!{reference}"


def _list(workbook: str) -> str:
    found = _SHEETS.search(workbook)
    if found is None:
        raise Unpatchable("工作簿没有工作表清单")
    return found[1]


def _renumbered(workbook: str, moved: Callable[[int], int | None]) -> str:
    def renumbered(found: re.Match[str]) -> str:
        if attribute(found[1], "localSheetId") is None:
            return found[0]
        new = moved(whole_number(found[1], "localSheetId", 0))
        if new is None:
            return ""
        return with_attribute(found[1], "localSheetId", str(new)) + found[0][len(found[1]) :]

    return _NAME.sub(renumbered, workbook)


def _shown_first(workbook: str) -> str:
    def first(found: re.Match[str]) -> str:
        tag = with_attribute(found[0], "firstSheet", None)
        return with_attribute(tag, "activeTab", None)

    return _VIEW.sub(first, workbook)


def _with_names(workbook: str, added: str) -> str:
    found = _NAMES.search(workbook)
    if found:
        body = (found[1] or "") + added
        written = f"<definedNames>{body}</definedNames>"
        return workbook[: found.start()] + written + workbook[found.end() :]
    place = _BEFORE_NAMES.search(workbook)
    if place is None:
        raise Unpatchable("工作簿没有工作表清单")
    written = f"<definedNames>{added}</definedNames>"
    return workbook[: place.end()] + written + workbook[place.end() :]


def _written(name: SheetName) -> str:
    own = ' localSheetId="0"' if name.of_sheet else ""
    hidden = ' hidden="1"' if name.hidden else ""
    return f'<definedName name="{name.name}"{own}{hidden}>{escape(name.refers_to)}</definedName>'
