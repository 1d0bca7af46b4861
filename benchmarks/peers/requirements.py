"""What every peer is told about the table: its fields, code lists and rules as plain functions.

They are those of ``benchmarks/tables`` and ``benchmarks/rules``; texts are the
cells as people type them.  A rule is only asked when its fields hold something.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.college import WEIGHTS

CODES = Path(__file__).parents[2] / "tables" / "codes"
_TABLE = Path(__file__).parents[1] / "tables" / "bench" / "person.toml"
_DEFINED = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["fields"]
LABELS: dict[str, str] = {name: field["label"] for name, field in _DEFINED.items()}
NAMES = {label: name for name, label in LABELS.items()}
OPTIONAL = frozenset(name for name, field in _DEFINED.items() if not field.get("required"))
LISTS: dict[str, str] = {n: field["codes"] for n, field in _DEFINED.items() if "codes" in field}
FLAGS = tuple(name for name, field in _DEFINED.items() if field["kind"] == "boolean")
WHOLE = ("industry_days", "hours")
BOUNDS: dict[str, tuple[int, int]] = {
    name: (0, field.get("max", 10**12)) for name, field in _DEFINED.items() if "min" in field
}
PATTERNS = {
    "staff_no": r"[A-Za-z0-9]{3,20}",
    "id_card": r"\d{17}[\dX]",
    "birthday": r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    "work_date": r"\d{4}-(0[1-9]|1[0-2])",
    "join_date": r"\d{4}-(0[1-9]|1[0-2])",
    "title_date": r"\d{4}-(0[1-9]|1[0-2])",
    "phone": r"1\d{10}",
    "email": r"[^@\s]+@[^@\s]+\.[a-z]+",
}
UNIQUE = ("staff_no", "id_card")

Row = Mapping[str, Any]


def choices(field: str) -> list[str]:
    """Return the legal texts of a field with a code list: names and aliases."""
    if field in FLAGS:
        return ["是", "否"]
    with (CODES / f"{LISTS[field]}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [text for row in rows for text in (row["name"], *_aliases(row)) if text]


def _aliases(row: Mapping[str, str]) -> list[str]:
    return re.split(r"[|;；]", row.get("aliases") or "")


def id_is_right(text: str) -> bool:
    """Tell whether the last place of an identity number of 18 places is the right one."""
    total = sum(int(d) * w for d, w in zip(text[:17], WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == text[17]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule over several fields of a row; the first field is the one blamed."""

    fields: tuple[str, ...]
    holds: Callable[..., bool]

    def broken(self, row: Row) -> bool:
        """Tell whether a row breaks the rule; texts that are no numbers or dates do not."""
        values = [row[name] for name in self.fields]
        if any(value is None or value == "" or value != value for value in values):
            return False
        try:
            return not self.holds(*values)
        except (ValueError, TypeError):
            return False


def _month(text: str) -> int:
    """Return a month as a number; raises ValueError for one that does not exist."""
    year, month = str(text).split("-")
    if not 1 <= int(month) <= 12:
        raise ValueError(text)
    return 12 * int(year) + int(month)


def _year(text: str) -> int:
    return int(str(text)[:4])


RULES = (
    Rule(("join_date", "work_date"), lambda join, work: _month(join) >= _month(work)),
    Rule(("work_date", "birthday"), lambda work, birth: _year(work) - _year(birth) >= 16),
    Rule(("title_date", "birthday"), lambda title, birth: _year(title) - _year(birth) >= 20),
    Rule(("edu", "degree"), lambda edu, degree: "博士" not in edu or "博士" in degree),
    Rule(("staff_kind", "cert"), lambda kind, cert: kind != "校内专任教师" or cert == "是"),
    Rule(("dual", "industry_years"), lambda dual, years: dual != "是" or float(years) >= 1),
    Rule(
        ("industry_days", "industry_years"),
        lambda days, years: float(days) < 366 or float(years) >= 1,
    ),
    Rule(("salary", "hours"), lambda salary, hours: float(hours) > 0 or float(salary) == 0),
    Rule(
        ("backbone", "title_level"),
        lambda backbone, level: backbone != "是" or level != "未定职级",
    ),
    Rule(("id_card",), id_is_right),
    Rule(("id_card", "sex"), lambda card, sex: int(card[16]) % 2 == sex.startswith("男")),
    Rule(("cost", "salary"), lambda cost, salary: float(cost) <= 1000 * float(salary)),
)
