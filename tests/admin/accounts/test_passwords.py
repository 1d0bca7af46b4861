"""What a password must be, and how it is kept."""

from __future__ import annotations

import pytest

from admin.accounts.passwords import demands, password_hash, password_matches, weakness
from core.configuration import AccountRules


def test_a_hash_is_slow_salted_and_of_the_whole_password() -> None:
    long = "长长的密码 with 😀 " * 8
    stored = password_hash(long)
    assert stored.startswith("$argon2id$")
    assert stored != password_hash(long)
    assert password_matches(stored, long)
    assert not password_matches(stored, long[:-1])
    assert not password_matches(stored, long.strip())


def test_nobody_has_no_password() -> None:
    assert not password_matches(None, "nobody has this password")
    assert not password_matches("", "")


@pytest.mark.parametrize("password, lacks", [
    ("Ab1-Ab1-Ab", ""),
    ("short-A1", "至少要有 10"),
    ("onlylowercase", "三种"),
    ("一句二十个字以上的话也可以当作密码来使用的", ""),
    ("x" * 300, "最多"),
    ("Filler-2025-x", "用户名或教工号"),
    ("Mein-t0042-Wort", "用户名或教工号"),
    ("Password123!", "太常见"),
    ("Qwertyuiop1", "太常见"),
    ("aaaaaaaaaaaaaaaaaaaaaaaa", "太常见"),
])
def test_what_a_new_password_lacks(password: str, lacks: str) -> None:
    said = weakness(password, ("filler", "T0042"), AccountRules())
    assert lacks in said
    assert bool(lacks) == bool(said)


@pytest.mark.parametrize("password, lacks", [
    ("korrektpferd", ""), ("Korrekt-1", "至少要有 12"), ("iloveyou1234", "太常见"),
    ("k" * 11 + "o" * 60, "太常见"), ("korrekt pferd batterie heftklammer" * 2, ""),
])
def test_the_other_profile_asks_for_length_only(password: str, lacks: str) -> None:
    said = weakness(password, ("filler",), AccountRules(passwords="asvs"))
    assert lacks in said
    assert bool(lacks) == bool(said)


def test_a_college_may_ask_for_more() -> None:
    rules = AccountRules(shortest=16)
    assert "16" in weakness("Ab1-Ab1-Ab1-Ab1", (), rules)
    assert "16" in demands(rules)
