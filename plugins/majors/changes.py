"""Data checks of majors that begin, stop or vanish: the catalogue and the table of changes."""

from __future__ import annotations

from core import Data
from plugins.majors.category import majors

NEW, STOPPED, REVOKED = "新增", "停招", "撤销"


@majors.data_check(
    "MAJOR-315A", "change",
    "专业 {major_code} 报为新增，“开设专业”表中首次招生日期（{first}）却不在本学年；"
    "请核对首次招生日期，或改正变动类型。",
    blames=["major_code"],
)
def new_major_enrols_this_year(change, catalog, data: Data, calendar):
    """A major approved in this year may enrol for the first time in the September after it."""
    first, year = catalog.first_enrol, calendar.academic_year
    return data.rows(
        change, change.major_code == catalog.major_code, change.change_kind == NEW,
        (first < year.start) | (first > calendar.latest), first=first,
    )


@majors.data_check(
    "MAJOR-315B", "change",
    "专业 {major_code} 报为停招，“开设专业”表中停招年月（{stopped}）却不在本学年；"
    "请核对停招年月，或改正变动类型。",
    blames=["major_code"],
)
def stopped_major_stopped_this_year(change, catalog, data: Data, calendar):
    stopped, year = catalog.stop_date, calendar.academic_year
    outside = stopped.is_(None) | (stopped < year.start) | (stopped > year.end)
    return data.rows(
        change, change.major_code == catalog.major_code, change.change_kind == STOPPED,
        outside, stopped=stopped,
    )


@majors.data_check(
    "MAJOR-315C", "catalog",
    "专业 {major_code} 本学年首次招生（{first_enrol}），“当年专业变动”表中没有“新增”一行；"
    "请补报，或核对首次招生日期。",
    blames=["first_enrol"],
)
def first_enrolment_is_a_change(catalog, change, data: Data, calendar):
    year = calendar.academic_year
    new = data.among(change.major_code, change.change_kind == NEW)
    return data.rows(
        catalog, catalog.first_enrol >= year.start, catalog.first_enrol <= year.end,
        catalog.major_code.not_in(new),
    )


@majors.data_check(
    "MAJOR-315D", "catalog",
    "专业 {major_code} 本学年停招（{stop_date}），“当年专业变动”表中没有“停招”一行；"
    "请补报，或核对停招年月。",
    blames=["stop_date"],
)
def stopping_is_a_change(catalog, change, data: Data, calendar):
    year = calendar.academic_year
    stopped = data.among(change.major_code, change.change_kind == STOPPED)
    return data.rows(
        catalog, catalog.stop_date >= year.start, catalog.stop_date <= year.end,
        catalog.major_code.not_in(stopped),
    )


@majors.data_check(
    "MAJOR-406", "catalog",
    "专业 {major_name}（{major_code}）在上年“开设专业”表中，今年没有，“当年专业变动”表中也没有"
    "“撤销”一行；请补报这个专业，或补报撤销。",
)
def no_major_vanishes(catalog, data: Data):
    """Asked even while no change is reported: a major that is gone without one is an error."""
    last, change = data.last_round(catalog), data.table("majors.change")
    revoked = data.among(change.major_code, change.change_kind == REVOKED)
    return data.missing(last.major_code, catalog.major_code, last.major_code.not_in(revoked))
