"""Workbook out: the filler's own workbook comes back with the wrong cells marked.

The workbook is never loaded and saved. Only the parts that must change are edited as text, so that
cached values, rich text, pictures, conditional formats and all else stay as they were.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from core.exchange.marking.marks import (
    ISSUE_SHEET,
    Grid,
    IssueLine,
    Mark,
    MarkResult,
    by_sheet,
    is_issue_sheet,
)
from core.exchange.marking.markup import Unpatchable
from core.exchange.marking.patching import patch_workbook
from core.exchange.marking.plain_workbook import SheetRows, renamed, write_plain_workbook

__all__ = [
    "ISSUE_SHEET",
    "IssueLine",
    "Mark",
    "MarkResult",
    "SheetRows",
    "is_issue_sheet",
    "mark_workbook",
]


def mark_workbook(
    source: Path,
    target: Path,
    marks: Sequence[Mark],
    lines: Sequence[IssueLine],
    *,
    title: str,
    facts: Sequence[tuple[str, str]] = (),
    rows: Callable[[], SheetRows] | None = None,
) -> MarkResult:
    """Write ``target``: the workbook ``source`` with marked cells and a first sheet of all issues.

    Marks that an earlier run left in the workbook are taken off first. A workbook that cannot be
    patched safely (unusual XML, signed, encrypted, csv …) is replaced by a new one made of ``rows``
    (or, without them, of the list of issues only), and the result says why. ``target`` is replaced
    in one step and may be ``source``.

    Raises ValueError for a mark that names no existing sheet, cell or severity.
    """
    wanted = by_sheet(marks)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".marking-") as folder:
        draft = Path(folder, f"marked{target.suffix}")
        try:
            patch_workbook(source, draft, wanted, lines, title, facts)
            result = MarkResult(True, "")
        except Unpatchable as refusal:
            plain = Path(folder, "plain.xlsx")
            _write_anew(plain, draft, wanted, lines, title, facts, rows)
            kept = "新的工作簿" if rows is not None else "只含问题清单的新工作簿"
            result = MarkResult(False, f"{refusal}，不能在原文件上标注，因此另存为{kept}。")
        os.replace(draft, target)
    return result


def _write_anew(
    plain: Path,
    draft: Path,
    marks: dict[str, Grid],
    lines: Sequence[IssueLine],
    title: str,
    facts: Sequence[tuple[str, str]],
    rows: Callable[[], SheetRows] | None,
) -> None:
    """Write the values to a plain workbook and mark that one, by the same means."""
    names = write_plain_workbook(plain, rows, marks)
    shown = [line._replace(sheet=names.get(line.sheet, line.sheet)) for line in lines]
    patch_workbook(plain, draft, renamed(marks, names), shown, title, facts)
