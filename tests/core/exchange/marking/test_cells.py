"""Cells are restyled or added in their place, however the sheet writes its rows."""

from __future__ import annotations

import pytest

from core.exchange.marking.cells import with_marks, without_marks
from core.exchange.marking.marks import CellMark, Grid
from core.exchange.marking.markup import Unpatchable


def grid(*cells: tuple[int, int]) -> Grid:
    found: Grid = {}
    for row, column in cells:
        found.setdefault(row, {})[column] = CellMark("error", (("error", "有误"),))
    return found


def marked(rows: str, *cells: tuple[int, int]) -> str:
    """Mark cells of a sheet whose marked formats are the old ones plus 100."""
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    done = with_marks(sheet, grid(*cells), lambda base, _: base + 100, lambda column: column)
    text = done.decode()
    assert text.startswith("<worksheet><sheetData>")
    return text.removeprefix("<worksheet><sheetData>").removesuffix("</sheetData></worksheet>")


@pytest.mark.parametrize(
    ("rows", "cell", "expected"),
    [
        pytest.param(
            '<row r="2"><c r="B2" s="3" t="s"><v>1</v></c></row>',
            (2, 2),
            '<row r="2"><c r="B2" s="103" t="s"><v>1</v></c></row>',
            id="a cell with a format",
        ),
        pytest.param(
            "<row r='2'><c r='B2' s='3'/></row>",
            (2, 2),
            "<row r='2'><c r='B2' s=\"103\"/></row>",
            id="single quotes",
        ),
        pytest.param(
            '<row r="2"><c r="B2"><v>1</v></c></row>',
            (2, 2),
            '<row r="2"><c r="B2" s="100"><v>1</v></c></row>',
            id="a cell without a format has the plain one, not its column's",
        ),
        pytest.param(
            '<row r="2" spans="1:3"><c r="A2"/><c r="C2"/></row>',
            (2, 2),
            '<row r="2"><c r="A2"/><c r="B2" s="102"/><c r="C2"/></row>',
            id="between two cells",
        ),
        pytest.param(
            "<row><c><v>1</v></c><c><v>2</v></c></row>",
            (1, 2),
            '<row><c><v>1</v></c><c s="100"><v>2</v></c></row>',
            id="rows and cells without addresses",
        ),
        pytest.param(
            '<row r="1"/><row r="4"/>',
            (3, 1),
            '<row r="1"/><row r="3"><c r="A3" s="101"/></row><row r="4"/>',
            id="a row that is not there",
        ),
        pytest.param(
            '<row r="1" s="7" customFormat="1" ht="20"/>',
            (1, 2),
            '<row r="1" s="7" customFormat="1" ht="20"><c r="B1" s="107"/></row>',
            id="an empty row with its own format",
        ),
        pytest.param(
            '<row r="1">\n <c r="A1"/>\n <extLst><ext/></extLst></row>',
            (1, 3),
            '<row r="1">\n <c r="A1"/><c r="C1" s="103"/>\n <extLst><ext/></extLst></row>',
            id="before an extension",
        ),
        pytest.param(
            "", (9, 28), '<row r="9"><c r="AB9" s="128"/></row>', id="a sheet without rows"
        ),
    ],
)
def test_one_cell(rows: str, cell: tuple[int, int], expected: str) -> None:
    assert marked(rows, cell) == expected


def test_an_empty_data_area_is_opened() -> None:
    done = with_marks("<worksheet><sheetData/></worksheet>", grid((1, 1)), max_of, lambda _: 0)
    assert (
        done == b'<worksheet><sheetData><row r="1"><c r="A1" s="0"/></row></sheetData></worksheet>'
    )


def max_of(base: int, severity: str) -> int:
    return base


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>',
        '<row r="1"/><row r="1"/>',
        '<row r="1"><c r="B1"/><c r="A1"/></row>',
        '<row r="1"><c r="A2"/></row>',
        '<row r="1"><other/><c r="A1"/></row>',
        '<row r="1"><c r="A1"/><other/></row>',
        '<row r="x"/>',
    ],
)
def test_disorder_is_refused(rows: str) -> None:
    with pytest.raises(Unpatchable):
        marked(rows, (1, 1))


def test_unmarking_puts_the_covered_formats_back_in_cells_rows_and_columns() -> None:
    sheet = (
        '<cols><col min="1" max="1" style="9"/></cols><row r="1" s="9" customFormat="1">'
        '<c r="A1" s="9" t="s"><v>9</v></c><c r="B1" s="8"/><c r="C1" s="8"><v>8</v></c>'
        '<c r="D1" s="80"/></row>'
    )
    assert without_marks(sheet, {9: 4, 8: 0}) == (
        b'<cols><col min="1" max="1" style="4"/></cols><row r="1" s="4" customFormat="1">'
        b'<c r="A1" s="4" t="s"><v>9</v></c><c r="C1" s="0"><v>8</v></c><c r="D1" s="80"/></row>'
    )
    assert without_marks(sheet, {7: 0}) is None
