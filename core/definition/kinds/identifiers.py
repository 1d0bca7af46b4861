"""Kinds of identifiers with rules of their own: persons, organisations, schools, majors."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from stdnum import numdb
from stdnum.cn import ric, uscc

from core.definition.field import Field
from core.definition.kinds.base import ColumnParser, Kind, Parsed, Parser, Reading
from core.definition.kinds.entry import Entered, EnteredKind, Notes, Reader
from core.definition.kinds.findings import Unreadable
from core.definition.kinds.options import listed_options
from core.definition.kinds.words import word_reader

_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_OTHER_PAPER = re.compile(r"[A-Z][A-Z0-9]{4,19}|[0-9]{5,10}")
_RESIDENT_PERMITS = ("81", "82", "83")
_SCHOOL = re.compile(r"41(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])0[0-9]{5}")
_MAJOR = re.compile(r"[2-7][0-9]{5}K?")
_FIRST_BIRTH = date(1850, 1, 1)
REMEMBERED = 40_000
"""How many birthdays are remembered: those of a century and more."""
_CURRENT = re.compile(r"\[([0-9]*)-([0-9]*)\].*")


def compact_reader(reading: Reading, drop: str = " ") -> Callable[[Entered, Notes], str]:
    """Return the function that reads an identifier in capitals without separators."""
    read_word = word_reader(reading)
    dropped = str.maketrans("", "", drop)

    def read(value: Entered, notes: Notes) -> str:
        word = read_word(value, notes)
        compact = word.translate(dropped).upper()
        if compact != word:
            notes.repairs.append("统一大写，去掉空格和分隔符")
        return compact

    return read


@lru_cache(maxsize=8192)
def known_division(code: str, year: int) -> bool:
    """Tell whether a six-digit division existed under that code in that year."""
    found: dict[str, str] = {}
    for _, parts in numdb.get("cn/loc").info(code):
        found.update(parts)
    if "county" not in found:
        return False
    for county in found["county"].split(","):
        span = _CURRENT.fullmatch(county)
        if span is None or (int(span[1] or 0) <= year <= int(span[2] or 9999)):
            return True
    return False


def birth_of(number: str) -> date | None:
    """Return the birth date in an 18-digit number; None when there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


class IdCard(EnteredKind):
    """The number of an identity card; of a passport or other paper with a warning."""

    name = "id_card"
    title = "身份证件号"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads an identity number."""
        read_compact = compact_reader(reading)
        latest = reading.calendar.latest

        def read(value: Entered, notes: Notes) -> str:
            number = read_compact(value, notes)
            if _ID_NUMBER.fullmatch(number) is None:
                _accept_other(number, notes)
                return number
            birth = birth_of(number)
            if birth is None or not _FIRST_BIRTH <= birth <= latest:
                raise Unreadable("KIND-ID-BIRTH")
            if ric.calc_check_digit(number) != number[-1]:
                raise Unreadable("KIND-ID-CHECK")
            if number[:2] not in _RESIDENT_PERMITS and not known_division(number[:6], birth.year):
                notes.find("KIND-ID-DIVISION")
            return number

        return read

    def parser(self, field: Field, reading: Reading) -> Parser:
        """Return the function that reads one raw value; a sound number takes a short way."""
        thorough = super().parser(field, reading)
        sound = _sound_at(reading.calendar.latest)

        def parse(raw: Any) -> Parsed:
            return Parsed(raw) if sound(raw) else thorough(raw)

        return parse

    def column_parser(self, field: Field, reading: Reading) -> ColumnParser:
        """Return the function that reads many sound numbers at once: they stay as they are."""
        sound = _sound_at(reading.calendar.latest)
        return lambda raws: raws if all(map(sound, raws)) else None


def _sound_at(latest: date) -> Callable[[Any], bool]:
    """Return whether a raw value is an identity number that nothing is to be said about.

    Birthdays and divisions repeat: each is judged once.
    """

    @lru_cache(maxsize=REMEMBERED)
    def born(day: str) -> bool:
        birth = birth_of(f"000000{day}")
        return birth is not None and _FIRST_BIRTH <= birth <= latest

    def sound(raw: Any) -> bool:
        return (
            type(raw) is str
            and _ID_NUMBER.fullmatch(raw) is not None
            and born(raw[6:14])
            and ric.calc_check_digit(raw) == raw[17]
            and raw[:2] not in _RESIDENT_PERMITS
            and known_division(raw[:6], int(raw[6:10]))
        )

    return sound


def _accept_other(number: str, notes: Notes) -> None:
    """Note a number of another paper; refuse what was meant for an identity number."""
    if number.isdecimal() and len(number) == 15:
        raise Unreadable("KIND-ID-OLD")
    if _OTHER_PAPER.fullmatch(number):
        notes.find("KIND-ID-OTHER")
    elif len(number) != 18:
        raise Unreadable("KIND-ID-LENGTH", length=len(number))
    else:
        raise Unreadable("KIND-ID-CHARACTERS")


class CreditCode(EnteredKind):
    """The unified social credit code of an organisation."""

    name = "credit_code"
    title = "统一社会信用代码"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a credit code."""
        read_compact = compact_reader(reading, " -")

        def read(value: Entered, notes: Notes) -> str:
            code = read_compact(value, notes)
            if re.fullmatch(r"[0-9A-Z]{2}[0-9]{6}[0-9A-HJ-NP-RTUW-Y]{10}", code) is None:
                raise Unreadable("KIND-CREDIT")
            if uscc.calc_check_digit(code) != code[-1]:
                raise Unreadable("KIND-CREDIT-CHECK")
            return code

        return read


class SchoolCode(EnteredKind):
    """The ten-digit identifier of a school."""

    name = "school_code"
    title = "学校标识码"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a school identifier."""
        read_compact = compact_reader(reading)

        def read(value: Entered, notes: Notes) -> str:
            code = read_compact(value, notes)
            if re.fullmatch(r"[0-9]{10}", code) is None:
                raise Unreadable("KIND-SCHOOL")
            if _SCHOOL.fullmatch(code) is None:
                notes.find("KIND-SCHOOL-PATTERN")
            return code

        return read


class MajorCode(EnteredKind):
    """The code of a major in the national catalogue; its name is understood as well."""

    name = "major_code"
    title = "专业代码"
    codes = "major_code"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a major's code."""
        read_compact = compact_reader(reading)
        listed = reading.codes.get(self.codes)
        catalogue = listed_options(listed, reading.calendar.year) if listed else None

        def read(value: Entered, notes: Notes) -> str:
            code = read_compact(value, notes)
            if catalogue is None:
                return _major(code)
            found = catalogue.exact(code) or catalogue.exact(f"{code}K") or catalogue.both(code)
            if found is not None:
                if found.code != code:
                    notes.repairs.append(f"按专业目录读作 {found.code}")
                return found.code
            notes.find("KIND-MAJOR-UNLISTED")
            return _major(code)

        return read


def _major(code: str) -> str:
    if _MAJOR.fullmatch(code) is None:
        raise Unreadable("KIND-MAJOR")
    return code


KINDS: tuple[Kind, ...] = (IdCard(), CreditCode(), SchoolCode(), MajorCode())
