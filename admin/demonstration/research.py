"""Research of the invented college: projects, papers, patents, services."""

from __future__ import annotations

from collections.abc import Iterator

from stdnum import issn

from admin.demonstration.college import CONTINUING, RESEARCH
from admin.demonstration.sheet import Row, Sheet, sheet
from admin.demonstration.staff import Member, full_timers, in_turn
from admin.demonstration.world import World, about
from core.definition.kinds.publications import patent_check


def research_sheets(world: World) -> Iterator[Sheet]:
    """Yield the tables of the category."""
    yield sheet("research.project", RESEARCH, _projects(world))
    yield sheet("research.paper", RESEARCH, _papers(world))
    yield sheet("research.patent", RESEARCH, _patents(world))
    yield sheet("research.award", RESEARCH, _awards(world))
    yield sheet("research.platform", RESEARCH, _platforms(world))
    yield sheet("research.service", RESEARCH, _services(world))
    yield sheet("research.service", CONTINUING, _trainings(world))


def _people(world: World, start: int) -> Iterator[Member]:
    return in_turn(full_timers(world.members), start + 11 * world.since)


def _projects(world: World) -> Iterator[Row]:
    random = world.random("research projects")
    leaders = _people(world, 2)
    for number in range(1, 8 * world.scale.times + 1):
        leader, horizontal = next(leaders), number % 8 == 0
        began = world.autumn - number % 3
        total = about(random, 20_000)
        yield {
            "project_no": f"KT{world.year}{number:03d}", "project_name": f"示例课题{number:03d}",
            "nature": "12"[number % 2], "field": "1235"[number % 4],
            "horizontal": "是" if horizontal else "否",
            "level": "9" if horizontal else "2344"[number % 4],
            "source": "示例科研主管部门", "leader_no": leader.number, "unit": leader.unit,
            "members": next(leaders).number, "approve_month": f"{began}-11",
            "end_month": f"{began + 2}-12", "status": "在研",
            "fund_source": "6" if horizontal else "2", "fund_total": total,
            "received": total // 2, "client": f"示例委托单位{number:02d}" if horizontal else "",
        }  # fmt: skip


def _papers(world: World) -> Iterator[Row]:
    random = world.random("papers")
    authors = _people(world, 5)
    for number in range(1, 40 * world.scale.times + 1):
        body = f"9{number:06d}"
        paper = number % 10 != 0
        serial = body + issn.calc_check_digit(body)
        yield {
            "title": f"示例论文{number:03d}（{world.year}）", "kind": "1" if paper else "5",
            "author_no": next(authors).number, "author_order": 1, "unit_order": 1,
            "publisher": f"示例学刊{number % 30:02d}" if paper else "示例出版社",
            "issn_isbn": f"{serial[:4]}-{serial[4:]}" if paper else "",
            "pub_month": f"{world.spring}-0{1 + number % 8}",
            "journal_class": random.choice("5677") if paper else "",
            "teaching_research": "是" if number % 3 == 0 else "否",
        }  # fmt: skip


def _patents(world: World) -> Iterator[Row]:
    random = world.random("patents")
    holders = _people(world, 8)
    for number in range(1, 2 * world.scale.times + 1):
        body = f"{world.autumn}2{number + 9_000_000:07d}"
        sold = number % 5 == 0
        yield {
            "ip_no": f"ZL{body}.{patent_check(body)}", "ip_name": f"示例实用装置{number:02d}",
            "ip_kind": "2", "holder_no": next(holders).number, "is_host": "是",
            "apply_date": f"{world.autumn}-03-10", "grant_month": f"{world.spring}-02",
            "transferred": "是" if sold else "否",
            "transfer_amount": about(random, 3) if sold else "",
        }  # fmt: skip


def _awards(world: World) -> Iterator[Row]:
    people = _people(world, 4)
    for number in range(1, world.scale.times + 2):
        yield {
            "name": f"示例科研成果{number:02d}（{world.year}）", "kind": "社科优秀成果奖",
            "level": "23"[number % 2], "rank": "23"[number % 2],
            "award_month": f"{world.spring}-0{1 + number % 6}", "org": "示例市社科联",
            "school_order": 1, "people": next(people).number,
        }  # fmt: skip


def _platforms(world: World) -> Iterator[Row]:
    leaders = in_turn(full_timers(world.members), 9)
    for number, kind in enumerate(("名师工作室", "技能大师工作室", "协同创新中心"), 1):
        yield {
            "name": f"示例{kind}", "kind": kind, "level": "3", "leader_no": next(leaders).number,
            "approve_month": "2021-06", "doc_no": f"示教〔2021〕{number}号", "members": 8,
            "area": 120, "equip": 30, "fund": 8 + world.since,
        }  # fmt: skip


def _services(world: World) -> Iterator[Row]:
    random = world.random("services of research")
    leaders = _people(world, 6)
    for number in range(1, 3 * world.scale.times + 1):
        amount = about(random, 9)
        yield {
            "contract_no": f"JS{world.autumn}{number:03d}", "name": f"示例技术服务{number:03d}",
            "kind": ("技术咨询", "技术服务", "技术开发")[number % 3],
            "client": world.firms[number % len(world.firms)].name,
            "leader_no": next(leaders).number, "sign_date": f"{world.autumn}-0{1 + number % 9}-15",
            "amount": amount, "received": amount - 2, "public": "否",
        }  # fmt: skip


def _trainings(world: World) -> Iterator[Row]:
    random = world.random("trainings for others")
    leaders = _people(world, 7)
    for number in range(1, 2 * world.scale.times + 1):
        people = about(random, 80)
        amount = about(random, 6)
        yield {
            "contract_no": f"PX{world.autumn}{number:03d}", "name": f"示例社会培训{number:03d}",
            "kind": "社会培训", "client": f"示例教育局{number:02d}",
            "leader_no": next(leaders).number, "sign_date": f"{world.autumn}-0{1 + number % 9}-20",
            "amount": amount, "received": amount, "people": people, "people_days": people * 3,
            "public": "是" if number % 2 else "否",
        }  # fmt: skip
