"""Writing the workbooks that everything is measured with; a step, for it takes much memory."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.college import bench_registry, write_workbook
from benchmarks.faults import rows
from benchmarks.unusual import write_unusual


def step(folder: str, count: str) -> tuple[float, dict[str, Any]]:
    """Write ``usual.xlsx`` and ``unusual.xlsx`` with ``count`` rows into ``folder``."""
    begin = time.perf_counter()
    usual = Path(folder, f"usual-{count}.xlsx")
    with tempfile.TemporaryDirectory() as definitions:
        write_workbook(usual, bench_registry(Path(definitions)), rows(int(count)))
    unusual = Path(folder, f"unusual-{count}.xlsx")
    write_unusual(usual, unusual)
    return time.perf_counter() - begin, {"usual": str(usual), "unusual": str(unusual)}
