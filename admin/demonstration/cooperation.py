"""What the college does together with firms, and what it was given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from admin.demonstration.college import PARTNERSHIP
from admin.demonstration.graduates import graduate_rows
from admin.demonstration.majors import STOPPED
from admin.demonstration.partners import company_rows
from admin.demonstration.sheet import Row, Sheet, by_school, sheet
from admin.demonstration.staff import INDUSTRY, full_timers, in_turn
from admin.demonstration.world import World, about

DONATED_CASH = 10
"""Cash that was given in a calendar year, in 万元; the accounts say the same."""


def cooperation_sheets(world: World) -> Iterator[Sheet]:
    """Yield the tables of the category."""
    yield sheet("cooperation.company", PARTNERSHIP, _companies(world))
    yield from by_school("cooperation.major", _by_major(world))
    yield sheet("cooperation.project", PARTNERSHIP, _projects(world))
    yield sheet("cooperation.platform", PARTNERSHIP, _platforms(world))
    yield sheet("cooperation.donation", PARTNERSHIP, _donations(world))


def _companies(world: World) -> list[Row]:
    """Return the firms; one still works with the major that is being given up."""
    rows: list[Row] = list(company_rows([*world.firms]))
    if not world.since:
        rows[-1] = {**rows[-1], "majors": f"{rows[-1]['majors']}、{STOPPED.code}"}
    return rows


def _by_major(world: World) -> Iterator[tuple[str, Row]]:
    random = world.random("cooperation")
    leaving = Counter(student.major.code for student in world.graduating)
    hired = Counter(
        student.major.code for student, row in graduate_rows(world) if row.get("employer_uscc")
    )
    outside = Counter(m.major for m in world.members if m.kind == INDUSTRY)
    for major in world.majors:
        yield major.school, {
            "major_code": major.code,
            "companies": sum(major.code in firm.majors for firm in world.firms),
            "orders": 0, "courses": 2, "textbooks": 1, "pt_teachers": outside[major.code],
            "interns": leaving[major.code], "donated": 0.5, "quasi": 0.5,
            "hired": hired[major.code], "service_income": about(random, 3),
            "trained": about(random, 60),
        }  # fmt: skip
    if not world.since:
        nothing = ("orders", "courses", "textbooks", "pt_teachers", "interns", "donated",
                   "quasi", "hired", "service_income", "trained")  # fmt: skip
        yield STOPPED.school, {
            "major_code": STOPPED.code, "companies": 1, **dict.fromkeys(nothing, 0),
        }  # fmt: skip


def _projects(world: World) -> Iterator[Row]:
    random = world.random("joint projects")
    leaders = in_turn(full_timers(world.members), 3 + 5 * world.since)
    kinds = ("共建课程", "共建基地", "员工培训", "订单培养", "典型生产实践项目")
    for number in range(1, 5 * world.scale.times + 1):
        firm = world.firms[(3 * number + world.since) % len(world.firms)]
        yield {
            "project_no": f"XQ{world.year}{number:03d}",
            "project_name": f"示例校企合作项目{number:03d}",
            "company_code": firm.number, "majors": firm.majors[0],
            "content": "示例合作内容", "kind": kinds[number % len(kinds)], "level": "4",
            "leader_no": next(leaders).number, "horizontal": "否",
            "amount": about(random, 8), "received": about(random, 4),
            "start_date": f"{world.autumn}-10-10", "end_date": f"{world.autumn + 2}-09-30",
            "doc": f"示院合〔{world.autumn}〕{number}号",
        }  # fmt: skip


def _platforms(world: World) -> Iterator[Row]:
    for number, (kind, name) in enumerate((
        ("园校共同体", "示例学前教育园校共同体"), ("产业学院", "示例数字商贸产业学院"),
        ("行业产教融合共同体", "示例托育行业产教融合共同体"),
    )):  # fmt: skip
        yield {
            "platform_name": name, "kind": kind, "level": "34"[number % 2], "role": "牵头",
            "partners": 20 + world.since, "lead_unit": "示例学院", "approve_date": "2022-06",
            "doc_no": f"示教〔2022〕{number + 1}号", "majors": world.majors[number].code,
            "students": world.scale.students // 20, "invest": 30,
        }  # fmt: skip


def _donations(world: World) -> Iterator[Row]:
    """Yield cash as the accounts have it, and equipment as the majors have it."""
    yield {
        "donor": world.firms[0].name, "project": f"示例奖教金（{world.autumn}）",
        "donate_month": f"{world.autumn}-05", "nature": "捐赠", "form": "现金",
        "value": DONATED_CASH, "company_code": world.firms[0].number,
    }  # fmt: skip
    majors = len(world.majors)
    for number, nature in enumerate(("捐赠", "准捐赠")):
        firm = world.firms[1 + number + world.since]
        yield {
            "donor": firm.name, "project": f"示例实训设备（{world.autumn}）",
            "donate_month": f"{world.autumn}-1{number}", "nature": nature, "form": "设备",
            "value": majors * 0.5 + 1, "company_code": firm.number,
        }  # fmt: skip
