"""What every answer carries and every request must satisfy, whatever the page."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def nonce() -> str:
    """Return the nonce that lets this answer's own scripts run."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def policy() -> str:
    """Return the content security policy: nothing inline, nothing from elsewhere."""
    own = f"'self' 'nonce-{nonce()}'"
    return "; ".join([
        "default-src 'none'", f"script-src {own}", f"style-src {own}", "img-src 'self' data:",
        "font-src 'self'", "connect-src 'self'", "form-action 'self'", "base-uri 'none'",
        "frame-ancestors 'none'", "object-src 'none'",
    ])


def protect(app: Flask) -> None:
    """Refuse requests that other sites send, and put the headers on every answer."""
    app.before_request(refuse_foreign_origin)
    app.after_request(add_headers)


def refuse_foreign_origin() -> None:
    """Answer 400 to a change that a page of another site asks for."""
    origin = request.headers.get("Origin")
    if request.method in UNSAFE and origin and urlsplit(origin).netloc != request.host:
        abort(400, "请求来自别的网站，已拒绝。")


def add_headers(response: Response) -> Response:
    """Add the security headers; pages are never kept by a browser or a proxy."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", policy())
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if (request.endpoint or "").endswith("static"):
        response.headers["Cache-Control"] = "public, max-age=3600"
    else:
        response.headers["Cache-Control"] = "no-store"
    return response


def safe_next(url: str | None) -> str:
    """Return a path on this site that one may be sent to after login, else ``/``."""
    if not url or not url.startswith("/") or url.startswith(("//", "/\\")):
        return "/"
    lowered = url.casefold()
    if any(ord(mark) < 33 or mark == "\\" for mark in url):
        return "/"
    if any(hidden in lowered for hidden in ("%5c", "%09", "%0a", "%0d", "%2f%2f")):
        return "/"
    parts = urlsplit(url)
    return "/" if parts.scheme or parts.netloc else url
