"""Computed fields of the tables of majors."""

from __future__ import annotations

from plugins.majors.category import majors


@majors.computed("catalog", "category")
def group_of_the_catalogue(major_code):
    """Return the 专业大类: the first two digits of the national code."""
    return major_code[:2]


@majors.computed("stat", "students")
def students_of_all_grades(grade1, grade2, grade3):
    return grade1 + grade2 + grade3
