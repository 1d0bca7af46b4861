"""Majors, clusters of majors, their courses and who leads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from admin.demonstration.college import ACADEMIC, AFFAIRS, MAJORS, Major
from admin.demonstration.courses import Course, courses_of, may_teach
from admin.demonstration.sheet import Row, Sheet, by_school, sheet
from admin.demonstration.staff import INDUSTRY, full_timers
from admin.demonstration.students import DROPPED, SENIOR, VOCATIONAL
from admin.demonstration.world import World

CLUSTER = "QUN01"
DIRECTED = MAJORS[0]
STOPPED = Major("570206", "应用日语", "WY", 0)
"""A major without students: in the catalogue of the first year, revoked in the next."""
CHANGED = 2
"""How many majors changed their direction in a year."""


def majors_sheets(world: World) -> Iterator[Sheet]:
    """Yield the tables of the category."""
    yield sheet("majors.catalog", ACADEMIC, _catalog(world))
    yield sheet("majors.direction", ACADEMIC, [_direction()])
    yield sheet("majors.stat", AFFAIRS, _sizes(world))
    yield from by_school("majors.leader", _leaders(world))
    yield sheet("majors.course", ACADEMIC, _public_courses(world))
    yield from by_school("majors.course", _own_courses(world))
    yield sheet("majors.change", ACADEMIC, _changes(world))


def _catalog(world: World) -> Iterator[Row]:
    for order, major in enumerate(world.majors):
        yield {
            "major_code": major.code, "school_code": f"Z{order + 1:02d}",
            "major_name": major.name, "unit": major.school,
            "teacher_training": "是" if major.training else "否", "approve_date": "2015-03",
            "first_enrol": "2015-09", "years": "3", "enrolling": "是", "international": "否",
            "key_level": "2" if order % 8 == 0 else "", "apprentice": "是" if order == 1 else "否",
            "order_class": "是" if order % 10 == 3 else "否", "has_prev_grads": "是",
            "has_grads": "是", "cluster": CLUSTER if order < 3 else "",
            "cert_accredited": ("二级" if order % 2 else "未认证") if major.training else "",
        }  # fmt: skip
    if not world.since:
        yield _stopped()


def _stopped() -> Row:
    return {
        "major_code": STOPPED.code, "school_code": "Z90", "major_name": STOPPED.name,
        "unit": STOPPED.school, "teacher_training": "否", "approve_date": "2012-03",
        "first_enrol": "2012-09", "years": "3", "enrolling": "否", "stop_date": "2021-06",
        "international": "否", "apprentice": "否", "order_class": "否", "has_prev_grads": "是",
        "has_grads": "否",
    }  # fmt: skip


def _direction() -> Row:
    return {
        "direction_code": f"{DIRECTED.code}01", "direction_name": "示例融合教育方向",
        "major_code": DIRECTED.code, "approve_date": "2021-03", "first_enrol": "2021-09",
        "years": "3", "enrolling": "是",
    }  # fmt: skip


def _sizes(world: World) -> Iterator[Row]:
    """Yield how many students each major has, grade by grade, as the roll says."""
    there = [s for s in world.students if s.status(world.year) != DROPPED]
    grades = Counter((s.major.code, world.year - s.entry) for s in there)
    sources = Counter((s.major.code, s.source) for s in there)
    for major in world.majors:
        yield {
            "major_code": major.code, "grade1": grades[major.code, 1],
            "grade2": grades[major.code, 2], "grade3": grades[major.code, 3],
            "src_high": sources[major.code, SENIOR],
            "src_secondary": sources[major.code, VOCATIONAL], "src_five": 0, "src_other": 0,
            "classes": 3 * major.classes, "order_students": 0,
        }  # fmt: skip


def _leaders(world: World) -> Iterator[tuple[str, Row]]:
    """Yield who is responsible for each major, and who leads it from outside."""
    for major in world.majors:
        own = [m for m in world.members if m.major == major.code]
        head = next(m for m in own if m in full_timers(own))
        outside = [m for m in own if m.kind == INDUSTRY] or own
        for role, member, inside in (
            ("专业负责人", head, "校内"), ("专业带头人", outside[0], "校外"),
        ):
            if role == "专业带头人" and outside is own:
                member, inside = head, "校内"
            yield major.school, {
                "major_code": major.code, "role": role, "inside": inside,
                "staff_no": member.number, "years": 4 + world.since,
                "result_name": f"示例{major.name}教学成果", "result_award": "3",
                "result_date": "2022-05", "cooperation": "主持",
            }  # fmt: skip


def _public_courses(world: World) -> Iterator[Row]:
    for major in world.majors:
        for course in courses_of(major):
            if course.public:
                yield _course(world, course, major)


def _own_courses(world: World) -> Iterator[tuple[str, Row]]:
    for major in world.majors:
        for course in courses_of(major):
            if not course.public:
                yield major.school, _course(world, course, major)


def _course(world: World, course: Course, major: Major) -> Row:
    able = (m for m in full_timers(world.members) if may_teach(m, course, major))
    outside = course.kind == "C" and not course.public
    return {
        "course_code": course.code, "course_name": course.name, "major_code": major.code,
        "course_type": course.kind, "course_attr": course.attr, "course_nature": course.nature,
        "credits": course.credits, "plan_hours": course.hours,
        "practice_hours": course.practice, "grade": course.grade_name, "term": course.term,
        "place": "校外基地" if outside else "多媒体教室" if course.kind == "A" else "一体化教室",
        "mode": {"A": "讲授", "B": "理实一体", "C": "实践"}[course.kind],
        "exam": {"A": "1", "B": "3", "C": "5"}[course.kind],
        "core": "是" if course.core else "否", "coop": "是" if outside else "否",
        "cert_linked": "是" if course.core and course.number % 4 == 0 else "否",
        "quality_level": "4" if course.core and course.number % 5 == 0 else "",
        "innovation": "是" if "创新" in course.name else "否", "reform": "否",
        "owner_no": next(able).number,
    }  # fmt: skip


def _changes(world: World) -> Iterator[Row]:
    for order in range(CHANGED):
        major = world.majors[(order + 2 * world.since) % len(world.majors)]
        yield {
            "major_code": major.code, "change_kind": "调整方向",
            "change_date": f"{world.spring}-04", "doc_no": f"示院教〔{world.spring}〕{order + 1}号",
            "reason": f"{world.spring} 年按示例区域产业需求调整课程模块",
        }  # fmt: skip
    if world.since:
        yield {
            "major_code": STOPPED.code, "change_kind": "撤销", "change_date": f"{world.spring}-03",
            "doc_no": f"示院教〔{world.spring}〕{CHANGED + 1}号",
            "reason": "2021 年起停招，已无在校生",
        }  # fmt: skip
