"""Where the graduates went, one by one, and what was done to help them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from admin.demonstration.college import PLACEMENT, UNITS
from admin.demonstration.partners import Firm
from admin.demonstration.sheet import Row, Sheet, by_school, sheet
from admin.demonstration.students import SENIOR, VOCATIONAL, Student
from admin.demonstration.world import World, about

CONTRACT, OTHER_WORK, FLEXIBLE, STARTUP = "10", "11", "12", "75"
SOLDIER, STUDY, SEEKING = "46", "80", "70"
DESTINATIONS = (
    (CONTRACT,) * 30 + (OTHER_WORK,) * 28 + (FLEXIBLE,) * 8 + (STUDY,) * 20 + (SOLDIER,) * 3
    + (STARTUP,) * 4 + (SEEKING,) * 7
)  # fmt: skip
AT_WORK = (CONTRACT, OTHER_WORK, FLEXIBLE, STARTUP)
PLACED = (*AT_WORK, SOLDIER, STUDY)
HERE, PROVINCE, ELSEWHERE = "440700", "44", "43"
Graduates = Sequence[tuple[Student, Row]]
EVENTS = (
    ("秋季校园双选会", "校园双选会", "11-20", 90, 1200),
    ("春季校园双选会", "校园双选会", "03-19", 80, 1000),
    ("企业专场宣讲会", "专场宣讲会", "04-10", 12, 130),
    ("访企拓岗走访活动", "访企拓岗", "04-24", 20, 160),
    ("就业指导讲座", "就业指导课", "12-05", 0, 0), ("创业培训班", "创业培训", "05-12", 0, 0),
)  # fmt: skip


def employment_sheets(world: World) -> Iterator[Sheet]:
    """Yield the tables of the category."""
    found = graduate_rows(world)
    by_major: dict[str, list[tuple[Student, Row]]] = {}
    for student, row in found:
        by_major.setdefault(student.major.code, []).append((student, row))
    yield from by_school("employment.graduate", ((s.major.school, row) for s, row in found))
    yield sheet("employment.major", PLACEMENT, (_major(c, own) for c, own in by_major.items()))
    yield sheet("employment.last", PLACEMENT, _last(world))
    yield sheet("employment.employer", PLACEMENT, _employers(by_major, world.firms))
    yield sheet("employment.service", PLACEMENT, _services(world))


def graduate_rows(world: World) -> list[tuple[Student, Row]]:
    """Return where each graduate went."""
    random = world.random("graduates")
    firms = {
        major.code: [firm for firm in world.firms if major.code in firm.majors]
        for major in world.majors
    }
    found: list[tuple[Student, Row]] = []
    for order, student in enumerate(world.graduating):
        destination = random.choice(DESTINATIONS)
        row: dict[str, object] = {
            "student_no": student.who.number, "name": student.who.name,
            "major_code": student.major.code, "grad_kind": "毕业", "all_credits": "是",
            "destination": destination, "hard_kind": "0", "verify": "校级核查",
            "report_date": f"{world.spring}-0{random.choice('678')}-15",
        }  # fmt: skip
        row |= _work(random, destination, order, firms[student.major.code])
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
        row["evidence"] = f"就业证明{order + 1:04d}.pdf"
    if destination in (CONTRACT, OTHER_WORK, FLEXIBLE):
        firm = firms[order % len(firms)]
        row |= {"employer": firm.name, "employer_uscc": firm.code, "employer_type": "39",
                "employer_scale": "3", "industry": firm.industry}  # fmt: skip
    elif destination == STARTUP:
        row["employer"] = f"示例创业工作室{order + 1:04d}"
    elif destination == STUDY:
        row["employer"] = f"示例本科大学{order % 60 + 1:02d}"
    return row


def _major(code: str, found: Graduates) -> Row:
    """Return employment of a major, counted from its graduates."""
    placed = [(student, row) for student, row in found if row["destination"] in PLACED]
    province = sum(row["province"] == PROVINCE for _, row in placed)
    grads = Counter(student.source for student, _ in found)
    employed = Counter(student.source for student, _ in placed)
    return {
        "major_code": code, "grads": len(found), "employed": len(placed),
        "emp_city": sum("city" in row for _, row in placed), "emp_province": province,
        "emp_other": len(placed) - province, "start_salary": 3600,
        "matched": sum(row.get("matched") == "是" for _, row in found),
        "hs_grads": grads[SENIOR], "hs_emp": employed[SENIOR],
        "tri_grads": grads[VOCATIONAL], "tri_emp": employed[VOCATIONAL],
        "upgrade": sum(row["destination"] == STUDY for _, row in placed),
    }  # fmt: skip


def _last(world: World) -> Iterator[Row]:
    """Yield what became of those who graduated the year before."""
    random = world.random("last graduates")
    former = Counter(student.major.code for student in world.last_graduating)
    for code, grads in former.items():
        sample = grads - grads // 5
        employed = grads - grads // 20 - 1
        good = min(about(random, employed * 0.9, 0.02), employed - 2)
        yield {
            "major_code": code, "grads": grads, "sample": sample, "employed": employed,
            "promoted": sample // 10, "moved": sample // 12, "sat_good": good, "sat_fair": 1,
            "sat_bad": 0, "teach_sat": sample - 2, "school_sat": sample - 2,
            "expect_ok": sample - 4, "ability_ok": sample - 3, "knowledge_ok": sample - 3,
            "status_sat": sample - 4,
        }  # fmt: skip


def _employers(by_major: Mapping[str, Graduates], firms: Sequence[Firm]) -> Iterator[Row]:
    """Yield the firms that took graduates, with how many."""
    hired: Counter[object] = Counter()
    majors: dict[object, list[str]] = {}
    for code, found in by_major.items():
        for _, row in found:
            if row.get("employer_uscc"):
                hired[row["employer"]] += 1
                majors.setdefault(row["employer"], []).append(code)
    for firm in firms:
        if hired[firm.name]:
            yield {
                "employer": firm.name, "uscc": firm.code, "surveyed": "是",
                "contact": f"联系人{firm.order:03d}", "phone": f"0750-3200{firm.order:03d}",
                "hired": hired[firm.name], "majors": "、".join(dict.fromkeys(majors[firm.name])),
            }  # fmt: skip


def _services(world: World) -> Iterator[Row]:
    """Yield what was done to help graduates find work."""
    random = world.random("services")
    for name, kind, day, companies, posts in EVENTS:
        year = world.autumn if day >= "09" else world.spring
        visit: Row = {"leader_no": world.members[1].number} if kind == "访企拓岗" else {}
        yield {
            "event_name": f"示例学院 {year} 年{name}", "kind": kind, "event_date": f"{year}-{day}",
            "unit": UNITS[PLACEMENT], "companies": about(random, companies),
            "posts": about(random, posts), "students": about(random, 60 * world.scale.times),
            "signed": about(random, 8 * world.scale.times), **visit,
        }  # fmt: skip
