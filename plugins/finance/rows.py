"""Computed fields and row checks of the finance tables; every amount is in 元 here."""

from __future__ import annotations

from plugins.finance.category import finance

MEND = "请按决算核对各项"


@finance.computed("expense", "teach_total")
def teaching_money(teach_consum, teach_practice, teach_hire, teach_sport, teach_other):
    return teach_consum + teach_practice + teach_hire + teach_sport + teach_other


@finance.computed("tuition", "receivable")
def receivable_fees(standard, students):
    return standard * students


@finance.computed("special", "rate")
def execution_rate(spent, arrived, carried=None):
    available = arrived + (carried or 0)
    return 100 * spent / available if available else None


@finance.computed("policy", "ft_teachers")
def teachers_of_the_faculty_table(full_time_teachers):
    return full_time_teachers


@finance.check(
    "FIN-228", "income",
    "学校总收入 {income_total} 不等于学费 {tuition}、经常性补助 {regular}、专项 {special}、"
    f"捐赠 {{donation}}、社会服务 {{service}}、其他 {{others}} 之和；{MEND}，贷款不算收入。",
    passes={
        "income_total": "100", "tuition": "40", "regular": "30", "special": "20",
        "donation": "1", "service": "4", "others": "5",
    },
    fails={
        "income_total": "120", "tuition": "40", "regular": "30", "special": "20",
        "donation": "1", "service": "4", "others": "5",
    },
    blanks=True,
)
def income_adds_up(
    income_total, tuition, regular, special, donation, service, others, setting_money_rounding
):
    parts = (tuition, regular, special, donation, others)
    if income_total is None or None in parts:
        return True
    return abs(income_total - sum(parts) - (service or 0)) <= setting_money_rounding


@finance.check(
    "FIN-229A", "income",
    "学费收入合计 {tuition} 不等于全日制 {tuition_ft} 加非全日制 {tuition_other}；" + MEND + "。",
    passes={"tuition": "40", "tuition_ft": "30", "tuition_other": "10"},
    fails={"tuition": "40", "tuition_ft": "30", "tuition_other": "1"},
    blanks=True,
)
def tuition_adds_up(tuition, tuition_ft, tuition_other, setting_money_rounding):
    if tuition is None or tuition_ft is None:
        return True
    return abs(tuition - tuition_ft - (tuition_other or 0)) <= setting_money_rounding


@finance.check(
    "FIN-229B", "income",
    "专项投入合计 {special} 不等于中央 {special_central} 加地方 {special_local}；" + MEND + "。",
    passes={"special": "20", "special_central": "5", "special_local": "15"},
    fails={"special": "20", "special_central": "5", "special_local": "5"},
)
def special_adds_up(special, special_central, special_local, setting_money_rounding):
    return abs(special - special_central - special_local) <= setting_money_rounding


@finance.check(
    "FIN-230", "expense",
    "学校总支出 {expense_total} 不等于征地 {land}、基建 {infra}、设备 {equip}、"
    "日常教学 {teach_total}、教研 {research}、师资 {faculty}、图书 {books}、其他 {others} 之和；"
    f"{MEND}，还贷不算支出。",
    passes={
        "expense_total": "100", "land": "0", "infra": "10", "equip": "20", "teach_total": "30",
        "research": "5", "faculty": "5", "books": "5", "others": "25",
    },
    fails={
        "expense_total": "90", "land": "0", "infra": "10", "equip": "20", "teach_total": "30",
        "research": "5", "faculty": "5", "books": "5", "others": "25",
    },
)
def expense_adds_up(
    expense_total, land, infra, equip, teach_total, research, faculty, books, others,
    setting_money_rounding,
):
    parts = land + infra + equip + teach_total + research + faculty + books + others
    return abs(expense_total - parts) <= setting_money_rounding


@finance.check(
    "FIN-231A", "expense",
    "教师培训专项经费 {faculty_train} 多于师资建设合计 {faculty}；请核对两个数。",
    passes={"faculty_train": "10", "faculty": "20"},
    fails={"faculty_train": "30", "faculty": "20"},
)
def training_is_part_of_faculty(faculty_train, faculty):
    return faculty_train <= faculty


@finance.check(
    "FIN-231B", "expense",
    "教学科研仪器设备 {equip_teach} 多于设备采购合计 {equip}；请核对两个数。",
    passes={"equip_teach": "10", "equip": "20"}, fails={"equip_teach": "30", "equip": "20"},
)
def teaching_equipment_is_part_of_equipment(equip_teach, equip):
    return equip_teach <= equip


@finance.check(
    "FIN-232", "tuition",
    "实收学费 {received} 多于应收学费 {receivable}；请核对，收回往年欠费的请说明。",
    severity="warning",
    passes={"received": "20", "receivable": "21"}, fails={"received": "30", "receivable": "21"},
)
def received_fees_were_due(received, receivable, setting_money_rounding):
    return received <= receivable + setting_money_rounding


@finance.check(
    "FIN-233A", "special",
    "当年支出 {spent} 多于当年到账 {arrived} 加上年结转 {carried}；请核对三个数。",
    passes={"spent": "30", "arrived": "25", "carried": "10"},
    fails={"spent": "40", "arrived": "25", "carried": "10"},
    blanks=True,
)
def spent_no_more_than_there_was(spent, arrived, carried):
    if spent is None or arrived is None:
        return True
    return spent <= arrived + (carried or 0)


@finance.check(
    "FIN-233B", "special",
    "12 月 31 日预算执行率 {rate} 低于 {setting_execution_rate_minimum}%；"
    "请核对，属实的请说明原因。",
    severity="warning", passes={"rate": "92.5"}, fails={"rate": "41"},
)
def money_is_spent_in_time(rate, setting_execution_rate_minimum):
    return rate >= setting_execution_rate_minimum
