"""Passwords: slow salted hashes, used exactly as typed, and what a new one must be."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LONGEST = 256
SHORTEST = 10
CLASSES = 3

_hasher = PasswordHasher()


def password_hash(password: str) -> str:
    """Return the Argon2id hash that is stored for a password."""
    return _hasher.hash(password)


def password_matches(stored: str | None, password: str) -> bool:
    """Tell whether a password fits; as slow for an account that does not exist."""
    try:
        _hasher.verify(stored or _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


@cache
def _nobody() -> str:
    """A hash that no password is known for, compared when there is no account."""
    return _hasher.hash("nobody has this password")


def weakness(password: str, username: str) -> str:
    """Return in Chinese what a new password lacks, or an empty string."""
    found = sum((
        any(mark.islower() for mark in password), any(mark.isupper() for mark in password),
        any(mark.isdigit() for mark in password), any(not mark.isalnum() for mark in password),
    ))
    if len(password) < SHORTEST:
        return f"新密码至少要有 {SHORTEST} 个字符"
    if len(password) > LONGEST:
        return f"新密码最多 {LONGEST} 个字符"
    if found < CLASSES and len(password) < 2 * SHORTEST:
        return "新密码要有大写、小写、数字、符号中的三种，或者是二十个字以上的一句话"
    if username and username.casefold() in password.casefold():
        return "新密码里不要出现用户名"
    return ""
