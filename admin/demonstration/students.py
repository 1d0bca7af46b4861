"""Students of the invented college, and where the graduates among them went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from admin.demonstration.college import MAJORS, SCHOOLS, Major
from admin.demonstration.partners import Firm
from admin.demonstration.persons import Person, mobile, person
from admin.demonstration.sheet import Row, Sheet, sheet
from admin.demonstration.staff import Member
from admin.demonstration.teaching import class_name

AFFAIRS, PLACEMENT, ACADEMIC = "学生处", "招生就业处", "教务处"
SIZES = {2024: 27, 2023: 23, 2022: 15}
"""How many entered each major in a year; the last are this year's graduates."""
GRADUATING = 2022
SENIOR, VOCATIONAL = "1", "2"
CONTRACT, OTHER_WORK, FLEXIBLE, STARTUP = "10", "11", "12", "75"
SOLDIER, STUDY, SEEKING = "46", "80", "70"
DESTINATIONS = (
    (CONTRACT,) * 30 + (OTHER_WORK,) * 28 + (FLEXIBLE,) * 8 + (STUDY,) * 20 + (SOLDIER,) * 3
    + (STARTUP,) * 3 + (SEEKING,) * 8
)  # fmt: skip
AT_WORK = (CONTRACT, OTHER_WORK, FLEXIBLE, STARTUP)
PLACED = (*AT_WORK, SOLDIER, STUDY)
HERE, PROVINCE, ELSEWHERE = "440700", "44", "43"


@dataclass(frozen=True)
class Student:
    """An invented student; ``source`` tells senior high school from vocational school."""

    who: Person
    major: Major
    entry: int
    source: str

    @property
    def graduating(self) -> bool:
        """Whether the student graduates in this round."""
        return self.entry == GRADUATING


def students(random: Random) -> list[Student]:
    """Return everybody on the roll on 31 August, this year's graduates included."""
    found: list[Student] = []
    for entry, size in SIZES.items():
        for major in MAJORS:
            for number in range(1, size + 1):
                order = len(found) + 1
                id = f"{entry}{MAJORS.index(major) + 1:02d}{number:03d}"
                who = person(random, id, f"学生{order:04d}", order, (entry - 19, entry - 18))
                source = random.choice((SENIOR, SENIOR, VOCATIONAL))
                found.append(Student(who, major, entry, source))
    return found


def class_sizes() -> dict[tuple[str, int], int]:
    """Return how many students a class has, by major and year of entry."""
    return {(major.code, entry): size for major in MAJORS for entry, size in SIZES.items()}


def student_sheet(
    random: Random, everybody: Sequence[Student], members: Iterable[Member]
) -> Sheet:
    """Return the roll."""
    counselors = {m.unit: m.number for m in members if m.counselor}
    return sheet("students.student", AFFAIRS, (
        {
            "student_no": s.who.number, "name": s.who.name, "id_type": "居民身份证",
            "id_card": s.who.id_card, "sex": s.who.sex, "birthday": s.who.birthday,
            "ethnic": "汉族", "politics": "03", "unit": s.major.school,
            "major_code": s.major.code, "class_name": class_name(s.major, s.entry),
            "entry_year": s.entry, "years": "3", "entry_month": f"{s.entry}-09",
            "admission_mode": "1" if s.source == SENIOR else "2", "source_type": s.source,
            "origin": PROVINCE, "hukou": random.choice("123"), "order_training": "否",
            "poor_family": "否", "poverty": random.choice("0001"), "veteran": "否",
            "disabled": "否", "status": "7" if s.graduating else "1",
            "graduating": "是" if s.graduating else "否",
            "counselor_no": counselors[s.major.school], "phone": mobile(1000 + order),
        }
        for order, s in enumerate(everybody)
    ))  # fmt: skip


def scale_sheets(everybody: Iterable[Student]) -> Iterator[Sheet]:
    """Yield the numbers of students: 教务处 counts those who stay, 继续教育学院 the others."""
    staying = Counter(s.source for s in everybody if not s.graduating)
    total = sum(staying.values())
    none = {"src_other": 0, "intl": 0}
    yield sheet("students.scale", ACADEMIC, [{
        "ft_total": total, "higher_voc": total, "src_high": staying[SENIOR],
        "src_secondary": staying[VOCATIONAL], **none, "evening": 0, "corr": 0,
    }])  # fmt: skip
    yield sheet("students.scale", "继续教育学院", [{
        "ft_total": 0, "higher_voc": 0, "src_high": 0, "src_secondary": 0, **none,
        "evening": 60, "corr": 40, "train_social": 500,
    }])  # fmt: skip


def graduate_rows(
    random: Random, everybody: Iterable[Student], firms: Sequence[Firm]
) -> list[tuple[Student, dict[str, object]]]:
    """Return where each graduate went."""
    found = []
    for order, student in enumerate(s for s in everybody if s.graduating):
        destination = random.choice(DESTINATIONS)
        row: dict[str, object] = {
            "student_no": student.who.number, "name": student.who.name,
            "major_code": student.major.code, "grad_kind": "毕业", "all_credits": "是",
            "destination": destination, "report_date": f"2025-0{random.choice('678')}-15",
            "verify": "校级核查",
        }  # fmt: skip
        row |= _work(random, destination, order, firms)
        if student.major.training:
            teaches = destination in (CONTRACT, OTHER_WORK) and random.random() < 0.8
            row["is_teacher"] = "是" if teaches else "否"
        found.append((student, row))
    return found


def _work(random: Random, destination: str, order: int, firms: Sequence[Firm]) -> Row:
    """Return what is known of the place a graduate went to."""
    row: dict[str, object] = {}
    if destination in PLACED:
        row["province"] = PROVINCE if random.random() < 0.9 else ELSEWHERE
        if row["province"] == PROVINCE and random.random() < 0.6:
            row["city"] = HERE
    if destination in AT_WORK:
        row |= {"matched": "是" if random.random() < 0.75 else "否",
                "salary": random.randrange(36, 56) * 100}  # fmt: skip
    if destination in (*AT_WORK, STUDY):
        row["evidence"] = f"就业证明{order + 1:03d}.pdf"
    if destination in (CONTRACT, OTHER_WORK, FLEXIBLE):
        firm = firms[order % len(firms)]
        row |= {"employer": firm.name, "employer_uscc": firm.code, "employer_type": "39",
                "industry": firm.industry}  # fmt: skip
    elif destination == STARTUP:
        row["employer"] = f"示例创业工作室{order + 1:03d}"
    elif destination == STUDY:
        row["employer"] = "示例本科大学"
    return row


def graduate_sheets(found: Sequence[tuple[Student, Row]]) -> Iterator[Sheet]:
    """Yield the destinations, each school its own."""
    for school in SCHOOLS:
        own = [row for student, row in found if student.major.school == school.code]
        if own:
            yield sheet("employment.graduate", school.name, own)


def counted(found: Iterable[tuple[Student, Row]]) -> Mapping[str, list[tuple[Student, Row]]]:
    """Return the graduates by major."""
    by_major: dict[str, list[tuple[Student, Row]]] = {major.code: [] for major in MAJORS}
    for student, row in found:
        by_major[student.major.code].append((student, row))
    return by_major
