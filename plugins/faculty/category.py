"""The category, and the words its rules share."""

from __future__ import annotations

from core import Category

faculty = Category("faculty", "师资及培训情况")

FULL_TIME, PART_TIME, INDUSTRY, OTHER_SCHOOL = "1", "2", "3", "4"
INTERNAL = (FULL_TIME, PART_TIME)
EXTERNAL = (INDUSTRY, OTHER_SCHOOL)
IN_SERVICE = ("11", "12")
"""在职 and 延聘: who counts as being there."""
HIGHER_DEGREES = ("2", "3")
SENIOR_TITLES = ("411", "412")
PROFESSOR = "411"


def september(calendar):
    """Return the first of September of the round: the day of the personnel tables."""
    return calendar.span("point:09-01").start


def full_time(teacher):
    """Return the condition that a person is a full-time teacher in service."""
    return (teacher.staff_kind == FULL_TIME) & teacher.status.in_(IN_SERVICE)
