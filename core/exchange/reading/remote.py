"""Reading an uploaded file in a child process with bounded memory and time."""

from __future__ import annotations

import fcntl
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import astuple
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from core.exchange.reading.limits import DEFAULT_LIMITS, MIB, Limits
from core.exchange.reading.refusals import FileRefused, size_text
from core.exchange.reading.sheets import Merge, SheetInfo, SheetRow
from core.exchange.reading.wire import Block, dump, load, unpack_rows

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_AT_CLOSE = 5


def read_in_child(path: Path, limits: Limits = DEFAULT_LIMITS) -> RemoteWorkbook:
    """Open a file of unknown origin in a child process; raises ``FileRefused``."""
    return RemoteWorkbook(path, limits)


def _widen(connection: Connection) -> None:
    """Let the child read ahead while this process is busy; a narrow pipe only makes it wait."""
    with suppress(PermissionError):
        fcntl.fcntl(connection.fileno(), fcntl.F_SETPIPE_SZ, MIB)


class RemoteWorkbook:
    """A workbook that a child process reads; see ``Workbook``.

    One sheet is read at a time: asking for other rows ends the iteration begun before.
    """

    def __init__(self, path: Path, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._request = 0
        asked, self._questions = Pipe(duplex=False)
        self._answers, answering = Pipe(duplex=False)
        _widen(self._answers)
        theirs = [asked.fileno(), answering.fileno()]
        command = [sys.executable, "-m", "core.exchange.reading.child", *map(str, theirs)]
        with asked, answering:
            self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command, cwd=ROOT, pass_fds=theirs, stdin=subprocess.DEVNULL
            )
        self.path_used: dict[int, str] = {}
        self.stopped_at: dict[int, int] = {}
        try:
            request = self._ask(str(path.resolve()), astuple(limits))
            _, self.kind, sheets, self.date1904 = self._receive(request)
        except BaseException:
            self.close()
            raise
        self.sheets = [SheetInfo(*sheet) for sheet in sheets]

    def rows(self, sheet_index: int, start: int = 1) -> Iterator[SheetRow]:
        """Yield the rows with content from row number ``start`` on; raises ``FileRefused``."""
        self.sheets[sheet_index]
        request = self._ask("rows", sheet_index, start)
        while self._request == request:
            answer = self._receive(request)
            if answer[0] == "rows":
                yield from unpack_rows(Block(*answer[1:]))
                continue
            _, self.path_used[sheet_index], stopped = answer
            if stopped is not None:
                self.stopped_at[sheet_index] = stopped
            return

    def merged(self, sheet_index: int) -> list[Merge]:
        """Return the merged ranges of a sheet in file order; raises ``FileRefused``."""
        answer = self._receive(self._ask("merged", sheet_index))
        return list(answer[1])

    def close(self) -> None:
        """End the child; a second call does nothing."""
        self._questions.close()
        self._answers.close()
        if self._child.poll() is None:
            self._child.kill()
        self._child.wait(PATIENCE_AT_CLOSE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, *arguments: Any) -> int:
        self._request += 1
        try:
            self._questions.send_bytes(dump((self._request, *arguments)))
        except OSError as error:
            raise self._death() from error
        return self._request

    def _receive(self, request: int) -> tuple[Any, ...]:
        """Return the next answer to this request, without its number."""
        while True:
            try:
                if not self._answers.poll(self._limits.wall_seconds):
                    self._child.kill()
                    raise FileRefused("FILE-TOO-SLOW", limit=self._limits.wall_seconds)
                number, *answer = load(self._answers.recv_bytes())
            except (EOFError, OSError, pickle.UnpicklingError) as error:
                raise self._death() from error
            if number != request:
                continue
            if answer[0] == "refused":
                raise FileRefused(answer[1], **answer[2])
            return tuple(answer)

    def _death(self) -> FileRefused:
        """Say why the child ended."""
        try:
            code = self._child.wait(PATIENCE_AT_CLOSE)
        except subprocess.TimeoutExpired:
            self._child.kill()
            code = self._child.wait()
        if code == -signal.SIGXCPU:
            return FileRefused("FILE-TOO-SLOW", limit=self._limits.cpu_seconds)
        if code == -signal.SIGKILL:
            return FileRefused("FILE-MEMORY", limit=size_text(self._limits.memory_bytes))
        return FileRefused("FILE-READER", detail=f"退出码 {code}")
