"""Storing departments and accounts: checked against all others, audited, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from core.access import Actor, require
from core.audit.recording import Unit, audited
from core.errors import Conflict, Refused
from core.instance import Instance
from core.rounds.assignment import Assignment
from core.rounds.department import Department
from core.rounds.people.directory import (
    AccountEntry,
    DepartmentEntry,
    Directory,
    load_directory,
    mark_of,
)
from core.rounds.people.rules import (
    Fault,
    account_faults,
    department_faults,
    without_administrator,
)
from core.rounds.round import WRITABLE, Round
from core.rounds.user import User

Entry = TypeVar("Entry", DepartmentEntry, AccountEntry)
DEPARTMENT, ACCOUNT = "department", "user"


class Unfit(Refused):
    """An entry is not what it must be; ``faults`` says where."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("；".join(dict.fromkeys(fault.text for fault in faults)))
        self.faults = tuple(faults)


def store_departments(
    instance: Instance, actor: Actor, entries: Sequence[DepartmentEntry],
    seen: Mapping[str, str] | None = None,
) -> None:
    """Store new and changed departments in one act.

    ``seen`` are the marks (see ``mark_of``) of the entries as the actor saw them.  A new
    name keeps the former one as an alias, for the definitions name departments.  Raises
    ``Unfit`` when one is not what it must be, ``Conflict`` when it changed meanwhile.
    """
    with audited(instance, actor, "departments_saved", _object(DEPARTMENT, entries)) as unit:
        require(actor, "administer")
        there = load_directory(unit.connection)
        kept = [_with_former_name(entry, there.departments.get(entry.id)) for entry in entries]
        would = there.with_departments(kept)
        _require_fit([fault for one in kept for fault in department_faults(one, would)])
        changed = list(_changed(unit, kept, there.departments, seen or {}))
        for entry in changed:
            if entry.closed:
                _require_no_tasks(unit.connection, entry)
            _write(unit, Department, Department.id, entry.id, entry.id in there.departments, {
                "name": entry.name, "kind": entry.kind, "unit_code": entry.unit_code,
                "aliases": list(entry.aliases), "closed": entry.closed,
                "vice_president": entry.vice_president or None,
            })  # fmt: skip
        for entry in changed:  # a parent may come after its child
            _write(unit, Department, Department.id, entry.id, True,
                   {"parent": entry.parent or None})  # fmt: skip


def store_accounts(
    instance: Instance, actor: Actor, entries: Sequence[AccountEntry],
    seen: Mapping[str, str] | None = None,
) -> None:
    """Store new and changed accounts in one act; new ones have no password yet.

    Raises as ``store_departments``; besides, somebody must be left to administer, and
    nobody shuts his own account.
    """
    with audited(instance, actor, "accounts_saved", _object(ACCOUNT, entries)) as unit:
        require(actor, "administer")
        there = load_directory(unit.connection)
        would = there.with_accounts(entries)
        _require_fit([fault for one in entries for fault in account_faults(one, would)])
        if without_administrator(would) and not without_administrator(there):
            raise Refused("至少要有一个启用的系统管理员账号")
        if any(one.username == actor.username and not one.active for one in entries):
            raise Refused("不能停用自己的账号")
        for entry in list(_changed(unit, entries, there.accounts, seen or {})):
            _write(unit, User, User.username, entry.username, entry.username in there.accounts, {
                "name": entry.name, "role": entry.role, "staff_no": entry.staff_no,
                "department_id": entry.department or None, "active": entry.active,
            })  # fmt: skip
        _store_charge(unit, there, would)


def _store_charge(unit: Unit, there: Directory, would: Directory) -> None:
    """Put vice-presidents in charge of what their accounts say."""
    for id, department in would.departments.items():
        if department.vice_president != there.departments[id].vice_president:
            _write(unit, Department, Department.id, id, True,
                   {"vice_president": department.vice_president or None})  # fmt: skip


def _object(kind: str, entries: Sequence[DepartmentEntry] | Sequence[AccountEntry]) -> str:
    return f"{kind}/{entries[0][0]}" if len(entries) == 1 else kind


def _require_fit(faults: Sequence[Fault]) -> None:
    if faults:
        raise Unfit(faults)


def _with_former_name(entry: DepartmentEntry, former: DepartmentEntry | None) -> DepartmentEntry:
    if former is None or former.name in entry.words:
        return entry
    return entry._replace(aliases=(*entry.aliases, former.name))


def _changed(
    unit: Unit, entries: Iterable[Entry], there: Mapping[str, Entry], seen: Mapping[str, str]
) -> Iterator[Entry]:
    """Yield the entries that differ, and note in the act what is new and what changed."""
    new: list[str] = []
    changes: dict[str, Any] = {}
    for entry in entries:
        former = there.get(entry[0])
        if entry[0] in seen and seen[entry[0]] != mark_of(former):
            raise Conflict(f"{entry.name}的资料刚被别人修改过，请重新打开后再改")
        if former == entry:
            continue
        if former is None:
            new.append(entry[0])
        else:
            was, now = former._asdict(), entry._asdict()
            changes[entry[0]] = {k: [was[k], now[k]] for k in now if was[k] != now[k]}
        yield entry
    unit.detail |= {"new": new, "changed": changes}
    unit.silent = not (new or changes)


def _write(
    unit: Unit, entity: type[Department] | type[User], key: Any, id: str, exists: bool,
    values: Mapping[str, Any],
) -> None:
    if exists:
        unit.connection.execute(sa.update(entity).where(key == id).values(**values))
    else:
        unit.connection.execute(sa.insert(entity).values(**{key.key: id}, **values))


def _require_no_tasks(connection: sa.Connection, entry: DepartmentEntry) -> None:
    """Raise ``Refused`` while the department fills tables of a round that is open."""
    tasks = connection.scalar(
        sa.select(sa.func.count())
        .select_from(Assignment).join(Round, Round.year == Assignment.round)
        .where(Assignment.department_id == entry.id, Round.state.in_(WRITABLE))
    )
    if tasks:
        raise Unfit([Fault("closed", f"“{entry.name}”在开放的批次中还有 {tasks} 项任务：请先改派")])
