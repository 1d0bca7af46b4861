"""Opening the file that was sent in, under the name that the filler knows it by."""

from __future__ import annotations

from pathlib import Path, PurePath

from core.exchange.reading import SheetInfo, read_in_child
from core.exchange.reading.remote import RemoteWorkbook


def open_sent(path: Path, file_name: str) -> RemoteWorkbook:
    """Open a file for reading in a child process; raises ``FileRefused``.

    A .csv file has no name for its one sheet: that of the file is taken, as the
    filler called it, not as it is kept.
    """
    workbook = read_in_child(path)
    if workbook.kind == "csv":
        (sheet,) = workbook.sheets
        workbook.sheets = [SheetInfo(PurePath(file_name).stem, sheet.index, sheet.state)]
    return workbook
