"""Passwords: slow salted hashes, used exactly as typed, and what a new one must be."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.configuration import AccountRules

LONGEST = 256
SHORTEST = {"gb": 10, "asvs": 12}
CLASSES = 3
COMMON = Path(__file__).with_name("common_passwords.txt")
"""The 3,000 commonest passwords of public lists, as Django ships them, commonest first."""

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
    return bool(stored)


@cache
def _nobody() -> str:
    """A hash that no password is known for, compared when there is no account."""
    return _hasher.hash("nobody has this password")


@cache
def _common() -> frozenset[str]:
    return frozenset(COMMON.read_text(encoding="utf-8").split())


def shortest(rules: AccountRules) -> int:
    """Return how many characters a new password must have."""
    return max(SHORTEST[rules.passwords], rules.shortest)


def demands(rules: AccountRules) -> str:
    """Return in Chinese what a new password must be, for the help beside the field."""
    least = shortest(rules)
    if rules.passwords == "asvs":
        return f"至少 {least} 个字符，不要用常见的密码，也不要含用户名或教工号。"
    return (
        f"至少 {least} 个字符，含大写、小写、数字、符号中的三种；或一句 {2 * least} 个字以上的话。"
    )


def weakness(password: str, personal: Iterable[str], rules: AccountRules) -> str:
    """Return in Chinese what a new password lacks, or an empty string.

    ``personal`` are words that it must not hold: the username, the staff number.
    """
    least = shortest(rules)
    if len(password) < least:
        return f"新密码至少要有 {least} 个字符"
    if len(password) > LONGEST:
        return f"新密码最多 {LONGEST} 个字符"
    if rules.passwords == "gb" and classes(password) < CLASSES and len(password) < 2 * least:
        return f"新密码要有大写、小写、数字、符号中的三种，或者是 {2 * least} 个字以上的一句话"
    if is_common(password):
        return "这个密码太常见，很容易被猜到，请换一个"
    folded = password.casefold()
    if any(word and len(word) > 2 and word.casefold() in folded for word in personal):
        return "新密码里不要出现用户名或教工号"
    return ""


def classes(password: str) -> int:
    """Return how many of lower case, upper case, digits and signs there are in a password."""
    return sum((
        any(mark.islower() for mark in password), any(mark.isupper() for mark in password),
        any(mark.isdigit() for mark in password), any(not mark.isalnum() for mark in password),
    ))


def is_common(password: str) -> bool:
    """Tell whether a password is one of the commonest, or one with digits and signs around it."""
    folded = password.casefold()
    core = folded.strip("0123456789!@#$%^&*()_+-=.,?~ ")
    return folded in _common() or core in _common() or len(set(folded)) < 4
