"""One year of the invented college: who is there, and chance that is the same every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from admin.demonstration.college import FULL, SEED, YEARS, Major, Scale
from admin.demonstration.partners import Firm, firms
from admin.demonstration.persons import Births
from admin.demonstration.staff import Member, staff
from admin.demonstration.students import Student, cohort

YEARS_OF_STUDY = 3


class College:
    """The people of all years; ``seed`` decides everything that chance decides."""

    def __init__(self, scale: Scale = FULL, seed: int = SEED) -> None:
        self.scale, self.seed = scale, seed
        self.births = Births()
        self.members = staff(self.random("staff"), self.births, scale)
        self.firms = firms(scale)
        self._cohorts = {entry: self._cohort(entry) for entry in range(YEARS[0] - 4, YEARS[-1])}

    def random(self, topic: str) -> Random:
        """Return the chance of one topic."""
        return Random(f"{self.seed}/{topic}")  # noqa: S311 - invented data, the same every time

    def cohort(self, entry: int) -> list[Student]:
        """Return everybody who entered in that year."""
        return self._cohorts[entry]

    def _cohort(self, entry: int) -> list[Student]:
        return cohort(self.random(f"cohort {entry}"), self.births, self.scale, entry)


@dataclass(frozen=True)
class World:
    """The college in one round: ``autumn`` and ``spring`` are the years its terms lie in."""

    college: College
    year: int

    @property
    def scale(self) -> Scale:
        """How large the college is."""
        return self.college.scale

    @property
    def majors(self) -> tuple[Major, ...]:
        """The majors, each taught in both years."""
        return self.college.scale.majors

    @property
    def firms(self) -> Sequence[Firm]:
        """The firms that work with the college."""
        return self.college.firms

    @property
    def autumn(self) -> int:
        """The year of the first term, which is also the calendar year of money."""
        return self.year - 1

    @property
    def spring(self) -> int:
        """The year of the second term."""
        return self.year

    @property
    def since(self) -> int:
        """How many years after the first round this is: what has grown by then."""
        return self.year - YEARS[0]

    @property
    def entries(self) -> tuple[int, ...]:
        """The years in which those on the roll entered, the youngest first."""
        return tuple(self.year - 1 - grade for grade in range(YEARS_OF_STUDY))

    def random(self, topic: str) -> Random:
        """Return the chance of one topic in this year."""
        return self.college.random(f"{self.year} {topic}")

    @cached_property
    def members(self) -> list[Member]:
        """Everybody on the staff this year, the leaders first."""
        return [member for member in self.college.members if member.since <= self.year]

    @cached_property
    def students(self) -> list[Student]:
        """Everybody on the roll, and those who left in the year."""
        return [
            student for entry in self.entries for student in self.college.cohort(entry)
            if student.left is None or student.left >= self.year
        ]

    @cached_property
    def graduating(self) -> list[Student]:
        """Those who graduate this year."""
        return [student for student in self.students if student.graduates(self.year)]

    @cached_property
    def last_graduating(self) -> list[Student]:
        """Those who graduated the year before."""
        return World(self.college, self.year - 1).graduating


def about(random: Random, value: float, spread: float = 0.06) -> int:
    """Return a whole number near a value."""
    return max(0, round(value * (1 + random.uniform(-spread, spread))))
