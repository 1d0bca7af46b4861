"""What a department or an account must be, and in Chinese what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.access import DEPARTMENTAL, ROLE_TITLES, ROLES, SYSTEM
from core.definition.text import folded
from core.rounds.department import KIND_TITLES
from core.rounds.people.directory import AccountEntry, DepartmentEntry, Directory

ID = re.compile(r"[a-z][a-z0-9_-]{0,31}")
USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,39}")
STAFF_NO = re.compile(r"[A-Za-z0-9-]{1,20}")
LONGEST_NAME = 60
VICE_PRESIDENT, ADMINISTRATOR = "vice_president", "administrator"


class Fault(NamedTuple):
    """What is wrong with one field of an entry."""

    field: str
    text: str


def department_faults(entry: DepartmentEntry, there: Directory) -> Iterator[Fault]:
    """Yield what is wrong with a department in the directory as it would be with it."""
    if not ID.fullmatch(entry.id):
        yield Fault("id", "代码应以小写字母开头，只用小写字母、数字、- 和 _，最多 32 个")
    if not entry.name or len(entry.name) > LONGEST_NAME:
        yield Fault("name", f"请填写部门名称，最多 {LONGEST_NAME} 个字")
    if entry.kind not in KIND_TITLES:
        yield Fault("kind", f"类别应为{'、'.join(KIND_TITLES.values())}之一")
    yield from _shared_words(entry, there)
    yield from _wrong_parent(entry, there)
    leader = there.accounts.get(entry.vice_president)
    if entry.vice_president and (leader is None or leader.role != VICE_PRESIDENT):
        yield Fault("vice_president", f"{entry.vice_president} 不是分管校领导的账号")
    elif leader is not None and not leader.active:
        yield Fault("vice_president", f"账号 {leader.username} 已停用")
    if entry.closed and (people := _people_of(entry.id, there)):
        yield Fault("closed", f"还有 {people} 个启用的账号属于这个部门：请先调整或停用它们")


def _shared_words(entry: DepartmentEntry, there: Directory) -> Iterator[Fault]:
    """Yield what the department is called although another one is called so."""
    own = {folded(word): word for word in entry.words}
    for other in there.departments.values():
        if other.id == entry.id:
            continue
        for word in other.words:
            if folded(word) in own:
                field = "name" if folded(word) == folded(entry.name) else "aliases"
                field = "unit_code" if folded(word) == folded(entry.unit_code) else field
                yield Fault(field, f"“{word}”已经是部门“{other.name}”的名称、别名或代码")
                return


def _wrong_parent(entry: DepartmentEntry, there: Directory) -> Iterator[Fault]:
    above, seen = entry.parent, {entry.id}
    while above:
        if above not in there.departments:
            yield Fault("parent", f"没有部门 {above}")
            return
        if above in seen:
            yield Fault("parent", "上级部门绕成了圈：一个部门不能是自己的上级")
            return
        seen.add(above)
        above = there.departments[above].parent


def _people_of(id: str, there: Directory) -> int:
    return sum(one.active and one.department == id for one in there.accounts.values())


def account_faults(entry: AccountEntry, there: Directory) -> Iterator[Fault]:
    """Yield what is wrong with an account in the directory as it would be with it."""
    if not USERNAME.fullmatch(entry.username) or entry.username.casefold() == SYSTEM:
        yield Fault("username", "用户名为 2 至 40 个字母、数字、点、- 或 _，以字母或数字开头")
    same = entry.username.casefold()
    if any(other != entry.username and other.casefold() == same for other in there.accounts):
        yield Fault("username", "已有只差大小写的用户名")
    if not entry.name or len(entry.name) > LONGEST_NAME:
        yield Fault("name", f"请填写姓名，最多 {LONGEST_NAME} 个字")
    if entry.role not in ROLES:
        yield Fault("role", f"角色应为{'、'.join(ROLE_TITLES[role] for role in ROLES)}之一")
    if entry.staff_no and not STAFF_NO.fullmatch(entry.staff_no):
        yield Fault("staff_no", "教工号只用字母、数字和 -，最多 20 个")
    yield from _wrong_place(entry, there)
    yield from _wrong_charge(entry, there)


def _wrong_place(entry: AccountEntry, there: Directory) -> Iterator[Fault]:
    place = there.departments.get(entry.department)
    if entry.department and place is None:
        yield Fault("department", f"没有部门 {entry.department}")
    elif place is None and entry.role in DEPARTMENTAL:
        yield Fault("department", f"{ROLE_TITLES[entry.role]}属于一个部门，请填写部门")
    elif place is not None and place.closed and entry.active:
        yield Fault("department", f"部门“{place.name}”已经停用")


def _wrong_charge(entry: AccountEntry, there: Directory) -> Iterator[Fault]:
    if entry.in_charge and entry.role != VICE_PRESIDENT:
        yield Fault("in_charge", "只有分管校领导分管部门")
    if entry.in_charge and not entry.active:
        yield Fault("in_charge", "停用之前，请先为分管的部门另定分管校领导")
    for id in entry.in_charge:
        if id not in there.departments:
            yield Fault("in_charge", f"没有部门 {id}")
            continue
        others = [
            one.username for one in there.accounts.values()
            if id in one.in_charge and one.username != entry.username
        ]
        if others:
            name = there.departments[id].name
            yield Fault("in_charge", f"部门“{name}”由 {others[0]} 分管，请先从那个账号去掉")


def without_administrator(there: Directory) -> bool:
    """Tell whether nobody would be left to administer accounts."""
    return not any(
        one.active and one.role == ADMINISTRATOR for one in there.accounts.values()
    )
