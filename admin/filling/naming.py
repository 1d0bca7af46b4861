"""Names beside codes: how the rows read that references point to, and who changed a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from admin.filling.lookups import naming_fields
from admin.visit import Visit
from core.database import reading
from core.definition.field import Field, target
from core.rounds.user import load_user

Names = Mapping[str, Mapping[str, str]]
"""By field, the name of the row that each of its values points to."""


def reference_names(
    visit: Visit, fields: Iterable[Field], rows: Sequence[Mapping[str, Any]]
) -> Names:
    """Return the names behind the references in the values of some rows: a query per field."""
    return {f.name: _named(visit, f, rows) for f in fields if f.to}


def _named(
    visit: Visit, field: Field, rows: Sequence[Mapping[str, Any]]
) -> Mapping[str, str]:
    """Return by value how the row reads that a field points to, sensitive fields left out."""
    values = sorted({v for row in rows for v in values_of(row.get(field.name))})
    place = target(field.to)
    table = visit.definitions.tables.get(place.table)
    if table is None or not values:
        return {}
    stored = visit.instance.models.rows(table.id)
    naming = [n for n in naming_fields(visit, table, place.field) if n != place.field]
    if not naming:
        return {}
    year = visit.now_open.year - (1 if field.rounds == "previous" else 0)
    query = sa.select(stored.c[place.field], *(stored.c[name] for name in naming)).where(
        stored.c.row_round == year, stored.c[place.field].in_(values)
    )
    with reading(visit.instance.engine) as connection:
        found = connection.execute(query).all()
    return {str(row[0]): " ".join(str(text) for text in row[1:] if text) for row in found}


def values_of(value: Any) -> tuple[str, ...]:
    """Return the values that a reference holds: none, one or several."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, tuple | list) else (str(value),)


def with_names(text: str, value: Any, names: Mapping[str, str]) -> str:
    """Return a reference as people read it: every value with its name, where it has one."""
    values = values_of(value)
    if not any(names.get(one) for one in values):
        return text
    return "、".join(f"{one} {names.get(one, '')}".strip() for one in values)


def person_name(visit: Visit, username: str) -> str:
    """Return the name of the person of an account, the account's when it is gone."""
    with reading(visit.instance.engine) as connection:
        user = load_user(connection, username)
    return user.name if user else username
