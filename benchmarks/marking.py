"""Marking cells in a filler's own workbook, beside openpyxl's load and save of the same file."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import openpyxl

from core.exchange.marking import IssueLine, Mark, mark_workbook

CELLS = 500
SHEET = "教师"


def step(tool: str, book: str) -> tuple[float, dict[str, Any]]:
    """Mark 500 cells of ``book`` (``tianbao``), or only load and save it (``openpyxl``)."""
    source = Path(book)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "marked.xlsx")
        begin = time.perf_counter()
        if tool == "tianbao":
            facts = _mark(source, target)
        else:
            openpyxl.load_workbook(source).save(target)
            facts = {}
        return time.perf_counter() - begin, facts


def _mark(source: Path, target: Path) -> dict[str, Any]:
    marks = [
        Mark(SHEET, 2 + 19 * number, 1 + number % 30, "error", f"第 {number} 处：请核对。")
        for number in range(CELLS)
    ]
    lines = [
        IssueLine(m.sheet, m.row, m.column, "栏目", "值", m.severity, "BEN-101", m.text)
        for m in marks
    ]
    result = mark_workbook(source, target, marks, lines, title="测速")
    return {"patched": result.patched}
