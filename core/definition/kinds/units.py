"""Units as people type them behind a number, and exact conversion between them."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_PREFIXES = (
    ("亿", Decimal(10**8)),
    ("千万", Decimal(10**7)),
    ("百万", Decimal(10**6)),
    ("万", Decimal(10**4)),
    ("千", Decimal(10**3)),
)
_SAME = {
    "圆": "元", "块": "元", "人民币": "元", "平方米": "m2", "平米": "m2", "立方米": "m3",
    "小时": "时", "学时": "时", "课时": "时", "名": "人", "位": "人", "个人": "人", "本": "册",
}  # fmt: skip


class Unit(NamedTuple):
    """A unit as a multiple of a base: 万元 is 10,000 times 元."""

    factor: Decimal
    base: str


@lru_cache(maxsize=1024)
def unit_of(text: str) -> Unit:
    """Return the unit written as that text; an empty base is a bare multiple (万)."""
    word = unicodedata.normalize("NFKC", text).strip().lower()
    for prefix, factor in _PREFIXES:
        if word.startswith(prefix):
            rest = unit_of(word.removeprefix(prefix))
            return Unit(factor * rest.factor, rest.base)
    return Unit(Decimal(1), _SAME.get(word, word))


def conversion(typed: str, wanted: str) -> Decimal | None:
    """Return by what a number in the typed unit is multiplied; None when they do not fit.

    A bare multiple (``12.5万``) is taken as that multiple of the wanted base.
    """
    source, goal = unit_of(typed), unit_of(wanted)
    if source.base not in ("", goal.base):
        return None
    return source.factor / goal.factor
