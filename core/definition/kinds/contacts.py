"""Kinds of addresses at which people are reached: telephone, mail, web."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from core.definition.field import Field
from core.definition.kinds.base import ColumnParser, Kind, Parsed, Parser, Reading
from core.definition.kinds.entry import Entered, EnteredKind, Notes, Reader
from core.definition.kinds.findings import Unreadable
from core.definition.kinds.words import word_reader

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LAND_LINE = re.compile(r"(0[0-9]{2,3})-([0-9]{7,8})(?:-([0-9]{1,6}))?")
_BARE_LAND_LINE = re.compile(r"[2-9][0-9]{6,7}(?:-[0-9]{1,6})?")
_SERVICE = re.compile(r"([48]00)-?([0-9]{3})-?([0-9]{4})")
_EXTENSION = re.compile(r"(?:转|分机|转分机|EXT\.?|X)[:.]?([0-9]{1,6})\Z", re.IGNORECASE)
_CHINA = re.compile(r"\A(?:\+|00)86-?")
_LABEL = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|xn--[a-z0-9-]+)", re.IGNORECASE)
_PLAIN_LOCAL = re.compile(r"[A-Za-z0-9_]{1,60}(?:[.+-][A-Za-z0-9_]{1,60}){0,3}")
LONGEST = 500
LONGEST_LOCAL = 64
LONGEST_ADDRESS = 254


@lru_cache(maxsize=4096)
def _sound_domain(domain: str) -> bool:
    """Tell whether mail can be addressed to a domain written like that."""
    try:
        address = validate_email(f"a@{domain}", check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return bool(address.normalized == f"a@{domain}")


def _dashed(text: str) -> str:
    """Return a telephone number with one kind of dash and no blanks or brackets."""
    text = re.sub(r"[—–‐‑_/]+", "-", text.replace(" ", "-"))
    text = re.sub(r"[()]", "-", text)
    text = _EXTENSION.sub(r"-\1", text)
    return re.sub(r"-{2,}", "-", text).strip("-")


def mobile_of(text: str) -> str | None:
    """Return the eleven digits of a mobile number, or None when it is none."""
    digits = _CHINA.sub("", text).replace("-", "")
    return digits if _MOBILE.fullmatch(digits) else None


def land_line_of(text: str) -> str | None:
    """Return a land line as area code, number and extension, or None when it is none."""
    number = _CHINA.sub("", text)
    if number != text and not number.startswith("0"):
        number = "0" + number
    if _LAND_LINE.fullmatch(number):
        return number
    parts = number.split("-")
    if len(parts) > 2 and _LAND_LINE.fullmatch(joined := f"{parts[0]}-{''.join(parts[1:])}"):
        return joined
    if number.startswith("0") and len(parts) <= 2:
        return _parted(*parts)
    return None


def _parted(digits: str, extension: str = "") -> str | None:
    """Return a land line whose area code was written together with the number."""
    try:
        number = phonenumbers.parse(digits, "CN")
    except phonenumbers.NumberParseException:
        return None
    area = phonenumbers.length_of_geographical_area_code(number)
    if not area or not phonenumbers.is_valid_number(number):
        return None
    line = f"{digits[: area + 1]}-{digits[area + 1 :]}"
    return f"{line}-{extension}" if extension else line


def _foreign(text: str) -> str | None:
    """Return a number of another country as +852-23456789, or None when it is none."""
    if not text.startswith(("+", "00")):
        return None
    try:
        number = phonenumbers.parse(re.sub(r"\A00", "+", text), None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or number.country_code == 86:
        return None
    return f"+{number.country_code}-{phonenumbers.national_significant_number(number)}"


class Phone(EnteredKind):
    """A telephone: a land line with area code, or a mobile."""

    name = "phone"
    title = "电话"
    widget = "tel"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a telephone number."""
        read_word = word_reader(reading)

        def read(value: Entered, notes: Notes) -> str:
            text = _dashed(read_word(value, notes))
            if _BARE_LAND_LINE.fullmatch(text):
                raise Unreadable("KIND-PHONE-AREA")
            service = _SERVICE.fullmatch(text)
            number = (
                mobile_of(text)
                or ("-".join(service.groups()) if service else None)
                or land_line_of(text)
                or _foreign(text)
            )
            if number is None:
                raise Unreadable("KIND-PHONE")
            if number != value:
                notes.repairs.append("统一电话写法")
            return number

        return read


