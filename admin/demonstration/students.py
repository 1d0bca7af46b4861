"""Students of the invented college: who entered, who left, who graduates."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from admin.demonstration.college import Major, Scale
from admin.demonstration.persons import FEMALE, MALE, Births, Person

SENIOR, VOCATIONAL = "1", "2"
READING, SERVING, DROPPED = "1", "4", "5"
DROPS_EVERY, SERVES_EVERY = 300, 700
"""One of so many drops out in the first year, or joins the army in the second."""


@dataclass(frozen=True)
class Student:
    """An invented student; ``source`` tells senior high school from vocational school.

    ``left`` is the round in whose year the student dropped out, ``served`` the one
    in whose year he joined the army; None where it never happens.
    """

    order: int
    who: Person
    major: Major
    entry: int
    group: int
    source: str
    left: int | None = None
    served: int | None = None

    @property
    def class_name(self) -> str:
        """The name of the class."""
        return class_name(self.major, self.entry, self.group)

    def status(self, year: int) -> str:
        """Return the code of the status at the end of a round's year."""
        if self.left == year:
            return DROPPED
        return SERVING if self.served is not None and self.served <= year else READING

    def graduates(self, year: int) -> bool:
        """Tell whether the student graduates in the year of a round."""
        return self.entry == year - 3 and self.left is None and self.served is None


def class_name(major: Major, entry: int, group: int) -> str:
    """Return the name of the class that entered a major in a year."""
    return f"{major.name}{entry % 100}{group:02d}班"


def cohort(random: Random, births: Births, scale: Scale, entry: int) -> list[Student]:
    """Return everybody who entered in a year, class by class."""
    found: list[Student] = []
    place = (entry - 2000) * scale.classes
    for index, major in enumerate(scale.majors, 1):
        for group in range(1, major.classes + 1):
            size = scale.class_size + (place % 9 < 4)
            place += 1
            found += _class(random, births, major, entry, group, index, size, len(found))
    return found


def _class(
    random: Random, births: Births, major: Major, entry: int, group: int, index: int, size: int,
    before: int,
) -> list[Student]:
    found = []
    for number in range(1, size + 1):
        order = before + number
        no = f"{entry}{index:02d}{group:02d}{number:02d}"
        sex = FEMALE if random.random() < (0.8 if major.training else 0.5) else MALE
        who = births.person(random, no, f"学生{no[2:]}", (entry - 19, entry - 18), sex)
        source = random.choice((SENIOR, SENIOR, VOCATIONAL))
        found.append(Student(
            order, who, major, entry, group, source,
            left=entry + 1 if order % DROPS_EVERY == 7 else None,
            served=entry + 2 if order % SERVES_EVERY == 13 else None,
        ))  # fmt: skip
    return found
