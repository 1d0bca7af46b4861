"""One department or account as a form: what stands in it, and what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from admin.words import _
from core.access import ROLE_TITLES, ROLES
from core.exchange.lists.words import several
from core.rounds.department import KIND_TITLES
from core.rounds.people.directory import AccountEntry, DepartmentEntry, Directory
from core.rounds.people.rules import VICE_PRESIDENT

SEVERAL = "、"
LONGEST = 400


class Input(NamedTuple):
    """One input of the form; with options it is a choice, ``fixed`` can only be read."""

    name: str
    label: str
    value: str
    help: str = ""
    options: Sequence[tuple[str, str]] = ()
    fixed: bool = False
    required: bool = False


def department_inputs(entry: DepartmentEntry, there: Directory, known: bool) -> list[Input]:
    """Return the inputs of a department."""
    others = [(one.id, one.name) for one in there.departments.values() if one.id != entry.id]
    leaders = [
        (one.username, f"{one.name}（{one.username}）") for one in there.accounts.values()
        if one.role == VICE_PRESIDENT and (one.active or one.username == entry.vice_president)
    ]
    return [
        Input("id", _("代码"), entry.id, _("小写字母开头，定下就不再变；不填则由系统给出。"),
              fixed=known),
        Input("name", _("部门名称"), entry.name, _("改名后，原名留作别名：各表按名称找归口部门。"),
              required=True),
        Input("kind", _("类别"), entry.kind, options=[*KIND_TITLES.items()], required=True),
        Input("parent", _("上级部门"), entry.parent, options=[("", _("没有")), *others]),
        Input("unit_code", _("单位编号"), entry.unit_code,
              _("与“机构设置”表中的单位编号相同。")),
        Input("aliases", _("别名"), SEVERAL.join(entry.aliases), _("几个别名用顿号隔开。")),
        Input("vice_president", _("分管校领导"), entry.vice_president,
              options=[("", _("还没有定")), *leaders]),
        Input("closed", _("状态"), "1" if entry.closed else "",
              _("停用的部门在新批次中没有任务，已填的数据保留。"),
              [("", _("启用")), ("1", _("停用"))]),
    ]  # fmt: skip


def typed_department(form: Mapping[str, str], id: str) -> DepartmentEntry:
    """Return the department that was typed."""
    text = _texts(form)
    return DepartmentEntry(
        id or text("id"), text("name"), text("kind"), text("parent"), text("unit_code"),
        several(text("aliases")), text("vice_president"), text("closed") == "1",
    )


def account_inputs(entry: AccountEntry, there: Directory, known: bool) -> list[Input]:
    """Return the inputs of an account."""
    places = [(one.id, one.name) for one in there.departments.values()]
    charge = SEVERAL.join(
        there.departments[id].name if id in there.departments else id for id in entry.in_charge
    )
    return [
        Input("username", _("用户名"), entry.username, _("字母和数字；定下就不再变。"),
              fixed=known, required=True),
        Input("name", _("姓名"), entry.name, required=True),
        Input("role", _("角色"), entry.role, _("一人兼两种角色，用两个账号、同一个教工号。"),
              [("", _("请选择")), *((role, ROLE_TITLES[role]) for role in ROLES)], required=True),
        Input("department", _("部门"), entry.department, options=[("", _("不属于部门")), *places]),
        Input("staff_no", _("教工号"), entry.staff_no, _("填报本人数据时，按它认出自己的行。")),
        Input("in_charge", _("分管部门"), charge,
              _("只用于分管校领导；几个部门用顿号隔开，写名称、别名或代码。")),
        Input("active", _("状态"), "1" if entry.active else "",
              _("停用立即生效；所填的数据和操作记录都保留。"),
              [("1", _("启用")), ("", _("停用"))]),
    ]  # fmt: skip


def typed_account(form: Mapping[str, str], username: str, there: Directory) -> AccountEntry:
    """Return the account that was typed; departments by whatever they are called."""
    text = _texts(form)
    charge = tuple(there.department_id(word) or word for word in several(text("in_charge")))
    return AccountEntry(
        username or text("username"), text("name"), text("role"), text("department"),
        text("staff_no"), text("active") == "1", charge,
    )


def _texts(form: Mapping[str, str]) -> Any:
    return lambda name: form.get(name, "").strip()[:LONGEST]
