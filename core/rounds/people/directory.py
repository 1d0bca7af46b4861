"""All departments and accounts as plain values, as they are or as they would be."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.definition.text import folded
from core.rounds.department import Department, all_departments
from core.rounds.user import User


class DepartmentEntry(NamedTuple):
    """What an administrator says of a department; blank where there is nothing to say."""

    id: str
    name: str
    kind: str = "office"
    parent: str = ""
    unit_code: str = ""
    aliases: tuple[str, ...] = ()
    vice_president: str = ""
    closed: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Everything people call it by."""
        return tuple(w for w in (self.name, *self.aliases, self.id, self.unit_code) if w)


class AccountEntry(NamedTuple):
    """What an administrator says of an account; ``in_charge`` are a vice-president's ids."""

    username: str
    name: str
    role: str
    department: str = ""
    staff_no: str = ""
    active: bool = True
    in_charge: tuple[str, ...] = ()


def mark_of(entry: DepartmentEntry | AccountEntry | None) -> str:
    """Return what a form carries, to notice that somebody else changed the entry meanwhile."""
    return hashlib.sha256(repr(entry).encode()).hexdigest()[:16] if entry else ""


@dataclass(frozen=True)
class Directory:
    """The departments by id and the accounts by username."""

    departments: Mapping[str, DepartmentEntry]
    accounts: Mapping[str, AccountEntry]

    @cached_property
    def by_word(self) -> Mapping[str, str]:
        """The id of the department by everything it is called, folded."""
        words: dict[str, str] = {}
        for id, entry in self.departments.items():
            for word in entry.words:
                words.setdefault(folded(word), id)
        return words

    def department_id(self, text: str) -> str | None:
        """Return the id of the department that a name, alias or code means."""
        return self.by_word.get(folded(text))

    def with_departments(self, entries: Iterable[DepartmentEntry]) -> Directory:
        """Return the directory as it would be with these departments."""
        return replace(self, departments={**self.departments, **{e.id: e for e in entries}})

    def with_accounts(self, entries: Iterable[AccountEntry]) -> Directory:
        """Return the directory as it would be with these accounts and whom they lead."""
        accounts = {**self.accounts, **{entry.username: entry for entry in entries}}
        leads = {id: entry.username for entry in accounts.values() for id in entry.in_charge}
        departments = {
            id: entry._replace(vice_president=leads.get(id, "")) for id, entry in
            self.departments.items()
        }
        return Directory(departments, accounts)


def load_directory(connection: sa.Connection) -> Directory:
    """Read all departments and accounts."""
    departments = {one.id: _department(one) for one in all_departments(connection)}
    with Session(connection, expire_on_commit=False) as session:
        users = list(session.scalars(sa.select(User).order_by(User.username)))
    leads: dict[str, list[str]] = {}
    for entry in departments.values():
        leads.setdefault(entry.vice_president, []).append(entry.id)
    accounts = {
        user.username: AccountEntry(
            user.username, user.name, user.role, user.department_id or "", user.staff_no,
            user.active, tuple(leads.get(user.username, ())),
        )
        for user in users
    }
    return Directory(departments, accounts)


def _department(stored: Department) -> DepartmentEntry:
    return DepartmentEntry(
        stored.id, stored.name, stored.kind, stored.parent or "", stored.unit_code,
        tuple(stored.aliases), stored.vice_president or "", stored.closed,
    )
