"""Employment by major, as it follows from the graduates one by one, and what was done for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from admin.demonstration.college import MAJORS
from admin.demonstration.partners import Firm
from admin.demonstration.sheet import Row, Sheet, sheet
from admin.demonstration.staff import Member
from admin.demonstration.students import (
    PLACED,
    PLACEMENT,
    PROVINCE,
    SENIOR,
    STUDY,
    VOCATIONAL,
    Student,
)

Graduates = Sequence[tuple[Student, Row]]
BEFORE = 14
"""How many graduated in each major the year before."""


def major_sheet(by_major: Mapping[str, Graduates]) -> Sheet:
    """Return employment by major, counted from the graduates."""
    return sheet(
        "employment.major", PLACEMENT, [_major(code, found) for code, found in by_major.items()]
    )


def _major(code: str, found: Graduates) -> Row:
    placed = [(student, row) for student, row in found if row["destination"] in PLACED]
    here = sum("city" in row for _, row in placed)
    province = sum(row["province"] == PROVINCE for _, row in placed)
    grads = Counter(student.source for student, _ in found)
    employed = Counter(student.source for student, _ in placed)
    return {
        "major_code": code, "grads": len(found), "employed": len(placed), "emp_city": here,
        "emp_province": province, "emp_other": len(placed) - province, "start_salary": 3600,
        "matched": sum(row.get("matched") == "是" for _, row in found),
        "hs_grads": grads[SENIOR], "hs_emp": employed[SENIOR],
        "tri_grads": grads[VOCATIONAL], "tri_emp": employed[VOCATIONAL],
        "upgrade": sum(row["destination"] == STUDY for _, row in placed),
    }  # fmt: skip


def last_sheet() -> Sheet:
    """Return what became of those who graduated the year before."""
    return sheet("employment.last", PLACEMENT, (
        {
            "major_code": major.code, "grads": BEFORE, "sample": BEFORE - 2,
            "employed": BEFORE - 1, "sat_good": BEFORE - 3, "sat_fair": 1, "sat_bad": 0,
            "teach_sat": BEFORE - 3, "school_sat": BEFORE - 3,
        }
        for major in MAJORS
    ))  # fmt: skip


def employer_sheet(by_major: Mapping[str, Graduates], firms: Sequence[Firm]) -> Sheet:
    """Return the firms that took graduates, with how many."""
    hired: Counter[object] = Counter()
    majors: dict[object, list[str]] = {}
    for code, found in by_major.items():
        for _, row in found:
            if row.get("employer_uscc"):
                hired[row["employer"]] += 1
                majors.setdefault(row["employer"], []).append(code)
    return sheet("employment.employer", PLACEMENT, (
        {
            "employer": firm.name, "uscc": firm.code, "surveyed": "是",
            "contact": f"联系人{order:02d}", "phone": f"0750-3200{order:03d}",
            "hired": hired[firm.name], "majors": "、".join(dict.fromkeys(majors[firm.name])),
        }
        for order, firm in enumerate(firms, 1) if hired[firm.name]
    ))  # fmt: skip


def service_sheet(units: Mapping[str, str], members: Sequence[Member]) -> Sheet:
    """Return what was done to help graduates find work."""
    return sheet("employment.service", PLACEMENT, _services(units[PLACEMENT], members[1].number))


def _services(unit: str, leader: str) -> Iterator[Row]:
    for name, kind, day, companies, posts in (
        ("示例学院秋季校园双选会", "校园双选会", "2024-11-20", 24, 320),
        ("示例学院春季校园双选会", "校园双选会", "2025-03-19", 20, 260),
        ("示例企业专场宣讲会", "专场宣讲会", "2025-04-10", 3, 30),
        ("访企拓岗走访活动", "访企拓岗", "2025-04-24", 6, 45),
        ("就业指导讲座", "就业指导课", "2024-12-05", 0, 0),
    ):
        visit: Row = {"leader_no": leader} if kind == "访企拓岗" else {}
        yield {
            "event_name": name, "kind": kind, "event_date": day, "unit": unit,
            "companies": companies, "posts": posts, "students": 110, **visit,
        }  # fmt: skip
