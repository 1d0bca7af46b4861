"""The browser of the end-to-end tests: the one the operating system brings."""

from __future__ import annotations

import shutil
from typing import Any

import pytest


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start Debian's chromium; nothing is downloaded for the tests."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("没有 chromium：请先执行 apt-get install chromium fonts-wqy-microhei")
    # Chromium refuses to run as root with its sandbox; the tests show it only our own pages.
    return browser_type_launch_args | {"executable_path": chromium, "args": ["--no-sandbox"]}
