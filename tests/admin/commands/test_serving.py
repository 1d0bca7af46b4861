"""``tianbao serve``: a real server answers, and stops when it is told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from typing import Any

import pytest

from admin.commands.serving import require_free
from core.errors import Refused
from core.instance import ROOT, VARIABLE

SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status_of(port: int, path: str) -> int:
    """Return the status of a page, asking again until the server is there."""
    until = time.monotonic() + SECONDS
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        finally:
            connection.close()


def test_the_site_is_served_until_told_to_stop(tianbao: Any) -> None:
    port = free_port()
    environment = {**os.environ, VARIABLE: str(tianbao.folder), "PYTHONIOENCODING": "utf-8"}
    server = subprocess.Popen(
        [sys.executable, "-m", "admin", "serve", "--port", str(port), "--workers", "1"],
        cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    try:
        assert status_of(port, "/login") == 200
        again = tianbao("serve", "--port", port)
        assert again.exit_code == 2
        assert "可能已被占用" in again.stderr
    finally:
        server.send_signal(signal.SIGTERM)
        _, said = server.communicate(timeout=SECONDS)
    assert server.returncode == 0
    assert said.splitlines()[0] == f"http://127.0.0.1:{port} 已提供服务，按 Ctrl+C 停止"


def test_an_address_that_is_not_ours_is_refused() -> None:
    with pytest.raises(Refused, match="不能监听"):
        require_free("203.0.113.1", 8000)
