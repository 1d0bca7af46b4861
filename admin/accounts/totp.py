"""Codes that change every half minute: RFC 4226 and RFC 6238, by the standard library."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import quote

STEP = 30
"""Seconds for which a code counts."""
DIGITS = 6
DRIFT = 1
"""How many steps the clock of an authenticator may be ahead or behind."""
SECRET_BYTES = 20


def code_of(secret: bytes, counter: int, digits: int = DIGITS) -> str:
    """Return the code of a step (RFC 4226, section 5.3)."""
    digest = hmac.new(secret, counter.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def counter_at(moment: datetime) -> int:
    """Return the step of a moment (RFC 6238, section 4.2)."""
    return int(moment.timestamp()) // STEP


def matching(secret: bytes, typed: str, moment: datetime, last: int) -> int | None:
    """Return the step whose code was typed, or None; steps up to ``last`` are used up.

    RFC 6238 asks that a code is never accepted twice (section 5.2).
    """
    plain = "".join(typed.split())
    now = counter_at(moment)
    found = None
    for counter in range(now - DRIFT, now + DRIFT + 1):
        same = hmac.compare_digest(code_of(secret, counter).encode(), plain.encode())
        if same and counter > last:
            found = counter
    return found


def typed_secret(secret: bytes) -> str:
    """Return the secret as one types it into an authenticator, in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address(secret: bytes, username: str, issuer: str) -> str:
    """Return the ``otpauth`` address that a QR code holds."""
    plain = base64.b32encode(secret).decode()
    return f"otpauth://totp/{quote(issuer)}:{quote(username)}?secret={plain}&issuer={quote(issuer)}"
