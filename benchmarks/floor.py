"""The floor of an import: reading by python-calamine and one raw executemany of the same rows."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from pathlib import Path
from typing import Any

import python_calamine

from benchmarks.college import bench_instance
from core.database import PRAGMAS

ROWS = "bench_person"


def step(book: str, stored: str) -> tuple[float, dict[str, Any]]:
    """Read ``book``, and insert the rows of the database ``stored`` into an empty table like it.

    The table has the columns and indexes that an import writes; making the rows
    from the cells costs nothing here.
    """
    begin, busy = time.perf_counter(), time.process_time()
    sheet = python_calamine.CalamineWorkbook.from_path(book).get_sheet_by_index(0)
    read = sum(1 for _ in sheet.iter_rows())
    reading = time.perf_counter() - begin
    busy = time.process_time() - busy
    del sheet
    rows = _stored(Path(stored))
    with tempfile.TemporaryDirectory() as folder:
        bench_instance(Path(folder))
        connection = sqlite3.connect(Path(folder, "instance", "tianbao.sqlite"))
        for pragma in PRAGMAS:
            connection.execute(pragma)
        marks = ", ".join("?" * len(rows[0]))
        begin, more = time.perf_counter(), time.process_time()
        with connection:
            connection.executemany(f"INSERT INTO {ROWS} VALUES ({marks})", rows)
        inserting = time.perf_counter() - begin
        busy += time.process_time() - more
        connection.close()
    facts = {"rows": read, "reading": reading, "inserting": inserting, "processor": busy}
    return reading + inserting, facts


def _stored(path: Path) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(path)
    rows = connection.execute(f"SELECT * FROM {ROWS}").fetchall()
    connection.close()
    return rows
