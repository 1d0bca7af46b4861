"""The two sheets in which an office keeps its teachers, each with an arrangement of its own."""

from __future__ import annotations

from tests.data.workbooks.cells import Raw
from tests.data.workbooks.sheets import Column, Sheet

GUIDANCE = (
    "填写说明", "1. 只填本学年在册的教师，一人一行。", "2. 教工号、身份证号码按文本填写。",
    "3. 填好后由部门负责人核对，9 月 10 日前交人事科。",
)  # fmt: skip
HIDDEN = ("男", "女", "专任教师", "校内兼课")
DOUBTFUL = "参加工作的时间"
ANSWERS = {DOUBTFUL: "work_date"}


def _columns(text: str) -> tuple[Column, ...]:
    """Read columns, one a line: heading, field (- for the filler's own), group (if any)."""
    columns = []
    for line in text.strip().splitlines():
        heading, field, *group = line.split()
        columns.append(Column(group[0] if group else "", heading.replace("_", " "),
                              "" if field == "-" else field))  # fmt: skip
    return tuple(columns)


STAFF = _columns("""
序号                -
*姓_名              name            基本信息
职工号              staff_no        基本信息
性别*               sex             基本信息
身份证号码          id_card         基本信息
出生年月日          birthday        基本信息
民族名称            ethnic          基本信息
政治面貌            politics        基本信息
所在部门            unit
教师类别            staff_kind
手机号码            phone           联系方式
电子邮件            email           联系方式
在职状态            status          岗位情况
编制类型            establishment   岗位情况
岗位类别            post_class      岗位情况
参加工作的时间      work_date       岗位情况
来校时间            join_date       岗位情况
最高学历            edu             学历与职称
最高学位            degree          学历与职称
职称系列            title_series    学历与职称
职称等级            title_level     学历与职称
职称名称            title_name      学历与职称
职称发证单位        title_org       学历与职称
职称取得时间        title_date      学历与职称
办公室房间          -
有无高校教师资格证  teacher_cert    资格与双师
教师资格证发证单位  cert_org        资格与双师
教师资格证获取日期  cert_date       资格与双师
任教课程类别        course_area     资格与双师
是否专业课教师      professional    资格与双师
骨干教师            backbone        资格与双师
双师素质教师        dual            资格与双师
双师型教师等级      dual_level      资格与双师
双师型认定日期      dual_date       资格与双师
主教专业            major_code
行业、企业一线工作时间（历年）（年）    industry_years  一线工作
行业、企业一线工作时间（本学年）（天）  industry_days   一线工作
职业资格证书名称    vq_name         职业资格
证书等级            vq_level        职业资格
证书发证单位        vq_org          职业资格
证书获取日期        vq_date         职业资格
""")

HIRED = _columns("""
教工号*             staff_no
教师姓名            name
工作单位            out_unit
当前单位职务        out_duty
任职日期            out_since
签约情况            contract
聘期到期日          contract_to
教师类型            staff_kind
人员状态            status
证件号码            id_card
出生日期            birthday
性别                sex
民族                ethnic
所属学院            unit
专业代码            major_code
参加工作年月        work_date
学历                edu
学位                degree
专业技术职务系列    title_series
专业技术职务等级    title_level
专业技术职务        title_name
职务发证单位        title_org
职务获取日期        title_date
高校教师资格证      teacher_cert
是否专业（课）教师  professional
是否骨干教师        backbone
双师素质            dual
双师型认定等级      dual_level
双师型认定日期      dual_date
历年企业工作时间    industry_years
本学年企业工作时间  industry_days
职业技能等级证书名称  vq_name
证书等级            vq_level
证书发证单位        vq_org
证书获取日期        vq_date
联系电话            phone
邮箱                email
经办人意见          -
""")


def staff_sheet(count: int) -> Sheet:
    """Return the sheet of the college's own staff: title, two header rows, totals and notes."""
    below: tuple[tuple[Raw, ...], ...] = (
        ("合计", f"{count} 人"),
        ("注：1. 本表一式两份，一份交人事科，一份留部门存档备查。",),
        ("填表人：教师001", None, None, "审核人：教师002", None, "填表日期：2025年9月5日"),
    )
    above = ("示例职业学院教师基本情况一览表", "（2024—2025 学年）", "填报部门：人事科")
    return Sheet("校内教师", above, STAFF, below=below)


def hired_sheet() -> Sheet:
    """Return the sheet of teachers from outside: one header row, below it the columns' numbers."""
    below = (("说明：外聘教师由各二级学院报来，人事科汇总。",),)
    return Sheet("校外教师", ("外聘教师名册",), HIRED, two_rows=False, numbered=True, below=below)
