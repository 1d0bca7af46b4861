"""How long a command and the site take to start, as processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.measuring import ROOT

COMMANDS = {
    "nothing": ("-c", "pass"),
    "help": ("-m", "admin", "--help"),
    "site": ("-c", "import admin; admin.create_app()"),
}


def step(what: str, instance: str) -> tuple[float, dict[str, Any]]:
    """Run one of the commands with the instance folder ``instance``, which is made when missing."""
    environment = {**os.environ, "TIANBAO_INSTANCE": instance}
    if not Path(instance, "key").exists():
        _run(("-m", "admin", "init"), environment)
    begin = time.perf_counter()
    _run(COMMANDS[what], environment)
    return time.perf_counter() - begin, {}


def _run(arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
