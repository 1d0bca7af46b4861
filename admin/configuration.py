"""What the web application is set to: Flask's own settings with our defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

MEBIBYTE = 1024 * 1024
UPLOAD_LIMIT = 50 * MEBIBYTE
FORM_OVERHEAD = MEBIBYTE
"""What the other fields of an upload form may take besides the file."""

DEFAULTS: Mapping[str, Any] = {
    "MAX_CONTENT_LENGTH": UPLOAD_LIMIT + FORM_OVERHEAD,
    "MAX_FORM_MEMORY_SIZE": 2 * MEBIBYTE,
    "SESSION_COOKIE_NAME": "tianbao",
    "TRUSTED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
    # A token lives as long as its session: typing a long form must not make it invalid.
    "WTF_CSRF_TIME_LIMIT": None,
    "BABEL_DEFAULT_LOCALE": "zh_Hans_CN",
    "BABEL_DEFAULT_TIMEZONE": "Asia/Shanghai",
    "TEMPLATES_AUTO_RELOAD": False,
    "PROXIES": 0,
}
"""``PROXIES`` is the number of trusted reverse proxies in front of the application."""

HOSTS, PROXIES = "TIANBAO_HOSTS", "TIANBAO_PROXIES"


def from_environment(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return what the environment says: the names under which the site is reached, and proxies.

    ``TIANBAO_HOSTS`` lists host names between commas, in addition to this machine's own.
    """
    found: dict[str, Any] = {}
    if hosts := [host.strip() for host in environment.get(HOSTS, "").split(",") if host.strip()]:
        found["TRUSTED_HOSTS"] = [*DEFAULTS["TRUSTED_HOSTS"], *hosts]
    if proxies := environment.get(PROXIES, ""):
        found["PROXIES"] = int(proxies)
    return found
