"""The industries of the region and how the majors answer to them."""

from __future__ import annotations

from collections.abc import Iterator

from admin.demonstration.college import ACADEMIC, OFFICE, SCHOOLS, Major
from admin.demonstration.majors import CLUSTER
from admin.demonstration.sheet import Row, Sheet, by_school, sheet
from admin.demonstration.staff import full_timers
from admin.demonstration.world import World, about

INDUSTRIES = (
    ("CY01", "学前教育与托育", "P", "6"), ("CY02", "软件和信息技术服务", "I", "2"),
    ("CY03", "现代商贸流通", "F", "5"), ("CY04", "文化创意", "R", "4"),
    ("CY05", "居民服务与养老", "O", "6"),
)  # fmt: skip
DEMAND = "ABCC"


def industry_sheets(world: World) -> Iterator[Sheet]:
    """Yield the tables of the category."""
    yield sheet("industry.industry", OFFICE, _industries(world))
    yield sheet("industry.cluster", ACADEMIC, [_cluster(world)])
    yield from by_school("industry.match", _matches(world))
    yield from by_school("industry.demand", _demand(world))


def _industries(world: World) -> Iterator[Row]:
    random = world.random("industries")
    for code, name, section, rank in INDUSTRIES:
        yield {
            "industry_code": code, "industry_name": name, "gb4754": section, "rank": rank,
            "region": "江门市", "stat_year": world.autumn, "output": about(random, 120),
            "growth": round(random.uniform(3, 6), 1), "employees": 1.8 + 0.1 * world.since,
            "firms": about(random, 900), "source": "示例数据，非统计公报",
        }  # fmt: skip


def served(major: Major) -> str:
    """Return the code of the industry that a major serves."""
    section = next(school.industry for school in SCHOOLS if school.code == major.school)
    return next(code for code, _, other, _ in INDUSTRIES if other == section)


def _cluster(world: World) -> Row:
    core = world.majors[0]
    leader = next(m for m in full_timers(world.members) if m.major == core.code)
    return {
        "cluster_code": CLUSTER, "cluster_name": "示例学前教育专业群", "level": "4",
        "approve_date": "2022-05", "leader_no": leader.number, "core_major": core.code,
        "majors": "、".join(m.code for m in world.majors[:3]), "chain": "CY01",
        "budget": 300, "spent": 150 + 40 * world.since, "partners": 6,
    }  # fmt: skip


def _matches(world: World) -> Iterator[tuple[str, Row]]:
    for order, major in enumerate(world.majors):
        yield major.school, {
            "major_code": major.code, "industry_code": served(major), "match_kind": "1",
            "key_chain": "是" if order % 3 == 0 else "否", "demand_grade": DEMAND[order % 4],
            "posts": f"{major.name}相关示例岗位", "basis": "示例区域产业调研",
        }  # fmt: skip


def _demand(world: World) -> Iterator[tuple[str, Row]]:
    random = world.random("demand")
    for order, major in enumerate(world.majors, 1):
        for post in ("一线岗位", "管理岗位"):
            yield major.school, {
                "survey_no": f"DY{world.autumn}{order:02d}", "survey_date": f"{world.autumn}-11-20",
                "method": "问卷", "majors": major.code, "industry_code": served(major),
                "post": f"{major.name}{post}", "region": "江门市", "firms": about(random, 40),
                "demand": about(random, 260), "supply": about(random, 180),
                "salary": about(random, 4200), "abilities": "示例能力要求",
            }  # fmt: skip
