"""Row checks of a student: who they are, when they came, how long they study."""

from __future__ import annotations

from core import age
from plugins.students.category import students

FIVE_YEARS, FIVE_YEAR_SOURCE, LINKED = "5", "4", "5"


@students.check(
    "STU-009A", "student",
    "出生日期（{birthday}）与证件号码第 7 至 14 位的日期不一致；请对照证件改正不对的一项。",
    passes={"birthday": "1949-12-31", "id_card": "11010519491231002X"},
    fails={"birthday": "1949-12-30", "id_card": "11010519491231002X"},
    blames=["birthday"],
)
def birthday_agrees_with_id_card(birthday, id_card):
    return len(id_card) != 18 or f"{birthday:%Y%m%d}" == id_card[6:14]


@students.check(
    "STU-009B", "student",
    "性别（{sex}）与证件号码第 17 位不一致（单数为男，双数为女）；请对照证件改正不对的一项。",
    passes={"sex": "女", "id_card": "11010519491231002X"},
    fails={"sex": "男", "id_card": "11010519491231002X"},
    blames=["sex"],
)
def sex_agrees_with_id_card(sex, id_card):
    return len(id_card) != 18 or sex == ("1" if int(id_card[16]) % 2 else "2")


@students.check(
    "STU-116A", "student",
    "年级（{entry_year}）晚于本学年开始的年份；本学年的名单不含今年 9 月入学的新生，请核对或删去。",
    passes={"entry_year": "2024"}, fails={"entry_year": "2025"},
)
def entered_before_the_year_ended(entry_year, calendar):
    return entry_year <= calendar.academic_year.start.year


@students.check(
    "STU-116B", "student",
    "年级 {entry_year}、学制 {years}，在校年数超出学制 {setting_entry_extra_years} 年以上；"
    "请核对年级，已离校的请改学籍状态或删去。",
    passes={"entry_year": "2022", "years": "3"}, fails={"entry_year": "2015", "years": "3"},
    blames=["entry_year"],
)
def not_here_too_long(entry_year, years, calendar, setting_entry_extra_years):
    earliest = calendar.academic_year.start.year - int(years) - setting_entry_extra_years
    return entry_year >= earliest


@students.check(
    "STU-117", "student",
    "入学（{entry_month}）时的年龄一般在 {setting_entry_age_minimum} 至 "
    "{setting_entry_age_maximum} 周岁之间，按出生日期（{birthday}）不在其中；"
    "请核对两个日期，属实的请说明。",
    severity="warning",
    passes={"birthday": "2005-05-06", "entry_month": "2023-09"},
    fails={"birthday": "2015-05-06", "entry_month": "2023-09"},
    blames=["birthday"],
)
def usual_age_at_entry(
    birthday, entry_month, setting_entry_age_minimum, setting_entry_age_maximum
):
    years = age(birthday, entry_month)
    return setting_entry_age_minimum <= years <= setting_entry_age_maximum


@students.check(
    "STU-118", "student",
    "学制 {years}、生源类型 {source_type}、招生方式 {admission_mode} 互相矛盾："
    "五年制的生源是五年制高职或中高职贯通招生；请核对三项，属实的请说明。",
    severity="warning",
    passes={"years": "5", "source_type": "五年制", "admission_mode": "中高职贯通招生"},
    fails={"years": "5", "source_type": "普通高中生", "admission_mode": "普通高考"},
    blames=["years"],
)
def five_years_follow_from_the_source(years, source_type, admission_mode):
    five = source_type == FIVE_YEAR_SOURCE or admission_mode == LINKED
    return (years == FIVE_YEARS) == five


@students.check(
    "STU-119", "student",
    "应届毕业的学生，年级 {entry_year} 加学制 {years} 却晚于今年；请核对年级、学制和是否应届毕业。",
    passes={"graduating": "是", "entry_year": "2022", "years": "3"},
    fails={"graduating": "是", "entry_year": "2024", "years": "3"},
    blames=["graduating"],
)
def graduates_have_studied_long_enough(graduating, entry_year, years, calendar):
    return not graduating or entry_year + int(years) <= calendar.academic_year.end.year
