"""The accounts of the demonstration: every role once, and fillers of the main departments."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa

from admin.accounts.passwords import password_hash
from admin.demonstration.institution import led_by
from core.access import ROLE_TITLES
from core.rounds.department import Department
from core.rounds.user import User

PASSWORD_BYTES = 9
VICE_PRESIDENT = "vice_president"


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


def put_in_charge(connection: sa.Connection, codes: Mapping[str, str], leaders: int) -> None:
    """Give the vice-president the departments of one of the leaders in the table of units."""
    charge = led_by([*codes.values()], leaders)
    own = [code for code, leader in charge.items() if leader == 1]
    connection.execute(
        sa.update(Department).where(Department.unit_code.in_(own))
        .values(vice_president=VICE_PRESIDENT)
    )
