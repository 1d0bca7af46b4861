"""Row checks of a teacher: who they are, since when they work, how old they are."""

from __future__ import annotations

from core import age, month_of, years_after
from plugins.faculty.category import EXTERNAL, INDUSTRY, INTERNAL, OTHER_SCHOOL, faculty, september

SCHOOLS = ("大学", "学院", "学校", "中学", "小学", "职教中心", "教育局")
FIRMS = ("公司", "集团", "工厂", "合作社")


@faculty.check(
    "FAC-009A", "teacher",
    "出生日期（{birthday}）与身份证件号第 7 至 14 位的日期不一致；请对照证件改正不对的一项。",
    passes={"birthday": "1949-12-31", "id_card": "11010519491231002X"},
    fails={"birthday": "1949-12-30", "id_card": "11010519491231002X"},
    blames=["birthday"],
)
def birthday_agrees_with_id_card(birthday, id_card):
    return len(id_card) != 18 or f"{birthday:%Y%m%d}" == id_card[6:14]


@faculty.check(
    "FAC-009B", "teacher",
    "性别（{sex}）与身份证件号第 17 位不一致（单数为男，双数为女）；请对照证件改正不对的一项。",
    passes={"sex": "女", "id_card": "11010519491231002X"},
    fails={"sex": "男", "id_card": "11010519491231002X"},
    blames=["sex"],
)
def sex_agrees_with_id_card(sex, id_card):
    return len(id_card) != 18 or sex == ("1" if int(id_card[16]) % 2 else "2")


@faculty.check(
    "FAC-101A", "teacher",
    "参加工作日期（{work_date}）时不满 {setting_work_age_minimum} 周岁（出生日期 {birthday}）；"
    "请核对两个日期。",
    passes={"birthday": "1980-05-06", "work_date": "2002-07"},
    fails={"birthday": "1980-05-06", "work_date": "1992-07"},
    blames=["work_date"],
)
def old_enough_when_starting_work(birthday, work_date, setting_work_age_minimum):
    return work_date >= month_of(years_after(birthday, setting_work_age_minimum))


@faculty.check(
    "FAC-101B", "teacher",
    "参加工作日期（{work_date}）时已超过 {setting_work_age_maximum} 周岁（出生日期 {birthday}）；"
    "请核对，属实的请说明。",
    severity="warning",
    passes={"birthday": "1980-05-06", "work_date": "2002-07"},
    fails={"birthday": "1950-05-06", "work_date": "2002-07"},
    blames=["work_date"],
)
def young_enough_when_starting_work(birthday, work_date, setting_work_age_maximum):
    return work_date <= years_after(birthday, setting_work_age_maximum)


@faculty.check(
    "FAC-102", "teacher",
    "来校日期（{join_date}）不应早于参加工作日期（{work_date}）；请核对两个日期。",
    passes={"work_date": "2010-07", "join_date": "2012-09"},
    fails={"work_date": "2012-09", "join_date": "2010-07"},
    blames=["join_date"],
)
def joined_after_starting_work(work_date, join_date):
    return join_date >= work_date


@faculty.check(
    "FAC-103A", "teacher",
    "校内教师 9 月 1 日的年龄一般在 {setting_staff_age_minimum} 至 {setting_staff_age_maximum} "
    "周岁之间，按出生日期（{birthday}）不在其中；请核对，属实的（如返聘）请说明。",
    severity="warning",
    passes={"birthday": "1980-05-06", "staff_kind": "校内专任教师"},
    fails={"birthday": "1950-05-06", "staff_kind": "校内专任教师"},
    blames=["birthday"],
)
def usual_age_of_internal_staff(
    birthday, staff_kind, calendar, setting_staff_age_minimum, setting_staff_age_maximum
):
    years = age(birthday, september(calendar))
    return (
        staff_kind not in INTERNAL
        or setting_staff_age_minimum <= years <= setting_staff_age_maximum
    )


@faculty.check(
    "FAC-103B", "teacher",
    "校外教师 9 月 1 日的年龄一般在 {setting_staff_age_minimum} 至 {setting_external_age_maximum} "
    "周岁之间，按出生日期（{birthday}）不在其中；请核对，属实的请说明。",
    severity="warning",
    passes={"birthday": "1950-05-06", "staff_kind": "校外兼课教师"},
    fails={"birthday": "1940-05-06", "staff_kind": "校外兼课教师"},
    blames=["birthday"],
)
def usual_age_of_external_staff(
    birthday, staff_kind, calendar, setting_staff_age_minimum, setting_external_age_maximum
):
    years = age(birthday, september(calendar))
    return (
        staff_kind not in EXTERNAL
        or setting_staff_age_minimum <= years <= setting_external_age_maximum
    )


@faculty.check(
    "FAC-112A", "teacher",
    "校外兼职教师来自企业、幼儿园等行业一线，工作单位“{out_unit}”像是学校；"
    "来自其他学校的请把教师类型改为校外兼课教师。",
    severity="warning",
    passes={"staff_kind": "校外兼职教师", "out_unit": "示例幼儿园"},
    fails={"staff_kind": "校外兼职教师", "out_unit": "示例师范学院"},
    blames=["out_unit"],
)
def industry_teacher_comes_from_industry(staff_kind, out_unit):
    return staff_kind != INDUSTRY or not any(word in out_unit for word in SCHOOLS)


@faculty.check(
    "FAC-112B", "teacher",
    "校外兼课教师来自其他学校或已退休，工作单位“{out_unit}”像是企业；"
    "来自企业一线的请把教师类型改为校外兼职教师。",
    severity="warning",
    passes={"staff_kind": "校外兼课教师", "out_unit": "示例师范学院"},
    fails={"staff_kind": "校外兼课教师", "out_unit": "示例教育科技有限公司"},
    blames=["out_unit"],
)
def other_external_teacher_comes_from_a_school(staff_kind, out_unit):
    return staff_kind != OTHER_SCHOOL or not any(word in out_unit for word in FIRMS)


@faculty.check(
    "FAC-113", "teacher",
    "聘期至 {contract_to}，在本学年开始以前已经结束；请核对聘期，本学年没有聘用的请删去这一行。",
    severity="warning",
    passes={"staff_kind": "校外兼职教师", "contract_to": "2026-08-31"},
    fails={"staff_kind": "校外兼职教师", "contract_to": "2023-08-31"},
    blames=["contract_to"],
)
def contract_reaches_into_the_year(staff_kind, contract_to, calendar):
    return staff_kind not in EXTERNAL or contract_to >= calendar.academic_year.start