class Mobile(EnteredKind):
    """A mobile telephone."""

    name = "mobile"
    title = "手机"
    widget = "tel"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a mobile number."""
        read_word = word_reader(reading)

        def read(value: Entered, notes: Notes) -> str:
            number = mobile_of(_dashed(read_word(value, notes)))
            if number is None:
                raise Unreadable("KIND-MOBILE")
            if number != value:
                notes.repairs.append("统一电话写法")
            return number

        return read

    def parser(self, field: Field, reading: Reading) -> Parser:
        """Return the function that reads one raw value; eleven digits take a short way."""
        thorough = super().parser(field, reading)

        def parse(raw: Any) -> Parsed:
            plain = type(raw) is str and _MOBILE.fullmatch(raw)
            return Parsed(raw) if plain else thorough(raw)

        return parse

    def column_parser(self, field: Field, reading: Reading) -> ColumnParser:
        """Return the function that reads many plain numbers at once: they stay as they are."""

        def parse(raws: Sequence[Any]) -> Sequence[Any] | None:
            plain = set(map(type, raws)) == {str} and all(map(_MOBILE.fullmatch, raws))
            return raws if plain else None

        return parse


class Email(EnteredKind):
    """An e-mail address; whether it can be reached is not asked."""

    name = "email"
    title = "电子邮箱"
    widget = "email"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads an e-mail address."""
        read_word = word_reader(reading)

        def read(value: Entered, notes: Notes) -> str:
            word = read_word(value, notes).removeprefix("mailto:")
            try:
                address = validate_email(word, check_deliverability=False, allow_smtputf8=False)
            except EmailNotValidError:
                raise Unreadable("KIND-EMAIL") from None
            if address.normalized != value:
                notes.repairs.append("统一邮箱写法")
            return str(address.normalized)

        return read

    def parser(self, field: Field, reading: Reading) -> Parser:
        """Return the function that reads one raw value.

        A plain address takes a short way: its domain, which repeats, is judged once.
        """
        thorough = super().parser(field, reading)

        def parse(raw: Any) -> Parsed:
            return Parsed(raw) if _plain_address(raw) else thorough(raw)

        return parse

    def column_parser(self, field: Field, reading: Reading) -> ColumnParser:
        """Return the function that reads many plain addresses at once: they stay as they are."""
        return lambda raws: raws if all(map(_plain_address, raws)) else None


def _plain_address(raw: Any) -> bool:
    """Tell whether nothing is to be said about an address."""
    if type(raw) is not str or len(raw) > LONGEST_ADDRESS:
        return False
    local, _, domain = raw.partition("@")
    plain = len(local) <= LONGEST_LOCAL and _PLAIN_LOCAL.fullmatch(local)
    return bool(plain and _sound_domain(domain))


class Url(EnteredKind):
    """A web address."""

    name = "url"
    title = "网址"
    widget = "url"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a web address; a missing ``http://`` is added."""
        read_word = word_reader(reading)

        def read(value: Entered, notes: Notes) -> str:
            word = read_word(value, notes)
            if len(word) > LONGEST:
                raise Unreadable("KIND-TOO-LONG", length=len(word), most=LONGEST)
            if "://" not in word and word.lower().startswith("www."):
                word = f"http://{word}"
                notes.repairs.append("补上 http://")
            if not _sound(word):
                raise Unreadable("KIND-URL")
            return word

        return read


def _sound(address: str) -> bool:
    """Tell whether a web address has a scheme for people, a real host and no login."""
    if re.search(r"[\s<>\"'`\\^{}|]", address):
        return False
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        login, port = parts.username or parts.password, parts.port
    except (ValueError, UnicodeError):
        return False
    labels = host.split(".")
    named = len(labels) > 1 and all(map(_LABEL.fullmatch, labels))
    return parts.scheme in ("http", "https") and named and login is None and port != 0


KINDS: tuple[Kind, ...] = (Phone(), Mobile(), Email(), Url())
