"""Codes by the vectors of RFC 4226 and RFC 6238, and each accepted once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from admin.accounts.factors import FACTORS, Factors
from admin.accounts.totp import code_of, counter_at, matching, typed_secret
from core.database import connect, reading

SECRET = b"12345678901234567890"
NOW = datetime(2025, 8, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("counter, code", [*enumerate(
    "755224 287082 359152 969429 338314 254676 287922 162583 399871 520489".split()
)])
def test_vectors_of_rfc_4226(counter: int, code: str) -> None:
    assert code_of(SECRET, counter) == code


@pytest.mark.parametrize("seconds, code", [
    (59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"),
    (1234567890, "89005924"), (2000000000, "69279037"), (20000000000, "65353130"),
])
def test_vectors_of_rfc_6238(seconds: int, code: str) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert code_of(SECRET, counter_at(moment), 8) == code


@pytest.mark.parametrize("seconds, accepted", [(-60, False), (-25, True), (25, True), (60, False)])
def test_a_clock_may_be_a_little_off(seconds: int, accepted: bool) -> None:
    code = code_of(SECRET, counter_at(NOW + timedelta(seconds=seconds)))
    assert (matching(SECRET, code, NOW, 0) is not None) is accepted


def test_a_code_is_typed_with_or_without_a_gap_but_used_once() -> None:
    code = code_of(SECRET, counter_at(NOW))
    used = matching(SECRET, f"{code[:3]} {code[3:]}", NOW, 0)
    assert used == counter_at(NOW)
    assert matching(SECRET, code, NOW, used) is None
    assert matching(SECRET, "１２３４５６", NOW, 0) is None


@pytest.fixture
def factors(tmp_path: Path) -> Factors:
    engine = connect(f"sqlite:///{tmp_path / 'f.sqlite'}")
    FACTORS.create(engine)
    return Factors(engine, b"key of the instance")


def test_an_authenticator_counts_only_when_it_was_confirmed(factors: Factors) -> None:
    secret = factors.pending("office")
    assert factors.pending("office") == secret
    code = code_of(secret, counter_at(NOW))
    assert not factors.accepts("office", code, NOW)
    assert not factors.confirm("office", "000000", NOW)
    assert factors.confirm("office", code, NOW)
    assert factors.pending("office") == b""
    assert not factors.accepts("office", code, NOW), "the code that confirmed is used up"
    later = NOW + timedelta(seconds=30)
    assert factors.accepts("office", code_of(secret, counter_at(later)), later)


def test_a_recovery_code_opens_once(factors: Factors) -> None:
    secret = factors.pending("office")
    codes = factors.confirm("office", code_of(secret, counter_at(NOW)), NOW)
    assert len(set(codes)) == 8
    assert factors.accepts("office", f"{codes[0][:5]}-{codes[0][5:].lower()}", NOW)
    assert not factors.accepts("office", codes[0], NOW)
    assert not factors.accepts("head", codes[1], NOW)


def test_a_copy_of_the_database_opens_nothing(factors: Factors) -> None:
    secret = factors.pending("office")
    codes = factors.confirm("office", code_of(secret, counter_at(NOW)), NOW)
    with reading(factors.engine) as connection:
        stored = str(connection.execute(sa.select(FACTORS)).all())
    plain = [secret.hex(), typed_secret(secret).replace(" ", ""), *codes]
    assert not [word for word in plain if word in stored]
    thief = Factors(factors.engine, b"another key")
    later = NOW + timedelta(seconds=30)
    assert not thief.accepts("office", code_of(secret, counter_at(later)), later)
