"""Who teaches what: every class its courses, everybody some classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from admin.demonstration.college import ACADEMIC, Major
from admin.demonstration.courses import Course, courses_of, may_teach
from admin.demonstration.sheet import Row, Sheet, sheet
from admin.demonstration.staff import FULL_TIME, Member
from admin.demonstration.students import class_name
from admin.demonstration.world import World

THEORY, PRACTICE, BOTH = "理论", "实践", "理实一体"
Lesson = tuple[Major, int, int, Course, str, int]
"""Major, year of entry, class, course, task and hours."""


def teaching_sheet(world: World) -> Sheet:
    """Return who teaches which course to which class.

    Whoever has the least to do for the time there is gets the next lessons.
    """
    sizes = Counter((s.major.code, s.entry, s.group) for s in world.students)
    load = {member.number: 0.0 for member in world.members}
    able = _Able(world.members)
    rows = [
        _row(lesson, _least_busy(able.of(lesson[3], lesson[0], lesson[4]), load), load, sizes)
        for lesson in _lessons(world)
    ]
    return sheet("faculty.teaching", ACADEMIC, rows)


def hours_by_member(taught: Sheet) -> Mapping[str, int]:
    """Return how many hours everybody taught."""
    hours: Counter[str] = Counter()
    for row in taught.rows:
        hours[str(row["staff_no"])] += int(str(row["hours"]))
    return hours


class _Able:
    """Who may teach a course in a task: theory is for those who are there full-time."""

    def __init__(self, members: Sequence[Member]) -> None:
        self.members = members
        self.of = cache(self._of)

    def _of(self, course: Course, major: Major, task: str) -> tuple[Member, ...]:
        able = [m for m in self.members if not m.away and may_teach(m, course, major)]
        if task == THEORY:
            able = [m for m in able if m.kind == FULL_TIME]
        return tuple(able)


def _least_busy(able: Sequence[Member], load: Mapping[str, float]) -> Member:
    return min(able, key=lambda m: (load[m.number] / m.most_hours, m.order))


def _row(
    lesson: Lesson, member: Member, load: dict[str, float],
    sizes: Mapping[tuple[str, int, int], int],
) -> Row:
    major, entry, group, course, task, hours = lesson
    load[member.number] += hours
    return {
        "staff_no": member.number, "course_code": course.code, "major_code": major.code,
        "term": course.term, "class_name": class_name(major, entry, group),
        "students": sizes[major.code, entry, group], "task": task, "merged": "否",
        "parallel": "否", "admin_class": "是", "hours": hours,
        "workload": round(hours * 1.1, 2),
        "trainings": f"{course.name}示例实训" if task == PRACTICE else "",
    }  # fmt: skip


def _lessons(world: World) -> Iterator[Lesson]:
    """Yield every class with every course of its grade: courses of a major in two parts."""
    for major in world.majors:
        for grade, entry in enumerate(world.entries, 1):
            for group in range(1, major.classes + 1):
                for course in courses_of(major):
                    if course.grade == grade and course.taught:
                        yield from _parts(major, entry, group, course)


def _parts(major: Major, entry: int, group: int, course: Course) -> Iterator[Lesson]:
    if course.public or course.practice == 0:
        yield major, entry, group, course, BOTH if course.practice else THEORY, course.hours
        return
    yield major, entry, group, course, THEORY, course.hours - course.practice
    yield major, entry, group, course, PRACTICE, course.practice
