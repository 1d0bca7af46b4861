"""The roll of students and what became of them in the year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from admin.demonstration.college import (
    ACADEMIC,
    AFFAIRS,
    PLACEMENT,
    SCHOOL_NAMES,
    YOUTH,
)
from admin.demonstration.faculty import counselors
from admin.demonstration.persons import mobile
from admin.demonstration.sheet import Row, Sheet, by_school, sheet
from admin.demonstration.staff import full_timers, in_turn
from admin.demonstration.students import (
    DROPPED,
    SENIOR,
    SERVING,
    VOCATIONAL,
    Student,
)
from admin.demonstration.world import World, about

MODES = {SENIOR: "1", VOCATIONAL: "2"}
NATIONAL, INSPIRATION = 10_000, 6_000
"""What a scholarship is, in 元 for each."""
HONOURED_EVERY = 9
"""One of so many students is honoured."""
CONTESTS = ("职业技能大赛", "师范生技能大赛", "创新创业大赛", "学科竞赛")


def students_sheets(world: World) -> Iterator[Sheet]:
    """Yield the tables of the category."""
    yield sheet("students.student", AFFAIRS, _roll(world))
    yield sheet("students.scale", ACADEMIC, [_scale(world)])
    yield sheet("students.admission", PLACEMENT, _admission(world))
    yield sheet("students.change", ACADEMIC, _changes(world))
    yield sheet("students.aid", AFFAIRS, _aid(world))
    yield from by_school("students.award", _awards(world))
    yield sheet("students.award", YOUTH, _honours(world))


def _roll(world: World) -> Iterator[Row]:
    own = {code: [m for m in counselors(world) if m.unit == code] for code in SCHOOL_NAMES}
    random = world.college.random("households")
    for student in world.students:
        who, looked_after = student.who, own[student.major.school]
        yield {
            "student_no": who.number, "name": who.name, "id_type": "居民身份证",
            "id_card": who.id_card, "sex": who.sex, "birthday": who.birthday, "ethnic": "01",
            "politics": "03", "unit": student.major.school, "major_code": student.major.code,
            "class_name": student.class_name, "entry_year": student.entry, "years": "3",
            "entry_month": f"{student.entry}-09", "admission_mode": MODES[student.source],
            "source_type": student.source, "origin": "44", "hukou": random.choice("123"),
            "order_training": "否", "poor_family": "否", "poverty": random.choice("00001"),
            "veteran": "否", "disabled": "否", "status": student.status(world.year),
            "graduating": "是" if student.graduates(world.year) else "否",
            "counselor_no": looked_after[student.group % len(looked_after)].number,
            "phone": mobile((student.entry - 2000) * 100_000 + student.order),
        }  # fmt: skip


def on_roll(world: World) -> list[Student]:
    """Return who counts as a student at the end of the year."""
    return [s for s in world.students if s.status(world.year) != DROPPED]


def _scale(world: World) -> Row:
    """Return the numbers of students."""
    sources = Counter(student.source for student in on_roll(world))
    total, times = sum(sources.values()), world.scale.times
    return {
        "ft_total": total, "ft_total_reported": "" if world.since else total,
        "higher_voc": total, "src_high": sources[SENIOR],
        "src_secondary": sources[VOCATIONAL], "src_other": 0, "intl": 0, "evening": 60 * times,
        "corr": 40 * times, "train_social": about(world.random("training"), 500 * times),
        "train_students": total // 2,
    }  # fmt: skip


def _admission(world: World) -> Iterator[Row]:
    """Yield how those who began in the year were admitted, by major and mode."""
    new = Counter((s.major.code, s.source) for s in world.students if s.entry == world.autumn)
    for major in world.majors:
        for source, mode in MODES.items():
            registered = new[major.code, source]
            yield {
                "major_code": major.code, "admission_mode": mode, "plan": registered + 3,
                "admitted": registered + 2, "registered": registered,
                "reg_local": registered // 3, "reg_province": registered * 9 // 10,
                "score_line": 420 if source == SENIOR else 260, "over_last": 2,
                "why_brand": registered // 5, "why_hobby": registered // 4,
                "why_job": registered // 4, "why_skill": registered // 10,
            }  # fmt: skip


def _changes(world: World) -> Iterator[Row]:
    for student in world.students:
        status = student.status(world.year)
        joined = student.served == world.year
        if status != DROPPED and not (status == SERVING and joined):
            continue
        yield {
            "student_no": student.who.number, "name": student.who.name,
            "class_name": student.class_name, "change_kind": "08" if joined else "06",
            "reason": "5" if joined else "2",
            "change_date": f"{world.spring}-03-{10 + student.order % 15}",
            "approve_date": f"{world.spring}-03-{12 + student.order % 15}",
            "doc_no": f"示院学〔{world.spring}〕{student.order}号",
        }  # fmt: skip


def _aid(world: World) -> Iterator[Row]:
    students = len(on_roll(world))
    for name, kind, level, source, share, each in (
        ("国家奖学金", "01", "1", "1", 0.002, NATIONAL),
        ("国家励志奖学金", "02", "1", "1", 0.03, INSPIRATION),
        ("国家助学金", "03", "1", "1", 0.2, 3_300), ("校内奖学金", "04", "4", "5", 0.1, 800),
        ("勤工助学", "09", "4", "5", 0.04, 1_500), ("示例企业奖学金", "05", "9", "6", 0.01, 2_000),
    ):  # fmt: skip
        people = max(1, round(students * share))
        yield {
            "item_name": name, "kind": kind, "level": level, "fund_source": source,
            "scope": "全日制在校生", "people": people, "amount": people * each / 10_000,
            "doc": "示例奖助办法",
        }  # fmt: skip


def _awards(world: World) -> Iterator[tuple[str, Row]]:
    """Yield the contests that students of each major won, with who taught them."""
    random = world.random("awards of students")
    for major in world.majors:
        own = [s for s in on_roll(world) if s.major == major]
        tutors = in_turn(full_timers(world.members, major.school), world.since)
        for number in range(3 * major.classes):
            winners = random.sample(own, 3)
            month = random.choice(("10", "11", "12", "03", "04", "05"))
            year = world.autumn if month >= "09" else world.spring
            yield major.school, {
                "project": f"示例{major.name}竞赛第{number + 1:02d}项",
                "kind": CONTESTS[number % len(CONTESTS)], "level": random.choice("2334"),
                "rank": random.choice("123"), "award_date": f"{year}-{month}",
                "organiser": "示例职业教育学会", "first_student": winners[0].who.number,
                "students": "、".join(s.who.number for s in winners),
                "tutors": next(tutors).number,
            }  # fmt: skip


def _honours(world: World) -> Iterator[Row]:
    """Yield the honours of the college, some in each class and term."""
    for place, student in enumerate(on_roll(world)):
        if (place + world.year) % HONOURED_EVERY == 0:
            for month in (f"{world.autumn}-12", f"{world.spring}-06"):
                number = student.who.number
                yield {
                    "project": f"示例三好学生（{student.class_name}）", "kind": "综合荣誉",
                    "level": "4", "rank": "9", "award_date": month, "organiser": "示例学院",
                    "first_student": number, "students": number,
                }  # fmt: skip
