"""Running one step in a process of its own, and telling how long it took and how much memory."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)
BETWEEN_LOOKS = 0.05


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run of a step came to: seconds by the clock, memory in MB, and facts of its own.

    ``memory`` adds the peaks of the process and its children, wherever in time
    they were: what was held at once is at most this.
    """

    seconds: float
    memory: float
    facts: dict[str, Any]


def run_step(module: str, *arguments: str) -> Measured:
    """Run ``step(*arguments)`` of a module in a fresh process; raises when it fails.

    The step times itself, so that imports and preparations do not count, and
    returns its seconds and facts.
    """
    command = [sys.executable, "-m", "benchmarks.measuring", module, *arguments]
    peaks: dict[int, int] = {}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            for pid in family(process.pid):
                peaks[pid] = max(peaks.get(pid, 0), peak_of(pid))
            time.sleep(BETWEEN_LOOKS)
        output = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    answer = json.loads(output.splitlines()[-1])
    return Measured(answer["seconds"], sum(peaks.values()) / 1024, answer["facts"])


def family(pid: int) -> Iterator[int]:
    """Yield a process and its children, grandchildren too, as long as they live."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))


def peak_of(pid: int) -> int:
    """Return the most memory in kB that a process ever held; 0 when it has ended."""
    try:
        found = PEAK.search(Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def best_and_median(runs: Sequence[Measured]) -> tuple[float, float]:
    """Return the shortest and the median seconds."""
    seconds = [run.seconds for run in runs]
    return min(seconds), median(seconds)


def main(module: str, arguments: Sequence[str]) -> None:
    """Run one step here and print what it came to as the last line, in JSON."""
    seconds, facts = importlib.import_module(module).step(*arguments)
    print(json.dumps({"seconds": seconds, "facts": facts}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
