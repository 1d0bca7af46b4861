"""A list of accounts: each line to the account that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from core.definition.kinds.base import Kind
from core.errors import did_you_mean
from core.exchange.lists.forms import ACCOUNTS, SHUT
from core.exchange.lists.planned import Line, Planned, Raw, beside, cell_faults
from core.exchange.lists.reading import read_list
from core.exchange.lists.words import several
from core.rounds.people.directory import AccountEntry, Directory
from core.rounds.people.rules import Fault, account_faults

LABELS = {field.name: field.label for field in ACCOUNTS.fields} | {"active": "状态"}


def read_accounts(
    path: Path, file_name: str, kinds: Mapping[str, Kind], there: Directory, year: int
) -> Planned[AccountEntry]:
    """Return what storing the list would do; raises as ``read_list`` does."""
    read = read_list(path, file_name, ACCOUNTS, kinds, year)
    entries = [_entry(raw, there) for raw in read.rows]
    would = there.with_accounts(entries)
    times = Counter(entry.username.casefold() for entry in entries)
    lines = []
    for raw, entry in zip(read.rows, entries, strict=True):
        faults = list(raw.faults)
        if not entry.username:
            found = [Fault("username", "请填写用户名或教工号")]
        elif times[entry.username.casefold()] > 1:
            found = [Fault("username", "文件里这个用户名不止一行，请只留一行")]
        else:
            found = [*_unknown(entry, there), *account_faults(entry, would)]
        faults += beside(faults, cell_faults(raw, LABELS, _once(found)))
        lines.append(Line(raw.number, entry, there.accounts.get(entry.username), tuple(faults)))
    return Planned(tuple(lines), read.passed_over, read.ignored)


def _entry(raw: Raw, there: Directory) -> AccountEntry:
    username = raw.text("username", "") or raw.text("staff_no", "")
    former = there.accounts.get(username, AccountEntry(username, "", ""))
    state = raw.values.get("state")
    return AccountEntry(
        username, raw.text("name", former.name), raw.text("role", former.role),
        _id(raw.text("department", former.department), there),
        raw.text("staff_no", former.staff_no),
        former.active if state is None else state != SHUT,
        tuple(_id(word, there) for word in several(raw.text("in_charge", "")))
        if "in_charge" in raw.values else former.in_charge,
    )  # fmt: skip


def _id(word: str, there: Directory) -> str:
    """Return the id of the department that a word means, the word where none does."""
    return there.department_id(word) or word if word else ""


def _unknown(entry: AccountEntry, there: Directory) -> list[Fault]:
    """Return the departments that do not exist, each with the nearest name."""
    known = [word for one in there.departments.values() for word in one.words]
    places = [("department", entry.department), *(("in_charge", id) for id in entry.in_charge)]
    return [
        Fault(field, f"没有部门 {word}{did_you_mean(word, known)}")
        for field, word in places if word and word not in there.departments
    ]


def _once(faults: list[Fault]) -> list[Fault]:
    """Return the first of the faults of each field: the others follow from it."""
    return [*{fault.field: fault for fault in reversed(faults)}.values()][::-1]
