"""How teaching is developed: books, projects, certificates, internships, evaluation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from stdnum import ean

from admin.demonstration.college import ACADEMIC, CONTINUING
from admin.demonstration.courses import Course, courses_of, public_courses
from admin.demonstration.sheet import Row, Sheet, by_school, sheet
from admin.demonstration.staff import full_timers, in_turn
from admin.demonstration.world import World, about

CERTIFICATES = (("普通话等级证书", "普通话等级", "9", "示例语言文字机构", 0.5),
                ("示例职业技能等级证书", "职业技能等级证书", "3", "示例评价机构", 0.4))  # fmt: skip
BOOKS = ("国家规划教材", "国家规划教材", "省级规划教材", "行业规划教材", "校企合作教材")
TERMS = (("09", "01"), ("02", "07"))


def development_sheets(world: World) -> Iterator[Sheet]:
    """Yield the tables of the category."""
    yield from by_school("development.certificate", _certificates(world))
    yield from by_school("development.internship", _internships(world))
    yield sheet("development.textbook", ACADEMIC, _textbooks(world))
    yield sheet("development.project", ACADEMIC, _projects(world))
    yield sheet("development.evaluation", ACADEMIC, _evaluations(world))
    yield sheet("development.station", CONTINUING, _stations(world))


def _certificates(world: World) -> Iterator[tuple[str, Row]]:
    random = world.random("certificates")
    leaving = Counter(student.major.code for student in world.graduating)
    for major in world.majors:
        for name, kind, level, issuer, share in CERTIFICATES:
            people = min(about(random, leaving[major.code] * share), leaving[major.code])
            yield major.school, {
                "major_code": major.code, "cert_name": name, "cert_kind": kind,
                "cert_level": level, "issuer": issuer, "site": "示例学院", "people": people,
                "people_all": people + about(random, 10), "matched": "是",
            }  # fmt: skip


def _internships(world: World) -> Iterator[tuple[str, Row]]:
    """Yield where the graduating students of a major spent half a year: all of them somewhere."""
    leaving = Counter(student.major.code for student in world.graduating)
    for major in world.majors:
        firms = [firm for firm in world.firms if major.code in firm.majors]
        places = min(len(firms), 16 * major.classes)
        for number in range(places):
            interns = leaving[major.code] // places + (number < leaving[major.code] % places)
            firm = firms[number]
            yield major.school, {
                "major_code": major.code, "company": firm.name, "company_code": firm.number,
                "post": f"{major.name}岗位", "interns": interns, "months": 6,
                "matched": interns - interns // 8, "hired": interns // 4, "insured": interns,
                "insurance": "实习责任保险（学校出资）", "agreement": interns, "allowance": 1800,
                "tutor_school": 1 + interns // 15, "tutor_company": 1 + interns // 8,
                "arranged": interns,
            }  # fmt: skip


def _textbooks(world: World) -> Iterator[Row]:
    own = [c for major in world.majors for c in courses_of(major) if not c.public]
    for order, course in enumerate((*public_courses(), *own), 1):
        if course.kind != "C":
            yield _textbook(course, order, world.year)


def _textbook(course: Course, order: int, year: int) -> Row:
    body = f"978700{order:06d}"
    changed = order % 3 == year % 3
    return {
        "course_code": course.code, "book_name": f"{course.name}示例教程",
        "isbn": body + ean.calc_check_digit(body),
        "author": f"教师{order % 500 + 1:03d}",
        "publisher": "示例出版社", "edition_year": year - 1 if changed else year - 3,
        "book_kind": BOOKS[order % len(BOOKS)], "book_nature": "高职高专", "form": "纸质",
        "own": "否",
    }  # fmt: skip


def _projects(world: World) -> Iterator[Row]:
    random = world.random("projects of teaching")
    leaders = in_turn(full_timers(world.members), 7 * world.since)
    for number in range(1, 6 * world.scale.times + 1):
        done = number % 4 == 0
        began = world.autumn - (2 if done else number % 2)
        total = about(random, 20)
        leader = next(leaders)
        yield {
            "project_no": f"ZL{world.year}{number:03d}",
            "project_name": f"示例教学改革项目{number:03d}",
            "category": ("12", "18", "03", "19", "14")[number % 5], "level": "23444"[number % 5],
            "role": "主持", "majors": leader.major, "leader_no": leader.number,
            "approve_dept": "示例省教育厅", "doc_no": f"示教〔{began}〕{number}号",
            "start_date": f"{began}-09-10", "end_date": f"{began + 2}-07-10",
            "fund_total": total, "fund_year": total // 2, "spent_year": total // 3,
            "status": "已结题" if done else "在建",
            "accept_date": f"{world.spring}-06" if done else "",
        }  # fmt: skip


def _evaluations(world: World) -> Iterator[Row]:
    random = world.random("evaluation")
    teachers, students = len(full_timers(world.members)), len(world.students)
    for began, ended in TERMS:
        yield {
            "start_month": f"{world.autumn if began == '09' else world.spring}-{began}",
            "end_month": f"{world.spring}-{ended}", "teacher_joined": teachers - 4,
            "teacher_total": teachers, "student_joined": students - students // 20,
            "student_total": students, "peer_joined": teachers // 2, "peer_total": teachers,
            "leader_joined": world.scale.leaders, "leader_total": world.scale.leaders,
            "society_joined": 20, "society_total": 30,
            "avg_score": round(random.uniform(91, 93), 2),
            "excellent": round(random.uniform(92, 94), 2),
        }  # fmt: skip


def _stations(world: World) -> Iterator[Row]:
    random = world.random("stations")
    for name in ("育婴员", "保育师", "茶艺师"):
        students = about(random, 30 * world.scale.times)
        society = about(random, 20 * world.scale.times)
        yield {
            "station": "示例职业技能等级认定站", "dept_level": "3", "dept": "示例市人力资源部门",
            "occupation": name, "cert_level": "3", "students": students, "society": society,
            "passed": students + society - 6, "income": round((students + society) * 0.02, 2),
        }  # fmt: skip
