"""Excel repairs a sheet whose children stand in another order than the schema's."""

from __future__ import annotations

import pytest

from core.exchange.marking.worksheet import legacy_drawing, unselected, with_legacy_drawing


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ('<autoFilter ref="A1:B2"/><pageMargins/>', ""),
        ('<drawing r:id="rId1"/>', '<legacyDrawingHF r:id="rId2"/>'),
        ("<headerFooter><oddFooter>a</oddFooter></headerFooter>", "<tableParts/><extLst/>"),
        ("<rowBreaks><brk/></rowBreaks>", "<oleObjects><o/></oleObjects><controls/>"),
        (
            "<conditionalFormatting><extLst><ext/></extLst></conditionalFormatting>",
            "<mc:AlternateContent><mc:Choice><controls/></mc:Choice></mc:AlternateContent>",
        ),
        ("\n<pageSetup/>\n", "<extLst>\n<ext><x14:a/></ext></extLst>\n"),
    ],
)
@pytest.mark.parametrize("data", ["<sheetData/>", "<sheetData><row/></sheetData>"])
def test_the_pointer_to_the_boxes_stands_where_the_schema_wants_it(
    data: str, before: str, after: str
) -> None:
    sheet = f"<worksheet>{data}{before}{after}</worksheet>".encode()
    added = with_legacy_drawing(sheet, "rId7")
    start = f"<worksheet>{data}{before}<legacyDrawing "
    assert added.decode().startswith(start)
    assert added.decode().endswith(f'r:id="rId7"/>{after}</worksheet>')
    assert (legacy_drawing(sheet), legacy_drawing(bytes(added))) == (None, "rId7")


def test_no_sheet_stays_selected_in_any_window() -> None:
    sheet = (
        b'<worksheet><sheetViews><sheetView tabSelected="1" workbookViewId="0"/>'
        b'<sheetView tabSelected="1" workbookViewId="1"><pane/></sheetView></sheetViews>'
        b"<sheetData/></worksheet>"
    )
    assert unselected(sheet) == (
        b'<worksheet><sheetViews><sheetView workbookViewId="0"/>'
        b'<sheetView workbookViewId="1"><pane/></sheetView></sheetViews><sheetData/></worksheet>'
    )
    assert unselected(unselected(sheet)) == unselected(sheet)
