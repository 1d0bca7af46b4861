"""Kinds of places: divisions of China, countries of the world."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from core.definition.codes import Code, CodeList
from core.definition.field import Field
from core.definition.kinds.base import Kind, Reading
from core.definition.kinds.choices import Choice
from core.definition.kinds.entry import Entered, Notes, Reader
from core.definition.kinds.findings import Unreadable
from core.definition.kinds.identifiers import known_division
from core.definition.kinds.options import LONGEST_UNLISTED, Options, listed_options, option_word

_ALPHA_2, _ALPHA_3 = re.compile(r"[A-Z]{2}"), re.compile(r"[A-Z]{3}")
_NO_COUNTRY = frozenset("AC CP DG EA EU EZ IC QO TA UN XA XB ZZ".split())
_NAMES = {"HK": "中国香港", "MO": "中国澳门", "TW": "中国台湾"}
_ALSO = {
    "CN": ("中华人民共和国", "中国大陆", "中国内地", "大陆", "内地", "PRC"),
    "HK": ("香港", "香港特别行政区", "中国香港特别行政区"),
    "MO": ("澳门", "澳门特别行政区", "中国澳门特别行政区"),
    "TW": ("台湾", "台湾省", "台湾地区", "中国台湾省", "中国台北", "中华台北"),
    "US": ("美利坚合众国", "USA"),
    "GB": ("大不列颠及北爱尔兰联合王国", "英格兰", "UK"),
    "KR": ("大韩民国", "南朝鲜"),
    "KP": ("朝鲜民主主义人民共和国",),
    "RU": ("俄国", "俄罗斯联邦"),
    "LA": ("老挝人民民主共和国",),
    "DE": ("德意志联邦共和国",),
    "FR": ("法兰西共和国",),
    "AE": ("阿联酋",),
    "VN": ("越南社会主义共和国",),
}


@lru_cache(maxsize=1)
def countries() -> CodeList:
    """Return the countries and regions of ISO 3166, named in Chinese by CLDR."""
    chinese, english = Locale("zh").territories, Locale("en").territories
    three: dict[str, list[str]] = {}
    for alias, codes in get_global("territory_aliases").items():
        if _ALPHA_3.fullmatch(alias) and len(codes) == 1:
            three.setdefault(codes[0], []).append(alias)
    entries = tuple(
        Code(code, _NAMES.get(code, name),
             (name, english[code], *_ALSO.get(code, ()), *three.get(code, ())))
        for code, name in sorted(chinese.items())
        if _ALPHA_2.fullmatch(code) and code not in _NO_COUNTRY
    )  # fmt: skip
    return CodeList("country", "国家和地区", "ISO 3166-1, CLDR", True, entries)


class Country(Choice):
    """A country or region; its two-letter code is stored."""

    name = "country"
    title = "国家或地区"
    keys = frozenset(("offer",))

    def verify(self, field: Field) -> tuple[str, ...]:
        """Return what is wrong with ``offer``."""
        known = countries().by_code
        return tuple(f"offer 里的 {c} 不是国家代码" for c in field.offer if c not in known)

    def options(self, field: Field, reading: Reading) -> Options:
        """Return all countries."""
        return listed_options(countries(), reading.calendar.year)

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a country by name or code."""
        options = self.options(field, reading)

        def read(value: Entered, notes: Notes) -> str:
            word = option_word(value, reading, notes)
            try:
                return options.find(word, notes)
            except Unreadable:
                raise Unreadable("KIND-COUNTRY", near=options.near(word)) from None

        return read


class Division(Choice):
    """A division of China (GB/T 2260); its six-digit code is stored."""

    name = "division"
    title = "行政区划"
    keys = frozenset(("offer",))
    codes = "division"

    def verify(self, field: Field) -> tuple[str, ...]:
        """Return nothing: the field has no keys of its own."""
        return ()

    def options(self, field: Field, reading: Reading) -> Options:
        """Return the divisions of the code list; none when there is no such list."""
        none = CodeList(self.codes, self.title, "", False, ())
        return listed_options(reading.codes.get(self.codes, none), reading.calendar.year)

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a division by code or name."""
        options = self.options(field, reading)
        year = reading.calendar.year

        def read(value: Entered, notes: Notes) -> str:
            word = option_word(value, reading, notes)
            found = options.exact(word) or options.both(word)
            if found is not None:
                if word not in (found.code, found.name):
                    notes.repairs.append(f"按“{found.name}”读取")
                return found.code
            if len(word) > LONGEST_UNLISTED:
                raise Unreadable("KIND-TOO-LONG", length=len(word), most=LONGEST_UNLISTED)
            if not (re.fullmatch(r"[1-8][0-9]{5}", word) and known_division(word, year)):
                notes.find("KIND-DIVISION", near=options.near(word))
            return word

        return read


KINDS: tuple[Kind, ...] = (Country(), Division())
