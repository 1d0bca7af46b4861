"""Measures of the finance tables, and the indicators of 经费 built from them.

Every amount is in 元 in these functions, whatever the unit of its table.
"""

from __future__ import annotations

from core import total
from plugins.finance.category import finance

ASSESSMENT = "省级高职院校办学水平考核指标（公开资料）"
PLATFORM = "高等职业院校人才培养工作状态数据采集平台 V2.16"


@finance.measure("财政经常性补助收入", "income", unit="万元")
def regular_grant(income):
    return total(income.regular)


@finance.measure("财政专项投入", "income", unit="万元")
def special_grant(income):
    return total(income.special)


@finance.measure("全日制学费收入", "income", unit="万元")
def full_time_tuition(income):
    return total(income.tuition_ft)


@finance.measure("日常教学经费", "expense", unit="万元")
def teaching_expense(expense):
    return total(expense.teach_total)


@finance.measure("教学科研仪器设备采购", "expense", unit="万元")
def teaching_equipment_expense(expense):
    return total(expense.equip_teach)


@finance.measure("教师培训专项经费", "expense", unit="万元")
def teacher_training_expense(expense):
    return total(expense.faculty_train)


@finance.measure("专项资金当年支出", "special", unit="万元", by=["unit"])
def special_spent(special):
    return total(special.spent)


@finance.measure("专项资金当年到账", "special", unit="万元", by=["unit"])
def special_arrived(special):
    return total(special.arrived)


@finance.measure("专项资金上年结转", "special", unit="万元", by=["unit"])
def special_carried(special):
    return total(special.carried)


@finance.indicator("FIN-I23", "教师培训经费占比", unit="%", source=ASSESSMENT, direction="up")
def training_money(teacher_training_expense, regular_grant, full_time_tuition):
    return 100 * teacher_training_expense / (regular_grant + full_time_tuition)


@finance.indicator(
    "FIN-I52", "生均财政拨款", unit="元", source=ASSESSMENT, direction="up", change="flow_change"
)
def appropriation(regular_grant, special_grant, full_time_students):
    return (regular_grant + special_grant) / full_time_students


@finance.indicator("FIN-I53", "教学经费投入占比", unit="%", source=ASSESSMENT, direction="up")
def teach_money(teaching_expense, teaching_equipment_expense, regular_grant, full_time_tuition):
    spent = teaching_expense + teaching_equipment_expense
    return 100 * spent / (regular_grant + full_time_tuition)


@finance.indicator(
    "FIN-I54", "生均日常教学经费", unit="元", source=PLATFORM, direction="up", change="flow_change"
)
def teach_per(teaching_expense, equiv_students):
    return teaching_expense / equiv_students


@finance.indicator("FIN-I55", "专项预算执行率", unit="%", source=PLATFORM, direction="up")
def special_rate(special_spent, special_arrived, special_carried=None):
    return 100 * special_spent / (special_arrived + (special_carried or 0))
