"""The keys of a definition file: which there are and what each may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from core.definition.period import PERIOD

NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")

RESERVED = frozenset(
    "data errors validate process meta populate_obj form_errors metadata registry query "
    "query_class hide_fields csrf_token url department_scope".split()
)
"""Names that WTForms, SQLAlchemy or our own forms use for themselves."""
RESERVED_BEGINNINGS = ("row_", "stage_")
"""How the engine's own columns begin, in the table itself and in the stage of its imports."""
RESERVED_CATEGORIES = frozenset("audit codes import row stage".split())
"""Categories whose SQL tables would be named like the engine's own."""
ROUTES = ("standard", "teaching", "shared")


class WrongKey(ValueError):
    """A key holds something it may not; the message says what it may hold."""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise WrongKey("应为文字")
    return value.strip()


def _bound(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise WrongKey("应为数字、日期或文字")
    return str(value)


def _integer(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongKey("应为整数")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongKey("应为 true 或 false")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(
        isinstance(item, str | int) and not isinstance(item, bool) for item in value
    ):
        raise WrongKey("应为文字列表")
    return tuple(str(item) for item in value)


def _names(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise WrongKey('应为 { 本表字段 = "目标字段" }')
    return MappingProxyType(dict(value))


def _lists(value: Any) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise WrongKey('应为 { 字段 = ["值"] }')
    return MappingProxyType({name: _texts(values) for name, values in value.items()})


def _conditions(value: Any) -> Mapping[str, tuple[str, ...] | str]:
    if not isinstance(value, dict):
        raise WrongKey('应为 { 字段 = ["值"] }、{ 字段 = "@组" } 或 { 字段 = "filled" }')
    return MappingProxyType(
        {n: v if isinstance(v, str) else _texts(v) for n, v in value.items()}
    )


def _period(value: Any) -> str:
    found = PERIOD.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise WrongKey("应为 academic_year、calendar_year、point:MM-DD、cohort:0 或 cohort:-1")
    month, day, _ = found.groups()
    if month and not _every_year(int(month), int(day)):
        raise WrongKey(f"的 {month}-{day} 不是每年都有的日期")
    return found[0]


def _every_year(month: int, day: int) -> bool:
    """Tell whether the date exists in every year, those without 29 February too."""
    try:
        date(2001, month, day)
    except ValueError:
        return False
    return True


def one_of(*allowed: str) -> Callable[[Any], str]:
    """Return a reader that accepts only the words given."""

    def read(value: Any) -> str:
        if value not in allowed:
            raise WrongKey(f"应为 {' / '.join(allowed)} 之一")
        return str(value)

    return read


FIELD_KEYS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(
        "label kind unit default pattern codes to purpose basis retention owner section note "
        "example agrees_with also_reported external_code replaces".split(),
        _text,
    ),
    **dict.fromkeys("min max".split(), _bound),
    **dict.fromkeys("places variance since until".split(), _integer),
    **dict.fromkeys("required computed sensitive".split(), _flag),
    **dict.fromkeys("aliases choices offer extensions".split(), _texts),
    "match": _names,
    "only": _lists,
    "when": _conditions,
    "period": _period,
    "rounds": one_of("current", "previous"),
}

TABLE_KEYS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys("title number owner source guidance person".split(), _text),
    **dict.fromkeys("key display fillers restricted_to snapshots".split(), _texts),
    **dict.fromkeys("since until".split(), _integer),
    "period": _period,
    "rows": one_of("many", "one"),
    "route": one_of(*ROUTES),
}

FIELD_REQUIRED = ("label", "kind")
TABLE_REQUIRED = ("title", "number", "owner", "period", "source", "guidance")
