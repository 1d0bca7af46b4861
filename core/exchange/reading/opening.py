"""Opening whatever was uploaded."""

from __future__ import annotations

from pathlib import Path

from core.exchange.reading.delimited import CsvWorkbook
from core.exchange.reading.limits import DEFAULT_LIMITS, Limits
from core.exchange.reading.sheets import Workbook
from core.exchange.reading.sniffing import sniff
from core.exchange.reading.xlsx import XlsxWorkbook


def open_workbook(path: Path, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """Open an .xlsx or .csv file by its content, whatever its name.

    Raises ``FileRefused`` for everything else.  Reads in this process: for files that came from
    outside use ``read_in_child``.
    """
    if sniff(path, limits) == "zip":
        return XlsxWorkbook(path, limits)
    return CsvWorkbook(path, limits)
