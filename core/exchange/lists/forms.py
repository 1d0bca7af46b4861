"""The two lists, defined like the tables that departments fill, so that the same code reads them.

They belong to no category and are never stored as rows.
"""

from __future__ import annotations

from core.access import ROLE_TITLES, ROLES
from core.definition.codes import Code, CodeList
from core.definition.field import Field
from core.definition.kinds.base import Reading
from core.definition.period import calendar_of
from core.definition.table import Table
from core.rounds.department import KIND_TITLES

LIST = "list"
ROLE, KIND, STATE = "account_role", "department_kind", "account_state"
IN_USE, SHUT = "启用", "停用"
ROLE_WORDS = {
    "filler": ("填报人", "填报员"), "collector": ("采集管理员", "信息管理员", "信息员"),
    "head": ("负责人", "部门主要负责人"), "vice_president": ("分管领导", "校领导"),
    "consolidator": ("汇总人",), "office": ("办公室", "数据办"), "secretary": ("秘书",),
    "auditor": ("审计",), "leader": ("领导小组成员",),
}
"""What else people call the roles."""
SEVERAL = "、"
"""What stands between several names in one cell."""


def _field(name: str, label: str, kind: str = "text", **more: object) -> Field:
    return Field(name=name, label=label, kind=kind, **more)  # type: ignore[arg-type]


DEPARTMENTS = Table(
    id=f"{LIST}.department", title="部门一览", number="部门", owner="系统管理员",
    period="academic_year", source="学校机构设置文件", key=("name",), display=("name",),
    guidance="每个部门一行，按代码或名称认出已有的部门；表中没有的列、文件中没有的部门都保持原样。\n"
    "改名时填写代码，原名会留作别名。别名、分管校领导等列空着，就是清空。",
    fields=(
        _field("id", "代码", aliases=("部门代码",), example="jwc",
               note="小写字母开头，定下就不再变；新部门不填则由系统给出"),
        _field("name", "部门名称", required=True, aliases=("名称", "部门"), example="示例教务处"),
        _field("kind", "类别", "choice", codes=KIND, aliases=("部门类别",)),
        _field("parent", "上级部门", aliases=("上级",), note="上级部门的名称、别名或代码"),
        _field("unit_code", "单位编号", aliases=("机构编号", "单位代码"),
               note="与“机构设置”表中的单位编号相同"),
        _field("aliases", "别名", aliases=("简称", "曾用名"), note="几个别名用顿号隔开"),
        _field("vice_president", "分管校领导", note="分管校领导的用户名"),
        _field("state", "状态", "choice", codes=STATE, note="停用的部门在新批次中没有任务"),
    ),
)  # fmt: skip
ACCOUNTS = Table(
    id=f"{LIST}.account", title="账号一览", number="账号", owner="系统管理员",
    period="academic_year", source="各部门上报的人员名单", key=("username",), display=("name",),
    guidance="每个账号一行，按用户名认出已有的账号；表中没有的列、文件中没有的账号都保持原样。\n"
    "用户名空着时用教工号。一人兼两种角色，用两个账号、同一个教工号。文件里没有密码："
    "导入后给每个新账号一个一次性的链接，由本人设置密码。",
    fields=(
        _field("username", "用户名", aliases=("账号", "登录名"), example="js001"),
        _field("name", "姓名", required=True, example="教师001"),
        _field("role", "角色", "choice", codes=ROLE, required=True, aliases=("职责",)),
        _field("department", "部门", aliases=("所属部门", "单位", "所在部门"),
               note="部门的名称、别名或代码"),
        _field("staff_no", "教工号", aliases=("工号", "职工号"), example="T001"),
        _field("in_charge", "分管部门", note="只用于分管校领导；几个部门用顿号隔开"),
        _field("state", "状态", "choice", codes=STATE),
    ),
)  # fmt: skip


def _codes(name: str, title: str, *entries: Code) -> CodeList:
    return CodeList(name, title, "", True, entries)


def lists_reading(year: int, date1904: bool = False) -> Reading:
    """Return what the parsers of the two lists depend on."""
    codes = (
        _codes(ROLE, "角色", *(
            Code(role, ROLE_TITLES[role], ROLE_WORDS.get(role, ())) for role in ROLES
        )),
        _codes(KIND, "部门类别", *(Code(kind, title) for kind, title in KIND_TITLES.items())),
        _codes(STATE, "状态", Code(IN_USE, IN_USE, ("在用", "正常")), Code(SHUT, SHUT, ("禁用",))),
    )
    return Reading({one.name: one for one in codes}, calendar_of(year), date1904)
