"""What the tests of the kinds share: a round's lists and dates, and cases kept as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.definition.cells import DateText, ErrorValue, Flag, MissingResult, Number
from core.definition.codes import Code, CodeList
from core.definition.field import Field
from core.definition.kinds.base import Reading
from core.definition.period import calendar_of

CASES = Path(__file__).parents[3] / "cases" / "kinds"


def code_list(name: str, *entries: Code, complete: bool = True) -> CodeList:
    """Return a small code list for tests."""
    return CodeList(name, name, "示例", complete, entries)


CODES = {
    "sex": code_list("sex", Code("1", "男", ("男性", "M")), Code("2", "女", ("女性", "F"))),
    "degree": code_list("degree", Code("0", "无"), Code("3", "硕士"), Code("4", "学士")),
    "nation": code_list("nation", Code("01", "汉族", ("汉",)), *(
        Code(f"{n:02d}", f"示例{n}族") for n in range(2, 13))),
    "mode": code_list("mode", Code("A", "理论/实践"), Code("B", "讲授、讨论"), Code("C", "自学"),
                      complete=False),
    "old": code_list("old", Code("1", "现行"), Code("2", "停用", until=2020)),
    "division": code_list("division", Code("440000", "广东省", ("广东",)),
                          Code("440700", "江门市", ("江门", "4407")), complete=False),
    "major_code": code_list("major_code", Code("570102K", "学前教育"), Code("570103K", "小学教育"),
                            complete=False),
}  # fmt: skip


def reading_of(date1904: bool = False) -> Reading:
    """Return what values of the round of 2025 are read with."""
    return Reading(CODES, calendar_of(2025), date1904)


def a_field(kind: str, **keys: Any) -> Field:
    """Return a field of that kind; lists of a case file become tuples."""
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in keys.items()
    }
    return Field(name="value", label="示例栏", kind=kind, **plain)


def raw_of(written: str | Mapping[str, str]) -> Any:
    """Return the raw cell that a case describes: a text, or a table for another cell."""
    if isinstance(written, str):
        return written
    (name, text), *rest = written.items()
    if name == "number":
        return Number(text, dict(rest).get("format", "general"))
    other = {"flag": Flag, "error": ErrorValue, "formula": MissingResult, "date": DateText}
    return other[name](text)


def case_files() -> list[dict[str, Any]]:
    """Return every described field of all case files, with its cases."""
    found: list[dict[str, Any]] = []
    for path in sorted(CASES.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [{"family": path.stem, **entry} for entry in content.get("field", [])]
    return found
