"""What the web application is set to: Flask's own settings with our defaults."""

from __future__ import annotations

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
