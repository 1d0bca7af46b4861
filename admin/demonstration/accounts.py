"""The accounts of the demonstration: every role once that opens, and who else takes part."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from admin.accounts.passwords import password_hash
from admin.demonstration.college import PERSONNEL, UNITS
from admin.demonstration.institution import led_by
from admin.demonstration.staff import Member
from core.access import ROLE_TITLES
from core.rounds.department import Department
from core.rounds.user import User

PASSWORD_BYTES = 9
VICE_PRESIDENT, HEAD = "vice_president", "head"


class Account(NamedTuple):
    """An account as it is told once: the password is stored only as a hash."""

    username: str
    password: str
    role: str
    department: str | None


_OF_ROLES = (
    ("filler", "学前教育学院"), ("collector", "人事处"), ("head", "人事处"),
    (VICE_PRESIDENT, None), ("consolidator", "教务处"), ("office", None),
    ("secretary", None), ("auditor", None), ("administrator", None), ("leader", None),
)  # fmt: skip
_FILLERS = (
    ("jiaowu", "教务处"), ("xuesheng", "学生处"), ("jiuye", "招生就业处"), ("caiwu", "财务处"),
    ("renshi", "人事处"),
)  # fmt: skip


def new_accounts() -> list[Account]:
    """Return the accounts with fresh passwords."""
    wanted = [(role, role, department) for role, department in _OF_ROLES]
    wanted += [(name, "filler", department) for name, department in _FILLERS]
    return [
        Account(name, secrets.token_urlsafe(PASSWORD_BYTES), role, department)
        for name, role, department in wanted
    ]


def add_accounts(
    connection: sa.Connection, accounts: list[Account], ids: Mapping[str, str]
) -> None:
    """Store the accounts; ``ids`` gives the departments' ids by name."""
    for order, account in enumerate(accounts, 1):
        connection.execute(
            sa.insert(User).values(
                username=account.username, name=f"{ROLE_TITLES[account.role]}{order:02d}",
                password_hash=password_hash(account.password), role=account.role, active=True,
                department_id=ids[account.department] if account.department else None,
                staff_no="",
            )
        )


def add_colleagues(
    connection: sa.Connection, accounts: list[Account], ids: Mapping[str, str],
    heads: Mapping[str, Member],
) -> None:
    """Give every department who fills, collects and heads; they have no password yet.

    ``heads`` are by the code of the unit; people who have an account are left out.
    """
    there = {(account.role, account.department) for account in accounts}
    connection.execute(sa.insert(User), [
        {
            "username": f"{id}_{role}", "name": f"{name}{ROLE_TITLES[role]}", "role": role,
            "password_hash": "", "active": True, "department_id": id,
            "staff_no": heads[UNITS[name]].number if role == HEAD else "",
        }
        for name, id in ids.items() for role in ("filler", "collector", HEAD)
        if (role, name) not in there
    ])  # fmt: skip


def put_in_charge(
    connection: sa.Connection, codes: Mapping[str, str], leaders: Sequence[Member]
) -> None:
    """Give each of the leaders the departments that the table of units says.

    The account that is told is in charge of the department whose head's account is.
    """
    charge = led_by([*codes.values()], len(leaders))
    told = charge[codes[PERSONNEL]]
    for leader in sorted({*charge.values()} - {told}):
        connection.execute(sa.insert(User).values(
            username=f"{VICE_PRESIDENT}{leader}", name=leaders[leader].who.name,
            role=VICE_PRESIDENT, password_hash="", active=True, department_id=None,
            staff_no=leaders[leader].number,
        ))  # fmt: skip
    for leader in {*charge.values()}:
        own = [code for code, its in charge.items() if its == leader]
        name = VICE_PRESIDENT if leader == told else f"{VICE_PRESIDENT}{leader}"
        connection.execute(
            sa.update(Department).where(Department.unit_code.in_(own))
            .values(vice_president=name)
        )
