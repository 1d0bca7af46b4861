"""The columns that the engine itself keeps beside the fields of a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from core.definition.field import Field
from core.definition.kinds.base import Kind

ORIGINS = ("typed", "imported", "carried", "interface")
OUTCOMES = ("new", "changed", "unchanged", "rejected")

ROW_COLUMNS = (
    "row_id", "row_round", "row_department", "row_key", "row_version",
    "row_author", "row_changed", "row_origin", "row_remark",
)
STAGE_COLUMNS = (
    "stage_import", "stage_line", "stage_sheet", "row_key", "row_id", "stage_outcome", "row_remark",
)


def _listed(column: str, words: Sequence[str]) -> str:
    return f"{column} IN ({', '.join(f'{word!r}' for word in words)})"


def row_columns() -> list[sa.Column[Any] | sa.CheckConstraint]:
    """Return the engine's columns of a row table; ``row_changed`` is UTC without a zone."""
    return [
        sa.Column("row_id", sa.Text, primary_key=True),
        sa.Column("row_round", sa.Integer, nullable=False),
        sa.Column("row_department", sa.Text, nullable=False),
        sa.Column("row_key", sa.Text, nullable=False),
        sa.Column("row_version", sa.Integer, nullable=False),
        sa.Column("row_author", sa.Text, nullable=False),
        sa.Column("row_changed", sa.DateTime, nullable=False),
        sa.Column("row_origin", sa.Text, nullable=False),
        sa.Column("row_remark", sa.Text),
        sa.CheckConstraint(_listed("row_origin", ORIGINS), name="origin_is_known"),
    ]


def stage_columns() -> list[sa.Column[Any] | sa.CheckConstraint]:
    """Return the engine's columns of a stage table; a line is the row of the workbook."""
    return [
        sa.Column("stage_import", sa.Text, nullable=False),
        sa.Column("stage_line", sa.Integer, nullable=False),
        sa.Column("stage_sheet", sa.Integer, nullable=False),
        sa.Column("row_key", sa.Text, nullable=False),
        sa.Column("row_id", sa.Text),
        sa.Column("stage_outcome", sa.Text, nullable=False),
        sa.Column("row_remark", sa.Text),
        sa.CheckConstraint(_listed("stage_outcome", OUTCOMES), name="outcome_is_known"),
    ]


def field_column(field: Field, kind: Kind) -> sa.Column[Any]:
    """Return the column of a field that holds one value."""
    return sa.Column(field.name, kind.column(), nullable=True)


def row_key(values: Iterable[Any]) -> str:
    """Return the canonical JSON list of a row's key values; a blank part is ``""``.

    One-row tables have no key fields and so the key ``[]``.
    """
    return json.dumps([key_text(v) for v in values], ensure_ascii=False, separators=(",", ":"))


def key_text(value: Any) -> str:
    """Return one key value as text: the same value, the same text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def many_text(values: Iterable[Any]) -> str:
    """Return the values of a multi-valued field as a canonical JSON array, for the stage."""
    return json.dumps([key_text(v) for v in values], ensure_ascii=False, separators=(",", ":"))


def utc(moment: datetime) -> datetime:
    """Return an aware moment in UTC without its zone, as the database keeps it."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def driver_moment(moment: datetime) -> str:
    """Return a moment as both drivers take it in a bulk insert."""
    return utc(moment).isoformat(sep=" ", timespec="microseconds")
