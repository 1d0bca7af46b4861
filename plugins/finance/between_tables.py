"""Data checks of the finance tables: what the details and the accounts say of each other."""

from __future__ import annotations

from core import Data, count, total
from plugins.finance.category import finance

CENTRAL, LOCAL = "1", ("2", "3", "4")
FULL_TIME, IN_SERVICE = "1", ("11", "12")
IDEOLOGY, SPORT, PSYCHOLOGY = "1", "5", "7"


@finance.data_check(
    "FIN-323", "income",
    "“社会捐赠”表中现金捐赠合计 {left}，本表社会捐赠金额 {right}；请与校企合作办核对，"
    "属实的请说明。",
    severity="warning", blames=["donation"],
)
def donations_agree(income, cooperation_donation, data: Data, setting_money_rounding):
    given = total(
        cooperation_donation.value, cooperation_donation.nature == "捐赠",
        cooperation_donation.form == "现金",
    )
    return data.compare(given, total(income.donation), tolerance=setting_money_rounding)


@finance.data_check(
    "FIN-324A", "income",
    "“专项资金项目”表中央财政到账合计 {left}，多于本表中央专项 {right}；请核对两张表。",
    severity="warning", blames=["special_central"],
)
def central_projects_are_in_the_accounts(income, special, data: Data, setting_money_rounding):
    return data.compare(
        total(special.arrived, special.source == CENTRAL), total(income.special_central),
        relation="<=", tolerance=setting_money_rounding,
    )


@finance.data_check(
    "FIN-324B", "income",
    "“专项资金项目”表省、市、县财政到账合计 {left}，多于本表地方专项 {right}；请核对两张表。",
    severity="warning", blames=["special_local"],
)
def local_projects_are_in_the_accounts(income, special, data: Data, setting_money_rounding):
    return data.compare(
        total(special.arrived, special.source.in_(LOCAL)), total(income.special_local),
        relation="<=", tolerance=setting_money_rounding,
    )


@finance.data_check(
    "FIN-325", "income",
    "“学费标准与收缴”表实收学费合计 {left}，本表全日制学费 {right}；请核对两张表，属实的请说明。",
    severity="warning", blames=["tuition_ft"],
)
def tuition_agrees_with_receipts(income, tuition, data: Data, setting_money_rounding):
    return data.compare(
        total(tuition.received), total(income.tuition_ft), tolerance=setting_money_rounding
    )


@finance.data_check(
    "FIN-326", "expense",
    "“培训进修”表培训费用合计 {left}，超过本表教师培训专项经费 {right} 的 "
    "{setting_cost_slack}% 以上；请与人事处核对，属实的请说明。",
    severity="warning", blames=["faculty_train"],
)
def training_costs_are_in_the_accounts(
    expense, faculty_training, data: Data, setting_cost_slack
):
    return data.compare(
        total(faculty_training.cost), total(expense.faculty_train),
        relation="<=", percent=setting_cost_slack,
    )


@finance.data_check(
    "FIN-327", "expense",
    "“校内实践基地”表耗材费合计 {left}，超过本表实（验）训耗材 {right} 的 "
    "{setting_cost_slack}% 以上；请与教务处核对，属实的请说明。",
    severity="warning", blames=["teach_consum"],
)
def material_is_in_the_accounts(expense, facilities_base_on, data: Data, setting_cost_slack):
    return data.compare(
        total(facilities_base_on.consumable), total(expense.teach_consum),
        relation="<=", percent=setting_cost_slack,
    )


def _full_time(teacher, area):
    return count(
        teacher.staff_kind == FULL_TIME, teacher.status.in_(IN_SERVICE),
        teacher.course_area.has(area),
    )


@finance.data_check(
    "FIN-329A", "policy",
    "思政课专任教师数填 {right}，教师表中任教思政课的专任教师 {left} 人；请与人事处核对。",
    blames=["ideology"],
)
def ideology_teachers_agree(policy, faculty_teacher, data: Data):
    return data.compare(_full_time(faculty_teacher, IDEOLOGY), total(policy.ideology))


@finance.data_check(
    "FIN-329B", "policy",
    "体育课专任教师数填 {right}，教师表中任教体育课的专任教师 {left} 人；请与人事处核对。",
    blames=["pe"],
)
def sport_teachers_agree(policy, faculty_teacher, data: Data):
    return data.compare(_full_time(faculty_teacher, SPORT), total(policy.pe))


@finance.data_check(
    "FIN-329C", "policy",
    "专职辅导员数填 {right}，专职管理人员表中专职辅导员 {left} 人；请与学生处核对。",
    blames=["counselors"],
)
def counselors_agree(policy, faculty_manager, data: Data):
    return data.compare(count(faculty_manager.counselor), total(policy.counselors))


@finance.data_check(
    "FIN-329D", "policy",
    "专职心理健康教师数填 {right}，教师表中任教心理健康课的专任教师 {left} 人；请与人事处核对。",
    blames=["psych"],
)
def psychology_teachers_agree(policy, faculty_teacher, data: Data):
    return data.compare(_full_time(faculty_teacher, PSYCHOLOGY), total(policy.psych))
