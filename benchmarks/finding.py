"""What Tianbao finds in the benchmark's workbook, and how long it takes: the import's preview."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.college import bench_instance
from benchmarks.importing import prepare_book


def step(book: str) -> tuple[float, dict[str, Any]]:
    """Read and check ``book`` without storing it."""
    with tempfile.TemporaryDirectory() as folder:
        instance = bench_instance(Path(folder))
        begin = time.perf_counter()
        batch = prepare_book(instance, Path(book))
        seconds = time.perf_counter() - begin
        instance.close()
    return seconds, {"findings": [(issue.row or 0, issue.field) for issue in batch.issues]}
