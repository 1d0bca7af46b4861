"""Invented persons and firms: numbers with right check digits, names that nobody bears."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.cn import ric, uscc

DIVISION = "110105"
"""A county that has had its code all along, as in the examples of the standard."""
MALE, FEMALE = "1", "2"


@dataclass(frozen=True)
class Person:
    """An invented person."""

    number: str
    name: str
    sex: str
    birthday: date
    id_card: str

    def age(self, day: date) -> int:
        """Return how many full years old the person is on that day."""
        before = (day.month, day.day) < (self.birthday.month, self.birthday.day)
        return day.year - self.birthday.year - before


class Births:
    """Gives everybody a birthday and an identity number of their own."""

    def __init__(self) -> None:
        self._born: Counter[tuple[date, str]] = Counter()

    def person(
        self, random: Random, number: str, name: str, born: tuple[int, int], sex: str = ""
    ) -> Person:
        """Return a person born in one of those years, of that sex or of either."""
        sex = sex or random.choice((MALE, FEMALE))
        first = date(born[0], 1, 1)
        days = (date(born[1] + 1, 1, 1) - first).days
        birthday = first + timedelta(days=random.randrange(days))
        self._born[birthday, sex] += 1
        order = self._born[birthday, sex]
        return Person(number, name, sex, birthday, id_card(birthday, sex, order))


def id_card(birthday: date, sex: str, order: int) -> str:
    """Return an identity number for a birthday: odd before the check digit for men."""
    sequence = 2 * (order % 490) + (1 if sex == MALE else 2)
    body = f"{DIVISION}{birthday:%Y%m%d}{sequence:03d}"
    return body + ric.calc_check_digit(f"{body}0")


def credit_code(order: int) -> str:
    """Return the credit code of an invented firm."""
    body = f"91440700MA{order:07d}"
    return body + uscc.calc_check_digit(f"{body}0")


def mobile(order: int) -> str:
    """Return a mobile number of a range that is given to nobody for long."""
    return f"1340{order:07d}"


def month(day: date) -> str:
    """Return a month as it is typed."""
    return f"{day:%Y-%m}"
