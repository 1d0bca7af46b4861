"""Row checks of the school's identity and of its regulations."""

from __future__ import annotations

from core import days_outside
from plugins.institution.category import institution

NEW, UNCHANGED = "新增", "未变"


@institution.check(
    "ORG-006A", "regulation",
    "变更情况是“新增”，发布日期（{issue_date}）却不在本学年内；"
    "请核对日期，往年发布的请把变更情况改为未变或修改。",
    passes={"change_kind": "新增", "issue_date": "2025-03"},
    fails={"change_kind": "新增", "issue_date": "2019-03"},
    blames=["issue_date"],
)
def new_regulation_belongs_to_the_year(
    change_kind, issue_date, calendar, setting_event_grace_days
):
    outside = days_outside(issue_date, calendar.academic_year)
    return change_kind != NEW or outside <= setting_event_grace_days


@institution.check(
    "ORG-006B", "regulation",
    "变更情况是“新增”，发布日期（{issue_date}）略超出本学年；请核对，属实的请说明。",
    severity="warning",
    passes={"change_kind": "新增", "issue_date": "2025-03"},
    fails={"change_kind": "新增", "issue_date": "2024-08"},
    blames=["issue_date"],
)
def new_regulation_lies_within_the_year(
    change_kind, issue_date, calendar, setting_event_grace_days
):
    outside = days_outside(issue_date, calendar.academic_year)
    return change_kind != NEW or not 0 < outside <= setting_event_grace_days


@institution.check(
    "ORG-006C", "regulation",
    "变更日期（{change_date}）不在本学年内；请核对日期，往年变更、今年没有变的请改为未变。",
    passes={"change_kind": "修改", "change_date": "2025-03"},
    fails={"change_kind": "修改", "change_date": "2019-03"},
    blames=["change_date"],
)
def change_belongs_to_the_year(change_kind, change_date, calendar, setting_event_grace_days):
    outside = days_outside(change_date, calendar.academic_year)
    return change_kind == UNCHANGED or outside <= setting_event_grace_days


@institution.check(
    "ORG-006D", "regulation",
    "变更日期（{change_date}）略超出本学年；请核对，属实的请说明。",
    severity="warning",
    passes={"change_kind": "修改", "change_date": "2025-03"},
    fails={"change_kind": "修改", "change_date": "2024-08"},
    blames=["change_date"],
)
def change_lies_within_the_year(change_kind, change_date, calendar, setting_event_grace_days):
    outside = days_outside(change_date, calendar.academic_year)
    return change_kind == UNCHANGED or not 0 < outside <= setting_event_grace_days


@institution.check(
    "ORG-011", "school",
    "学校标识码（{school_id}）第 3、4 位应是所在省份（{province}）的代码；"
    "请对照教育部公布的院校名单核对。",
    passes={"school_id": "4144014587", "province": "广东省"},
    fails={"school_id": "4111014587", "province": "广东省"},
    blames=["school_id"],
)
def school_code_names_the_province(school_id, province):
    return school_id[2:4] == province[:2]
