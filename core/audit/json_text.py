"""JSON made by the database itself, the same text on both kinds of database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

AT_ONCE = 40
"""Values in one call: PostgreSQL takes at most a hundred arguments, half of them names."""


def object_text(
    named: Sequence[tuple[str, sa.ColumnElement[Any]]], sqlite: bool
) -> sa.ColumnElement[str]:
    """Return SQL that makes a JSON object as text; blanks are left out."""
    parts = []
    for start in range(0, len(named), AT_ONCE):
        pairs = [part for name, column in named[start : start + AT_ONCE]
                 for part in (sa.literal_column(f"'{name}'"), column)]  # fmt: skip
        parts.append(sa.func.json_object(*pairs) if sqlite else sa.func.jsonb_build_object(*pairs))
    if sqlite:
        whole: Any = sa.literal_column("'{}'")
        for part in parts:
            whole = sa.func.json_patch(whole, part)
        return sa.cast(whole, sa.Text)
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.op("||")(part)
    return sa.cast(sa.func.jsonb_strip_nulls(whole), sa.Text)


def array_text(columns: Sequence[sa.ColumnElement[Any]], sqlite: bool) -> sa.ColumnElement[str]:
    """Return SQL that makes a compact JSON array as text, as ``array`` makes it of values."""
    parts: list[Any] = []
    for start in range(0, len(columns), AT_ONCE):
        some = columns[start : start + AT_ONCE]
        if sqlite:
            whole = sa.func.json_array(*some)
            parts.append(sa.func.substr(whole, 2, sa.func.length(whole) - 2))
        else:
            texts = [sa.cast(sa.func.to_json(column), sa.Text) for column in some]
            nothing: sa.ColumnElement[str] = sa.literal_column("'null'")
            parts.append(sa.func.concat_ws(
                sa.literal_column("','"), *(sa.func.coalesce(text, nothing) for text in texts)
            ))  # fmt: skip
    if sqlite and len(parts) == 1:
        return sa.cast(sa.func.json_array(*columns), sa.Text)
    inner = parts[0]
    for part in parts[1:]:
        inner = inner.concat(sa.literal_column("','")).concat(part)
    bracket = sa.cast(sa.literal_column("'['"), sa.Text)
    return bracket.concat(inner).concat(sa.literal_column("']'"))


def array(values: Iterable[Any]) -> str:
    """Return values as a compact JSON array."""
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))
