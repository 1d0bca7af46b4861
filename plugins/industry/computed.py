"""Computed fields of the industry tables."""

from __future__ import annotations

from plugins.industry.category import industry

PRIMARY, SECONDARY = ("A",), ("B", "C", "D", "E")


@industry.computed("industry", "sector")
def sector_of_the_trade(gb4754):
    """Group the sections of GB/T 4754 as the statistics office does."""
    if gb4754 in PRIMARY:
        return "一产"
    return "二产" if gb4754 in SECONDARY else "三产"


@industry.computed("match", "enrol")
def enrolled_of_the_admission_table(registered_freshmen):
    return registered_freshmen


@industry.computed("match", "students")
def students_of_the_roll(students_on_roll):
    return students_on_roll
