"""The workbook's cell formats, and the marked twin of each: the same format with another fill.

A marked fill tells by itself what it covers. Its visible colour is one of ours, and its second
colour, which a solid fill never shows, is the colour that was there before (or the severity's dark
colour if there was none). So marks can be taken off again even after Excel or WPS renumbered all
formats and the filler moved or copied the cells.
"""

from __future__ import annotations

import re

from core.exchange.marking.marks import LOOKS
from core.exchange.marking.markup import (
    DECLARATION,
    MAIN,
    Unpatchable,
    attribute,
    escape,
    whole_number,
    with_attribute,
)
from core.exchange.marking.section import Section

MAX_FORMATS = 65_490
"""Excel's limit; a workbook with more is repaired or refused."""

PLAIN = (
    f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
"""The stylesheet of a workbook that has none."""

_UNFILLED = '<fill><patternFill patternType="none"/></fill>'
_PATTERN = re.compile(r"<patternFill\b[^>]*>")
_COLOUR = re.compile(r"<(fg|bg)Color\b[^>]*>")
_NAME = re.compile(r"<name\b[^>]*>")
_SOFT = {f"FF{look.soft}": look for look in LOOKS.values()}


class Stylesheet:
    """A stylesheet that grows at its end; nothing that exists is changed."""

    def __init__(self, text: str, seconds_kept: bool = True) -> None:
        """Read a stylesheet; seconds_kept is False if a program wrote it that invents the second
        colours of solid fills, as LibreOffice does: what marks covered is then unknown.

        Raises Unpatchable when it is not written in the usual way.
        """
        self._text = text
        self._seconds_kept = seconds_kept
        self.fonts = Section(text, "fonts", "font")
        self.fills = Section(text, "fills", "fill")
        self.borders = Section(text, "borders", "border")
        self.formats = Section(text, "cellXfs", "xf")
        self._marked: dict[tuple[int, str], int] = {}

    def text(self) -> str:
        """Return the stylesheet as it now is. Raises Unpatchable beyond Excel's limit."""
        if len(self.formats.items) > MAX_FORMATS:
            raise Unpatchable(f"单元格格式超过 {MAX_FORMATS} 种")
        text = self._text
        for section in (self.fonts, self.fills, self.borders, self.formats):
            text = section.written_into(text)
        return text

    def font_name(self) -> str:
        """Return the name of the workbook's usual font."""
        found = _NAME.search(self.fonts.items[0])
        return (attribute(found[0], "val") if found else None) or "宋体"

    def own_format(self, font: str, fill: str, border: str, alignment: str) -> int:
        """Return a text format made of these elements, for the sheet that we add."""
        named = ' xfId="0"' if "<cellStyleXfs" in self._text else ""
        return self.formats.index(
            f'<xf numFmtId="49" fontId="{self.fonts.index(font)}"'
            f' fillId="{self.fills.index(fill) if fill else 0}"'
            f' borderId="{self.borders.index(border) if border else 0}"{named}'
            ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
            f' applyAlignment="1">{alignment}</xf>'
        )

    def marked(self, base: int, severity: str) -> int:
        """Return the twin of a format with the severity's fill; all else stays as it is."""
        place = self._marked.get((base, severity))
        if place is None:
            tag, rest = self._format(base)
            fill = self.fills.index(marked_fill(self._fill_of(tag), severity))
            tag = with_attribute(tag, "fillId", str(fill))
            place = self.formats.index(with_attribute(tag, "applyFill", "1") + rest)
            self._marked[base, severity] = place
        return place

    def covered_formats(self) -> dict[int, int]:
        """Map every marked format to the one it covers."""
        if all(covered_fill(fill) is None for fill in self.fills.items):
            return {}
        pairs = ((place, self._unmarked(place)) for place in range(len(self.formats.items)))
        return {place: covered for place, covered in pairs if covered is not None}

    def _unmarked(self, place: int) -> int | None:
        tag, rest = self._format(place)
        covered = covered_fill(self._fill_of(tag))
        if covered is None:
            return None
        known = self._seconds_kept and covered != _UNFILLED
        fill = self._solid(covered) if known else 0
        tag = with_attribute(tag, "fillId", str(fill))
        applied = with_attribute(tag, "applyFill", "1" if fill else None) + rest
        wanted = _without_apply_fill(applied)
        for index, known in enumerate(self.formats.items):
            if _without_apply_fill(known) == wanted:
                return index
        return self.formats.index(applied)

    def _solid(self, covered: str) -> int:
        """Find a fill by its visible colour, as the second colour of a solid fill never shows."""
        wanted = _visible_colour(covered)
        for index, fill in enumerate(self.fills.items):
            if _visible_colour(fill) == wanted and covered_fill(fill) is None:
                return index
        return self.fills.index(covered)

    def _format(self, place: int) -> tuple[str, str]:
        if place >= len(self.formats.items):
            raise Unpatchable("有单元格使用了不存在的格式")
        xml = self.formats.items[place]
        end = xml.index(">") + 1
        return xml[:end], xml[end:]

    def _fill_of(self, tag: str) -> str:
        place = whole_number(tag, "fillId", 0)
        return self.fills.items[place] if place < len(self.fills.items) else _UNFILLED


def solid_fill(colour: str) -> str:
    """Write a solid fill of a colour RRGGBB."""
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


def marked_fill(fill: str, severity: str) -> str:
    """Write the severity's fill over another one, keeping its colour as the unseen second one."""
    look = LOOKS[severity]
    colour = _visible_colour(fill)
    second = f"<bgColor{colour}/>" if colour else f'<bgColor rgb="FF{look.dark}"/>'
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{look.soft}"/>{second}'
        "</patternFill></fill>"
    )


def covered_fill(fill: str) -> str | None:
    """Return the fill that a marked one covers; None when the fill is not one of ours."""
    pattern = _PATTERN.search(fill)
    if pattern is None or attribute(pattern[0], "patternType") != "solid":
        return None
    colours = {found[1]: found[0] for found in _COLOUR.finditer(fill)}
    look = _SOFT.get(attribute(colours.get("fg", ""), "rgb") or "")
    second = colours.get("bg", "")
    if look is None or not second or _automatic(second):
        return None
    if attribute(second, "rgb") == f"FF{look.dark}":
        return _UNFILLED
    return (
        f'<fill><patternFill patternType="solid"><fgColor{_attributes(second)}/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


def _visible_colour(fill: str) -> str:
    """Return the attributes of the colour that a fill shows, or an empty string."""
    pattern = _PATTERN.search(fill)
    if pattern is None or (attribute(pattern[0], "patternType") or "none") == "none":
        return ""
    for found in _COLOUR.finditer(fill):
        if found[1] == "fg" and not _automatic(found[0]):
            return _attributes(found[0])
    return ""


def _automatic(colour: str) -> bool:
    """Tell whether a colour is the system's own: what a solid fill's second colour usually is."""
    return attribute(colour, "indexed") in ("64", "65") or attribute(colour, "auto") is not None


def _attributes(colour: str) -> str:
    kept = ((name, attribute(colour, name)) for name in ("rgb", "theme", "indexed", "tint"))
    return "".join(f' {name}="{escape(value)}"' for name, value in kept if value is not None)


def _without_apply_fill(xml: str) -> str:
    end = xml.index(">") + 1
    return with_attribute(xml[:end], "applyFill", None) + xml[end:]
