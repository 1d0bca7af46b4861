"""Ten row checks and two data checks over thirty fields, like those of real categories."""

from __future__ import annotations

from core import Category, Data, hookimpl

bench = Category("bench", "测速")


@hookimpl
def tianbao_categories():
    return [bench]


@bench.check("BEN-101", "person", "来校日期（{join_date}）不应早于参加工作日期（{work_date}）。",
             passes={"work_date": "2010-07", "join_date": "2012-09"},
             fails={"work_date": "2012-09", "join_date": "2010-07"})
def joined_after_starting_work(work_date, join_date):
    return join_date >= work_date


@bench.check("BEN-102", "person", "参加工作时不满 16 岁：出生 {birthday}，工作 {work_date}。",
             passes={"birthday": "1980-01-01", "work_date": "2003-07"},
             fails={"birthday": "1999-01-01", "work_date": "2003-07"})
def old_enough_to_work(birthday, work_date):
    return work_date.year - birthday.year >= 16


@bench.check("BEN-103", "person", "取得职称（{title_date}）时不满 20 岁。",
             passes={"birthday": "1980-01-01", "title_date": "2003-07"},
             fails={"birthday": "1990-01-01", "title_date": "2003-07"})
def old_enough_for_title(birthday, title_date):
    return title_date.year - birthday.year >= 20


@bench.check("BEN-104", "person", "博士毕业（{edu}）而学位为 {degree}。",
             passes={"edu": "11", "degree": "2"}, fails={"edu": "11", "degree": "4"})
def doctor_has_degree(edu, degree):
    return edu != "11" or degree == "2"


@bench.check("BEN-105", "person", "专任教师应有教师资格证。",
             passes={"staff_kind": "1", "cert": "1"}, fails={"staff_kind": "1", "cert": "0"})
def full_time_has_certificate(staff_kind, cert):
    return staff_kind != "1" or cert


@bench.check("BEN-106", "person", "双师教师应有企业工作经历，现为 {industry_years} 年。",
             passes={"dual": "1", "industry_years": "3"},
             fails={"dual": "1", "industry_years": "0"})
def dual_has_experience(dual, industry_years):
    return not dual or industry_years >= 1


@bench.check("BEN-107", "person", "有企业天数而无年限。",
             passes={"industry_days": "10", "industry_years": "1"},
             fails={"industry_days": "366", "industry_years": "0"})
def days_within_years(industry_days, industry_years):
    return industry_days < 366 or industry_years >= 1


@bench.check("BEN-108", "person", "课酬 {salary} 元与课时 {hours} 不符。",
             passes={"salary": "1000", "hours": "10"}, fails={"salary": "1000", "hours": "0"})
def pay_for_hours(salary, hours):
    return hours > 0 or salary == 0


@bench.check("BEN-109", "person", "骨干教师应有职称。",
             passes={"backbone": "1", "title_level": "411"},
             fails={"backbone": "1", "title_level": "499"})
def backbone_has_title(backbone, title_level):
    return not backbone or title_level != "499"


@bench.check("BEN-110", "person", "性别与身份证件号不符。",
             passes={"id_card": "11010519491231002X", "sex": "2"},
             fails={"id_card": "11010519491231002X", "sex": "1"})
def sex_of_id_card(id_card, sex):
    return (int(id_card[16]) % 2 == 1) == (sex == "1")


@bench.data_check("BEN-301", "person", "身份证件号与另一行相同。", blames=["id_card"])
def id_card_twice(person, data: Data):
    return data.repeated(person.id_card)


@bench.data_check("BEN-302", "person", "培训费用 {cost} 元超过课酬的 1000 倍。", blames=["cost"])
def cost_out_of_proportion(person, data: Data):
    return data.rows(person, person.cost > person.salary * 1000)
