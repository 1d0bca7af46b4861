"""A marked format is its base with another fill, and tells by itself what it covers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from core.exchange.marking.markup import Unpatchable, attribute
from core.exchange.marking.stylesheet import (
    MAX_FORMATS,
    PLAIN,
    Stylesheet,
    covered_fill,
    marked_fill,
    solid_fill,
)

COVERED = [
    '<fill><patternFill patternType="none"/></fill>',
    solid_fill("FFFF00"),
    solid_fill("FBE9E7"),
    '<fill><patternFill patternType="solid"><fgColor theme="4" tint="0.5"/>'
    '<bgColor indexed="64"/></patternFill></fill>',
    '<fill><patternFill patternType="solid"><fgColor indexed="13"/>'
    '<bgColor indexed="64"/></patternFill></fill>',
]


@pytest.mark.parametrize("fill", COVERED)
@pytest.mark.parametrize("severity", ["error", "warning", "hint", "repaired"])
def test_a_marked_fill_remembers_the_colour_it_covers(fill: str, severity: str) -> None:
    assert covered_fill(fill) is None
    assert covered_fill(marked_fill(fill, severity)) == fill


@pytest.fixture
def styles(part_of: Callable[[str, str], str]) -> Stylesheet:
    return Stylesheet(part_of("excel", "xl/styles.xml"))


@pytest.mark.parametrize("base", [0, 1, 2, 3, 5])
def test_unmarking_leads_back_to_the_base(styles: Stylesheet, base: int) -> None:
    place = styles.marked(base, "error")
    assert Stylesheet(styles.text()).covered_formats() == {place: base}
    plain, marked = (
        re.sub(r' (?:fillId|applyFill)="\d+"', "", styles.formats.items[index])
        for index in (base, place)
    )
    assert plain == marked


def test_what_exists_is_not_changed_and_counts_agree(styles: Stylesheet) -> None:
    before = list(styles.formats.items)
    styles.marked(2, "error")
    styles.marked(2, "hint")
    styles.marked(2, "error")
    text = styles.text()
    assert styles.formats.items[: len(before)] == before
    for name, item in (("cellXfs", "xf"), ("fills", "fill")):
        found = re.search(rf"<{name}\b[^>]*>.*</{name}>", text)
        assert found
        count = len(re.findall(rf"<{item}\b", found[0]))
        assert attribute(found[0], "count") == str(count)
    assert len(styles.formats.items) == len(before) + 2


def test_colours_that_a_program_made_up_are_not_believed() -> None:
    """LibreOffice writes some near colour of its palette as a solid fill's second colour."""
    text = PLAIN.replace("</fills>", f"{marked_fill(solid_fill('FFFFCC'), 'error')}</fills>")
    text = text.replace(
        "</cellXfs>", '<xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0"/></cellXfs>'
    )
    assert Stylesheet(text, seconds_kept=False).covered_formats() == {1: 0}
    believed = Stylesheet(text)
    assert believed.covered_formats() == {1: 2}
    assert believed.fills.items[-1] == solid_fill("FFFFCC")


def test_more_formats_than_excel_reads_are_refused() -> None:
    xf = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    styles = Stylesheet(PLAIN.replace("</cellXfs>", f"{xf * (MAX_FORMATS - 1)}</cellXfs>"))
    assert styles.text()
    styles.marked(0, "error")
    with pytest.raises(Unpatchable, match="格式超过"):
        styles.text()


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("cellXfs", "otherXfs"),
        PLAIN.replace("</fills>", "<other/></fills>"),
        PLAIN.replace("<borders", "<oldBorders").replace("</borders", "</oldBorders"),
    ],
)
def test_an_unusual_stylesheet_is_refused(text: str) -> None:
    with pytest.raises(Unpatchable):
        Stylesheet(text)
