"""Plans for emergencies, drills, supplies, hazards and what happened."""

from __future__ import annotations

from collections.abc import Iterator

from admin.demonstration.college import LOGISTICS, SCHOOLS, UNITS
from admin.demonstration.sheet import Row, Sheet, by_school, sheet
from admin.demonstration.staff import of_unit
from admin.demonstration.world import World, about

CLASSES = ("社会安全", "事故灾难", "公共卫生", "自然灾害", "网络与信息安全", "考试安全", "教育舆情")
REPORT_MINUTES = 30
UNIT = UNITS[LOGISTICS]


def emergency_sheets(world: World) -> Iterator[Sheet]:
    """Yield the tables of the category."""
    yield sheet("emergency.plan", LOGISTICS, _plans())
    yield sheet("emergency.team", LOGISTICS, _teams(world))
    yield sheet("emergency.drill", LOGISTICS, _drills(world))
    yield sheet("emergency.supply", LOGISTICS, _supplies(world))
    yield from by_school("emergency.drill", _lessons(world))
    yield from by_school("emergency.hazard", _hazards(world))
    yield sheet("emergency.incident", LOGISTICS, [_incident(world)])


def plan_name(order: int) -> str:
    """Return the name of the plan for a class of events, counted from 1."""
    return f"示例学院{CLASSES[order - 1]}事件应急预案"


def _plans() -> Iterator[Row]:
    for order in range(1, len(CLASSES) + 1):
        yield {
            "plan_name": plan_name(order), "plan_kind": "专项预案", "event_class": str(order),
            "doc_no": f"示院安〔2022〕{order}号", "issue_date": f"2022-03-{order:02d}",
            "revise_date": "2023-10-10", "owner": UNIT, "filed": "是", "levels": "1、2、3、4",
            "report_minutes": REPORT_MINUTES, "file": f"应急预案{order}.pdf",
        }  # fmt: skip


def _teams(world: World) -> Iterator[Row]:
    leader = of_unit(world.members, UNIT)[0].number
    for name, kind, members in (
        ("应急工作领导小组", "领导小组", 12), ("示例保安队", "专职保安", 30),
        ("微型消防站", "微型消防站", 8), ("医疗救护组", "医疗救护", 6),
    ):
        yield {
            "team_name": name, "kind": kind, "leader_no": leader, "members": members,
            "certified": members // 2, "trained": 3,
            "duty_phone": "0750-3119110" if kind == "领导小组" else "",
        }  # fmt: skip


def _drills(world: World) -> Iterator[Row]:
    """Yield a drill for every plan, and two evacuations on each of two campuses."""
    random = world.random("drills")
    for order in range(1, len(CLASSES) + 1):
        yield _drill(world, f"{CLASSES[order - 1]}桌面推演", "桌面推演", order,
                     f"{world.autumn}-1{order % 3}-{10 + order}", about(random, 60))  # fmt: skip
    for campus in ("东校区", "西校区"):
        for term, day in ((1, f"{world.autumn}-11-09"), (2, f"{world.spring}-05-12")):
            name = f"{campus}第{term}学期疏散演练"
            yield _drill(world, name, "疏散演练", 2, day, about(random, 900), campus)


def _drill(
    world: World, name: str, kind: str, event: int, day: str, students: int,
    place: str = "示例会议室",
) -> Row:
    return {
        "drill_name": name, "kind": kind, "event_class": str(event),
        "plan_name": plan_name(event), "drill_date": day, "unit": UNIT, "place": place,
        "teachers": 30, "students": students,
        "evac_seconds": 240 - 5 * world.since if kind == "疏散演练" else "",
        "evaluation": "示例评估：流程完整", "cost": 500,
    }  # fmt: skip


def _supplies(world: World) -> Iterator[Row]:
    keeper = of_unit(world.members, UNIT)[0].number
    for item, kind in (("灭火器", "消防"), ("急救箱", "医疗"), ("防爆盾", "安防"),
                       ("沙袋", "防汛防台"), ("对讲机", "通信")):  # fmt: skip
        for campus in ("东校区", "西校区"):
            yield {
                "item": item, "kind": kind, "spec": "示例型号", "place": f"{campus}库房",
                "quantity": 60, "standard": 50, "valid_to": "2028-12-31",
                "check_date": f"{world.spring}-06-10", "intact": 60 - world.since,
                "keeper_no": keeper,
            }  # fmt: skip


def _lessons(world: World) -> Iterator[tuple[str, Row]]:
    """Yield a lesson in safety for every class of the first year."""
    random = world.random("lessons in safety")
    names = {s.class_name: s.major.school for s in world.students if s.entry == world.autumn}
    for order, (name, school) in enumerate(names.items()):
        yield school, {
            "drill_name": f"安全教育第一课（{name}）", "kind": "安全课程", "event_class": "1",
            "plan_name": plan_name(1), "drill_date": f"{world.autumn}-09-{10 + order % 15}",
            "unit": school, "place": "示例教室", "teachers": 1, "students": about(random, 42),
            "evaluation": "示例评估：全员参加", "cost": 0,
        }  # fmt: skip


def _hazards(world: World) -> Iterator[tuple[str, Row]]:
    """Yield what each school found in its rounds, all of it mended in time."""
    kinds = ("消防", "用电", "建筑", "食品卫生", "宿舍")
    for school in SCHOOLS:
        for number in range(1, 9 * world.scale.times + 1):
            day, month = 1 + number % 20, f"{world.spring}-0{2 + number % 5}"
            yield school.code, {
                "hazard_no": f"YH{world.spring}{school.code}{number:03d}",
                "find_date": f"{month}-{day:02d}", "kind": kinds[number % len(kinds)],
                "grade": "一般", "place": f"示例楼{number % 9 + 1}", "unit": school.code,
                "deadline": f"{month}-28", "fixed_date": f"{month}-{day + 7:02d}",
                "status": "已整改", "cost": 300 + 10 * (number % 30), "recheck": "1",
            }  # fmt: skip


def _incident(world: World) -> Row:
    return {
        "event_no": f"SJ{world.spring}01", "event_class": "4", "event_level": "4",
        "happen": f"{world.spring}-06-1{world.since}", "found_time": "09:30",
        "report_minutes": 20, "place": "示例操场", "brief": "示例强降雨造成操场积水",
        "injured": 0, "dead": 0, "loss": 0.5, "plan_name": plan_name(4),
        "close_date": f"{world.spring}-06-1{world.since + 1}", "cause": "示例排水不畅",
        "measure": "示例疏通排水",
    }  # fmt: skip
