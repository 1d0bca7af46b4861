"""The sheet that we put first: every issue as one line, with a link to its cell."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.exchange.marking.addresses import address, quoted
from core.exchange.marking.marks import ISSUE_SHEET_SIGN, LAST_ROW, LOOKS, IssueLine
from core.exchange.marking.markup import (
    DECLARATION,
    MAIN,
    RELATED,
    escape,
    escape_string,
    shortened,
)
from core.exchange.marking.stylesheet import Stylesheet, solid_fill

HEADINGS = ("序号", "工作表", "单元格", "栏目", "填写值", "级别", "代码", "问题与改法")
_WIDTHS = (6, 14, 9, 18, 22, 9, 21, 72)
_HOW_TO = (
    "点“单元格”一栏可跳到出错处。改好后存盘，把本文件再次上传即可，本页、底色和批注会自动更新。"
)
_MAX_LINKS = 65_000
_MAX_CHARACTERS = 32_000
_FACTS_WIDTH = 120


class _Looks(NamedTuple):
    """Cell formats of the list, by their place in the stylesheet."""

    title: int
    plain: int
    note: int
    header: int
    text: int
    centre: int
    link: int
    severity: dict[str, int]


class IssueList(NamedTuple):
    """The sheet's XML, and the rows of its table: the header's number and the last one's."""

    xml: str
    header: int
    last: int

    def table(self) -> str:
        """Return the range of the table."""
        return f"$A${self.header}:$H${self.last}"


def issue_list(
    title: str,
    facts: Sequence[tuple[str, str]],
    lines: Sequence[IssueLine],
    linked: frozenset[str],
    styles: Stylesheet,
) -> IssueList:
    """Build the sheet; ``linked`` are the sheets that exist, so that a link leads somewhere.

    Every cell is text, never a formula, whatever the filler typed. What passes Excel's last row is
    left out and said so.
    """
    looks = _looks(styles)
    top = list(_top(title, facts, lines, looks))
    header = len(top) + 1
    shown = lines[: LAST_ROW - header - 1]
    rows = [*top, _row(header, 22, [(name, looks.header) for name in HEADINGS])]
    rows += [
        _row(header + number, None, _cells(number, line, looks))
        for number, line in enumerate(shown, 1)
    ]
    if not lines:
        rows.append(_row(header + 1, None, _blank(looks, "没有发现问题。")))
    if len(shown) < len(lines):
        rows.append(_row(header + len(shown) + 1, None, _blank(looks, "其余问题放不下，未列出。")))
    last = max(header + len(shown), header + 1)
    return IssueList(_sheet(rows, header, last, _links(shown, header, linked)), header, last)


def _top(
    title: str, facts: Sequence[tuple[str, str]], lines: Sequence[IssueLine], looks: _Looks
) -> Iterator[str]:
    yield _row(1, 28, [(f"{ISSUE_SHEET_SIGN}：{title}", looks.title)])
    number = 1
    for said in _fact_lines(facts):
        number += 1
        yield _row(number, 18, [(said, looks.plain)])
    counts = Counter(line.severity for line in lines)
    key = [
        (f"{look.word} {counts[name]}" if counts[name] else look.word, looks.severity[name])
        for name, look in LOOKS.items()
    ]
    yield _row(number + 1, 18, [(_HOW_TO, looks.note)])
    yield _row(number + 2, 20, [None, *key])


def _fact_lines(facts: Sequence[tuple[str, str]]) -> list[str]:
    """Put short facts side by side: the frozen head must leave room for the list."""
    found: list[str] = []
    for label, value in facts:
        said = f"{label}：{value}"
        if found and _width(found[-1]) + _width(said) < _FACTS_WIDTH:
            found[-1] += f"　　{said}"
        else:
            found.append(said)
    return found


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _cells(number: int, line: IssueLine, looks: _Looks) -> list[tuple[str, int] | None]:
    where = _where(line)
    return [
        (str(number), looks.centre),
        (line.sheet, looks.text),
        (where, looks.link if where else looks.centre),
        (line.label, looks.text),
        (line.value, looks.text),
        (LOOKS[line.severity].word, looks.severity[line.severity]),
        (line.code, looks.centre),
        (line.message, looks.text),
    ]


def _blank(looks: _Looks, said: str) -> list[tuple[str, int] | None]:
    return [*[("", looks.text)] * 7, (said, looks.text)]


def _where(line: IssueLine) -> str:
    if line.row is None:
        return ""
    return f"第 {line.row} 行" if line.column is None else address(line.row, line.column)


def _links(lines: Sequence[IssueLine], header: int, linked: frozenset[str]) -> str:
    found: list[str] = []
    for number, line in enumerate(lines, 1):
        if line.row is None or line.sheet not in linked or len(found) == _MAX_LINKS:
            continue
        target = address(line.row, line.column or 1)
        found.append(
            f'<hyperlink ref="C{header + number}"'
            f' location="{escape(f"{quoted(line.sheet)}!{target}")}"'
            f' tooltip="{escape(f"转到 {line.sheet} {target}")}"/>'
        )
    return f"<hyperlinks>{''.join(found)}</hyperlinks>" if found else ""


def _row(number: int, height: int | None, cells: Sequence[tuple[str, int] | None]) -> str:
    size = f' ht="{height}" customHeight="1"' if height else ""
    written = "".join(
        _cell(address(number, column), *cell) for column, cell in enumerate(cells, 1) if cell
    )
    return f'<row r="{number}"{size}>{written}</row>'


def _cell(ref: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{ref}" s="{style}"/>'
    said = escape_string(shortened(text, _MAX_CHARACTERS))
    return f'<c r="{ref}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'


def _sheet(rows: Sequence[str], header: int, last: int, links: str) -> str:
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(_WIDTHS, 1)
    )
    below = f"A{header + 1}"
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{RELATED}">'
        f'<sheetPr><tabColor rgb="FF{LOOKS["error"].dark}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:H{last}"/>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{header}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/>'
        '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="A{header}:H{last}"/>{links}<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
        "</worksheet>"
    )


def _looks(styles: Stylesheet) -> _Looks:
    name = escape(styles.font_name())

    def font(size: float, colour: str, extra: str = "") -> str:
        return (
            f'<font>{extra}<sz val="{size}"/><color rgb="FF{colour}"/><name val="{name}"/></font>'
        )

    sides = "".join(
        f'<{side} style="thin"><color rgb="FFDFE5EA"/></{side}>'
        for side in ("left", "right", "top", "bottom")
    )
    frame = f"<border>{sides}<diagonal/></border>"
    ink, body = (
        font(10, "1B2733"),
        '<alignment horizontal="left" vertical="top" wrapText="1" indent="1"/>',
    )
    line, centre = (
        '<alignment vertical="center"/>',
        '<alignment horizontal="center" vertical="top"/>',
    )
    middle = '<alignment horizontal="center" vertical="center"/>'
    return _Looks(
        title=styles.own_format(font(16, "1B2733", "<b/>"), "", "", line),
        plain=styles.own_format(ink, "", "", line),
        note=styles.own_format(font(10, "51606F"), "", "", line),
        header=styles.own_format(font(10, "FFFFFF", "<b/>"), solid_fill("14567D"), frame, middle),
        text=styles.own_format(ink, "", frame, body),
        centre=styles.own_format(ink, "", frame, centre),
        link=styles.own_format(font(10, "14567D", "<u/>"), "", frame, centre),
        severity={
            severity: styles.own_format(
                font(10, look.dark, "<b/>"), solid_fill(look.soft), frame, centre
            )
            for severity, look in LOOKS.items()
        },
    )
