"""Data checks of the institution tables: what leaders report and what others know of it."""

from __future__ import annotations

from core import Data, total
from plugins.institution.category import institution


@institution.data_check(
    "ORG-306", "leader_action",
    "教工号 {key} 兼课量填 {right} 学时，“授课情况”表中合计 {left} 学时；请与教务处核对两张表。",
    severity="warning", blames=["teach_hours"],
)
def leaders_hours_agree_with_the_timetable(leader_action, faculty_teaching, data: Data):
    leaders = data.among(leader_action.staff_no)
    return data.groups(
        total(faculty_teaching.hours, faculty_teaching.staff_no.in_(leaders)),
        total(leader_action.teach_hours),
        by=(faculty_teaching.staff_no, leader_action.staff_no),
    )
