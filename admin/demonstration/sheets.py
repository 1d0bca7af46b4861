"""All sheets of the invented college, made in one order from one seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

from admin.demonstration import activities, employment, money, staff, students, teaching, units
from admin.demonstration.partners import company_sheet, firms, industry_sheet
from admin.demonstration.sheet import Sheet


def all_sheets(codes: Mapping[str, str], seed: int) -> list[Sheet]:
    """Return every sheet; ``codes`` gives the unit code of each department by its name."""
    return list(_sheets(codes, Random(seed)))  # noqa: S311 - invented data, the same every time


def _sheets(codes: Mapping[str, str], random: Random) -> Iterator[Sheet]:
    members = staff.staff(random, codes)
    everybody = students.students(random)
    every = firms()
    yield units.unit_sheet(codes, members)
    yield units.leader_sheet(codes, members)
    yield industry_sheet()
    yield teaching.catalog_sheet()
    yield teaching.direction_sheet()
    yield teaching.cluster_sheet(members)
    yield company_sheet(every)
    yield from staff.teacher_sheets(random, members)
    yield from teaching.course_sheets(members)
    yield teaching.teaching_sheet(random, members, students.class_sizes())
    yield activities.training_sheet(random, members)
    yield from activities.practice_sheets(members, every)
    yield activities.award_sheet(random, members)
    yield from activities.manager_sheets(members, codes)
    yield students.student_sheet(random, everybody, members)
    yield from students.scale_sheets(everybody)
    found = students.graduate_rows(random, everybody, every)
    yield from students.graduate_sheets(found)
    by_major = students.counted(found)
    yield employment.major_sheet(by_major)
    yield employment.last_sheet()
    yield employment.employer_sheet(by_major, every)
    yield employment.service_sheet(codes, members)
    yield money.tuition_sheet()
    yield money.income_sheet()
    yield money.expense_sheet()
    yield money.special_sheet()
    yield money.policy_sheet(members)
