"""The child process that reads an uploaded file: ``python -m core.exchange.reading.child FD FD``.

It reads requests from one pipe until that is closed, and answers on another.  A new request
ends the rows still being sent for an earlier one.  Each answer bears the number of its request.
"""

from __future__ import annotations

import gc
import resource
import signal
import sys
from collections.abc import Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from core.exchange.reading.limits import Limits
from core.exchange.reading.opening import open_workbook
from core.exchange.reading.refusals import FileRefused, size_text
from core.exchange.reading.sheets import SheetRow, Workbook
from core.exchange.reading.wire import dump, load, pack_rows

BLOCK_ROWS = 500
BLOCK_CELLS = 100_000


def main(questions: int, answers: int) -> None:
    """Serve one workbook over the pipes with these file descriptors."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Reading makes millions of small objects and no cycles; looking for cycles costs a fifth.
    gc.disable()
    try:
        serve(Connection(questions, writable=False), Connection(answers, readable=False))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def serve(questions: Connection, answers: Connection) -> None:
    """Open the file named by the first request, then answer until EOFError."""
    request, path, bounds = load(questions.recv_bytes())
    limits = Limits(*bounds)
    limit_resources(limits)
    workbook: Workbook | None = None
    arguments: tuple[Any, ...] = ("open", path)
    while True:
        try:
            if workbook is None:
                workbook = open_workbook(Path(path), limits)
            answer(questions, answers, request, workbook, arguments)
        except FileRefused as refusal:
            answers.send_bytes(dump((request, "refused", refusal.code, refusal.facts)))
        except MemoryError:
            facts = {"limit": size_text(limits.memory_bytes)}
            answers.send_bytes(dump((request, "refused", "FILE-MEMORY", facts)))
        request, *rest = load(questions.recv_bytes())
        arguments = tuple(rest)


def answer(
    questions: Connection, answers: Connection, request: int, workbook: Workbook,
    arguments: tuple[Any, ...],
) -> None:
    """Answer one request: ``open``, ``merged`` or ``rows``."""
    match arguments:
        case ("merged", int(index)):
            answers.send_bytes(dump((request, "merged", workbook.merged(index))))
        case ("rows", int(index), int(start)):
            for block in blocks(workbook.rows(index, start)):
                if questions.poll():
                    return
                answers.send_bytes(dump((request, "rows", *pack_rows(block))))
            outcome = (workbook.path_used[index], workbook.stopped_at.get(index))
            answers.send_bytes(dump((request, "end", *outcome)))
        case _:
            sheets = [tuple(sheet) for sheet in workbook.sheets]
            facts = (workbook.kind, sheets, workbook.date1904)
            answers.send_bytes(dump((request, "opened", *facts)))


def blocks(rows: Iterator[SheetRow]) -> Iterator[list[SheetRow]]:
    """Cut rows into blocks; the first are short, so that whoever looks for a header need not wait.

    Very wide rows make shorter blocks: a block must stay small in memory.
    """
    size = 50
    while block := list(islice(rows, size)):
        yield block
        widest = max(len(row.cells) for row in block)
        size = max(1, min(BLOCK_ROWS, BLOCK_CELLS // widest))


def limit_resources(limits: Limits) -> None:
    """Bound this process's address space and processor time."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    seconds = limits.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
