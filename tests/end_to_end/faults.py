"""Comparing what was found with what was planted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import openpyxl

from core.exchange.importing import Batch
from tests.data.workbooks.case import Fault

REPAIRED = "FFE5F4EC"
"""The colour of cells that were repaired and are right."""
_CODE = re.compile(r"（([A-Z][A-Z0-9-]+)）\n")


def found_in(batch: Batch) -> frozenset[Fault]:
    """Return the issues of an import as faults."""
    return frozenset(
        Fault(issue.sheet, issue.row, issue.column, issue.code, issue.severity)
        for issue in batch.issues
    )


def same_faults(found: Iterable[Fault], planted: Iterable[Fault]) -> None:
    """Assert that exactly the planted faults were found, and list all that differ."""
    found, planted = set(found), set(planted)
    lines = [f"found {len(found & planted)} of {len(planted)} planted faults"]
    lines += [f"missed: {fault}" for fault in sorted(planted - found, key=str)]
    lines += [f"extra:  {fault}" for fault in sorted(found - planted, key=str)]
    assert found == planted, "\n".join(lines)


def marks_of(path: Path) -> tuple[set[tuple[str, str, str]], set[tuple[str, str]]]:
    """Return what a marked workbook says: faults (sheet, address, code), and the repaired cells."""
    book = openpyxl.load_workbook(path)
    faults: set[tuple[str, str, str]] = set()
    repaired: set[tuple[str, str]] = set()
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb == REPAIRED:
                    repaired.add((sheet.title, cell.coordinate))
                elif cell.fill.fill_type == "solid" and cell.comment is not None:
                    codes = _CODE.findall(cell.comment.text)
                    faults |= {(sheet.title, cell.coordinate, code) for code in codes}
    return faults, repaired
