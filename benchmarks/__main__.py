"""``python -m benchmarks``: everything measured in one run, printed as the tables of the README."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.faults import reference, score
from benchmarks.measuring import Measured, best_and_median, run_step

TURNS = 3
LARGE, SMALL = 100_000, 10_000
PEERS = {
    "Tianbao (preview of an import)": "benchmarks.finding",
    "django-import-export (dry run)": "benchmarks.peers.django_import",
    "frictionless": "benchmarks.peers.frictionless_report",
    "pandera (pandas, lazy)": "benchmarks.peers.pandera_schema",
}


def main() -> None:
    """Measure and print; what is only progress goes to stderr."""
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = Path(name)
        day = f"{datetime.now(UTC):%Y-%m-%d}"
        machine = f"{os.cpu_count()} cores, {_processor()}, Python {platform.python_version()}"
        print(f"{day}, {machine}\n")
        imports(folder)
        marking(folder)
        starting(folder)
        peers(folder)


def imports(folder: Path) -> None:
    """Compare the import of 100,000 rows with its floor, in turns."""
    books = _run("benchmarks.books", str(folder), str(LARGE)).facts
    kept = str(folder / "kept.sqlite")
    runs: dict[str, list[Measured]] = {"floor": [], "usual": [], "unusual": []}
    for _ in range(TURNS):
        runs["usual"].append(_run("benchmarks.importing", books["usual"], kept))
        runs["floor"].append(_run("benchmarks.floor", books["usual"], kept))
        runs["unusual"].append(_run("benchmarks.importing", books["unusual"]))
    best, middle = best_and_median(runs["floor"])
    print(f"| {LARGE:,} rows × 30 columns | best s | median s | ratio of best | of medians | MB "
          "| processor s | ratio |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|")
    least = min(run.facts["processor"] for run in runs["floor"])
    names = {
        "floor": "floor: python-calamine + one executemany",
        "usual": "import, shared strings (goal: 2.0)",
        "unusual": "import, unusual XML (goal: 3.5)",
    }
    for key, label in names.items():
        quick, usual = best_and_median(runs[key])
        memory = max(run.memory for run in runs[key])
        busy = min(run.facts["processor"] for run in runs[key])
        print(f"| {label} | {quick:.2f} | {usual:.2f} | {quick / best:.2f} | {usual / middle:.2f} "
              f"| {memory:.0f} | {busy:.2f} | {busy / least:.2f} |")  # fmt: skip
    print()


def marking(folder: Path) -> None:
    """Compare marking 500 cells of 10,000 rows with openpyxl's load and save."""
    book = _run("benchmarks.books", str(folder), str(SMALL)).facts["usual"]
    tools = ("openpyxl", "tianbao")
    runs = {t: [_run("benchmarks.marking", t, book) for _ in range(TURNS)] for t in tools}
    peer, ours = (best_and_median(runs[tool])[0] for tool in tools)
    print(f"| 500 cells marked in {SMALL:,} rows | best s | ratio |\n|---|---|---|")
    print(f"| openpyxl, load and save | {peer:.2f} | 1.00 |")
    print(f"| marking (goal: 0.33) | {ours:.2f} | {ours / peer:.2f} |\n")


def starting(folder: Path) -> None:
    """Time the start of the command and of the site."""
    labels = {
        "nothing": "python -c pass",
        "help": "tianbao --help (goal: 0.4 s)",
        "site": "site with all tables (goal: 2 s)",
    }
    instance = str(folder / "instance")
    runs = {
        what: [_run("benchmarks.starting", what, instance) for _ in range(TURNS)]
        for what in labels
    }
    floor = best_and_median(runs["nothing"])[0]
    print("| start of a fresh process | best s | median s | ratio |\n|---|---|---|---|")
    for what, label in labels.items():
        best, middle = best_and_median(runs[what])
        print(f"| {label} | {best:.2f} | {middle:.2f} | {best / floor:.0f} |")
    print()


def peers(folder: Path) -> None:
    """Let the peers find the same faults in the same workbook."""
    book = str(folder / f"usual-{SMALL}.xlsx")
    faults = reference(SMALL)
    heading = f"{SMALL:,} rows, {len(faults)} faults"
    print(f"| {heading} | best s | ratio | found | missed | extra | MB |")
    print("|---|---|---|---|---|---|---|")
    first = 0.0
    for label, module in PEERS.items():
        runs = [_run(module, book) for _ in range(TURNS)]
        best = best_and_median(runs)[0]
        first = first or best
        result = score([(row, field) for row, field in runs[0].facts["findings"]], faults)
        memory = max(run.memory for run in runs)
        print(f"| {label} | {best:.2f} | {best / first:.1f} | {result.found} | {result.missed} "
              f"| {result.extra} | {memory:.0f} |")  # fmt: skip


def _run(module: str, *arguments: str) -> Measured:
    begin = time.perf_counter()
    measured = run_step(module, *arguments)
    took = time.perf_counter() - begin
    print(f"{module} {measured.seconds:.2f} s ({took:.0f} s in all)", file=sys.stderr)
    return measured


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


if __name__ == "__main__":
    main()
