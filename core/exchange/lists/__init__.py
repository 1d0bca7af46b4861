"""Departments and accounts as workbooks: template out, list in, with a preview in between."""

from __future__ import annotations

from core.exchange.lists.accounts import read_accounts
from core.exchange.lists.departments import read_departments
from core.exchange.lists.planned import CellFault, Line, Planned
from core.exchange.lists.template import write_accounts, write_departments

__all__ = [
    "CellFault",
    "Line",
    "Planned",
    "read_accounts",
    "read_departments",
    "write_accounts",
    "write_departments",
]
