"""Majors, courses and who teaches what: every class its courses, every teacher some classes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

from admin.demonstration.college import (
    MAJORS,
    PROFESSION,
    PUBLIC_COURSES,
    SCHOOLS,
    Course,
    Major,
    major_courses,
)
from admin.demonstration.sheet import Row, Sheet, sheet
from admin.demonstration.staff import FULL_TIME, Member

ACADEMIC = "教务处"
GRADES = {2024: 1, 2023: 2, 2022: 3}
"""Which grade those who entered in a year are in during the academic year."""
INTERNSHIP = 600
_WORDS = ("一年级", "二年级", "三年级")
_CLUSTER = "QUN01"


def class_name(major: Major, entry: int) -> str:
    """Return the name of the class that entered a major in a year."""
    return f"{major.name}{entry % 100}01班"


def catalog_sheet() -> Sheet:
    """Return the majors; the first two are joined in a cluster."""
    return sheet("majors.catalog", ACADEMIC, (
        {
            "major_code": major.code, "major_name": major.name, "unit": major.school,
            "teacher_training": "是" if major.training else "否", "approve_date": "2015-03",
            "first_enrol": "2015-09", "years": "3", "enrolling": "是", "international": "否",
            "apprentice": "否", "order_class": "否", "has_prev_grads": "是", "has_grads": "是",
            "cluster": _CLUSTER if major.school == "XQ" else "",
        }
        for major in MAJORS
    ))  # fmt: skip


def direction_sheet() -> Sheet:
    """Return the one direction that a major has."""
    return sheet("majors.direction", ACADEMIC, [{
        "direction_code": "51020301", "direction_name": "示例移动应用开发方向",
        "major_code": "510203", "approve_date": "2021-03", "first_enrol": "2021-09",
        "years": "3", "enrolling": "是",
    }])  # fmt: skip


def cluster_sheet(members: Iterable[Member]) -> Sheet:
    """Return the one cluster of majors."""
    leader = next(m for m in members if m.major == MAJORS[0].code and m.kind == FULL_TIME)
    return sheet("industry.cluster", ACADEMIC, [{
        "cluster_code": _CLUSTER, "cluster_name": "示例学前教育专业群", "level": "4",
        "approve_date": "2022-05", "leader_no": leader.number, "core_major": MAJORS[0].code,
        "majors": "、".join(m.code for m in MAJORS if m.school == "XQ"), "chain": "CY01",
        "budget": 300, "spent": 180, "partners": 6,
    }])  # fmt: skip


def course_sheets(members: Sequence[Member]) -> Iterator[Sheet]:
    """Yield the courses: 教务处 fills in the public ones, each school its own."""
    public = (_course_row(c, major, members) for major in MAJORS for c in PUBLIC_COURSES)
    yield sheet("majors.course", ACADEMIC, public)
    for school in SCHOOLS:
        own = [major for major in MAJORS if major.school == school.code]
        rows = [_course_row(c, major, members) for major in own for c in major_courses(major)]
        if rows:
            yield sheet("majors.course", school.name, rows)


def _course_row(course: Course, major: Major, members: Iterable[Member]) -> Row:
    internship = course.hours == INTERNSHIP
    chosen = (m for m in members if m.kind == FULL_TIME and may_teach(m, course, major))
    return {
        "course_code": course.code, "course_name": course.name, "major_code": major.code,
        "course_type": "C" if internship else "B", "course_attr": course.attr,
        "course_nature": course.nature, "credits": course.hours // (30 if internship else 16),
        "plan_hours": course.hours, "practice_hours": course.practice,
        "grade": _WORDS[course.grade - 1], "term": "2" if internship else "1",
        "place": "校外基地" if internship else "一体化教室",
        "mode": "实践" if internship else "理实一体", "exam": "5" if internship else "3",
        "core": "是" if course.core else "否", "coop": "是" if internship else "否",
        "cert_linked": "否", "owner_no": next(chosen).number,
    }  # fmt: skip


def may_teach(member: Member, course: Course, major: Major) -> bool:
    """Tell whether somebody teaches that area, and for courses of a major, in its school."""
    if course.area == PROFESSION:
        return member.area == PROFESSION and member.unit == major.school
    return member.area == course.area


def teaching_sheet(
    random: Random, members: Sequence[Member], sizes: Mapping[tuple[str, int], int]
) -> Sheet:
    """Return who teaches which course to which class; ``sizes`` by major and year of entry.

    Whoever has the least to do for the time there is gets the next class.
    """
    load = {member.number: 0.0 for member in members}
    rows: list[Row] = []
    for major, entry, course in _lessons():
        able = [m for m in members if may_teach(m, course, major)]
        least = min(able, key=lambda m: (load[m.number] / m.most_hours, m.number))
        load[least.number] += course.hours
        rows.append({
            "staff_no": least.number, "course_code": course.code, "major_code": major.code,
            "term": random.choice("12"), "class_name": class_name(major, entry),
            "students": sizes[major.code, entry], "task": "理实一体", "merged": "否",
            "parallel": "否", "admin_class": "是", "hours": course.hours,
            "workload": round(course.hours * 1.1, 2),
        })  # fmt: skip
    return sheet("faculty.teaching", ACADEMIC, rows)


def _lessons() -> Iterator[tuple[Major, int, Course]]:
    """Yield every class with every course of its grade, but for the internship."""
    for major in MAJORS:
        for entry, grade in GRADES.items():
            for course in (*PUBLIC_COURSES, *major_courses(major)):
                if course.grade == grade and course.hours != INTERNSHIP:
                    yield major, entry, course
