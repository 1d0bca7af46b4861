"""The browser of the end-to-end tests, the one the operating system brings, and a running site."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from werkzeug.serving import make_server

from tests.admin.conftest import PASSWORD, Site, build_site


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start Debian's chromium; nothing is downloaded for the tests."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("没有 chromium：请先执行 apt-get install chromium fonts-wqy-microhei")
    # Chromium refuses to run as root with its sandbox; the tests show it only our own pages.
    return browser_type_launch_args | {"executable_path": chromium, "args": ["--no-sandbox"]}


@dataclass
class LiveSite:
    """A site that a browser can reach."""

    site: Site
    address: str

    def sign_in(self, page: Page, username: str) -> None:
        page.goto(f"{self.address}/login")
        page.fill("#username", username)
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        page.wait_for_url(f"{self.address}/")


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveSite]:
    """The sample college, served on a free port."""
    site = build_site(tmp_path / "instance", f"sqlite:///{tmp_path / 'tianbao.sqlite'}")
    server = make_server("127.0.0.1", 0, site.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield LiveSite(site, f"http://127.0.0.1:{server.port}")
    server.shutdown()
    thread.join()
    server.server_close()
    site.instance.close()
