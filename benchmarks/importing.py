"""Tianbao's import of a workbook: read and checked, staged and compared, stored."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from shutil import copyfile
from typing import Any

from benchmarks.college import bench_instance
from core.access import SYSTEM_ACTOR
from core.database import reading
from core.exchange.importing import Batch, prepare, store
from core.instance import Instance
from core.rounds.department import find_department
from core.rounds.round import load_round

TABLE = "bench.person"
OWNER = "人事处"


def prepare_book(instance: Instance, book: Path) -> Batch:
    """Read, check and stage a workbook of the benchmark's table; raises when it has a question."""
    with reading(instance.engine) as connection:
        round = load_round(connection)
        department = find_department(connection, OWNER).id
    batch = prepare(instance, SYSTEM_ACTOR, round, TABLE, department, book, book.name)
    if not isinstance(batch, Batch):
        raise TypeError(f"{book.name} leaves a column in doubt")
    return batch


def step(book: str, keep: str = "") -> tuple[float, dict[str, Any]]:
    """Import ``book`` into a fresh instance; keep its database as ``keep`` when that is given."""
    with tempfile.TemporaryDirectory() as folder:
        instance = bench_instance(Path(folder))
        busy = time.process_time()
        begin = time.perf_counter()
        batch = prepare_book(instance, Path(book))
        preparing = time.perf_counter() - begin
        begin = time.perf_counter()
        stored = store(instance, SYSTEM_ACTOR, batch.id, keep_good_rows=True)
        storing = time.perf_counter() - begin
        busy = time.process_time() - busy
        instance.engine.dispose()
        if keep:
            copyfile(Path(folder, "instance", "tianbao.sqlite"), keep)
    facts = {"preparing": preparing, "storing": storing, "processor": busy, **stored.counts}
    return preparing + storing, facts
