"""The units of the invented college and its leaders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from admin.demonstration.college import ADMINISTRATIVE, SCHOOLS, TEACHING, UNIT_KINDS
from admin.demonstration.sheet import Sheet, sheet
from admin.demonstration.staff import INDUSTRY, LEADERS, PERSONNEL, Member

DUTIES = ("校长", "副校长（分管教学）", "副校长（分管学生）", "副校长（分管后勤）")


def led_by(codes: Sequence[str]) -> dict[str, int]:
    """Return for each unit which of the leaders is in charge of it; the first leads none."""
    return {code: 1 + order % (LEADERS - 1) for order, code in enumerate(codes)}


def unit_sheet(units: Mapping[str, str], members: Sequence[Member]) -> Sheet:
    """Return the table of units; ``units`` gives codes by name."""
    schools = {school.name for school in SCHOOLS}
    own = [m for m in members if m.kind != INDUSTRY]
    heads = {m.unit: m.number for m in reversed(own)}
    count = Counter(m.unit for m in own)
    charge = led_by([*units.values()])
    return sheet("institution.unit", PERSONNEL, (
        {
            "unit_code": code, "unit_name": name,
            "unit_kind": TEACHING if name in schools else UNIT_KINDS.get(name, ADMINISTRATIVE),
            "head_no": heads[code], "officer_no": heads[code],
            "leader_no": members[charge[code]].number, "staff_full": count[code],
            "staff_part": 0, "established": "2015-03",
        }
        for name, code in units.items()
    ))  # fmt: skip


def leader_sheet(units: Mapping[str, str], members: Sequence[Member]) -> Sheet:
    """Return the table of leaders, each with the units in charge."""
    charge = led_by([*units.values()])
    rows = []
    for order, member in enumerate(members[:LEADERS]):
        who = member.who
        own = [code for code, leader in charge.items() if leader == order]
        rows.append({
            "staff_no": who.number, "name": who.name, "sex": who.sex, "birthday": who.birthday,
            "duty": DUTIES[order], "title_level": "412", "edu": "14", "degree": "3",
            "manage_work": DUTIES[order], "manage_units": "、".join(own),
            "appointed": "2021-07", "phone": f"0750-3100{order:03d}",
        })  # fmt: skip
    return sheet("institution.leader", "组织人事部门", rows)

