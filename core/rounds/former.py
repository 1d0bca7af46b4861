"""Last year's rows beside this year's: what the same department reported under the same key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from core.access import Actor, masks, visible_rows
from core.definition.table import Table
from core.definition.text import masked
from core.instance import Instance
from core.rounds.round import Round, all_rounds, frozen_definitions
from core.rounds.rows import Place
from core.rounds.stored_rows import StoredRow, load_rows


def former_round(connection: sa.Connection, round: Round) -> Round | None:
    """Return the round of the year before, None when nothing was collected then."""
    rounds = all_rounds(connection)
    return next((one for one in rounds if one.year == round.year - 1), None)


def former_rows(
    instance: Instance, connection: sa.Connection, actor: Actor, place: Place,
    keys: Iterable[str] | None = None,
) -> Mapping[str, StoredRow]:
    """Return by key the department's rows of the year before that the actor may see.

    ``keys`` narrows them to those of a page.  The values are those of the fields
    that the table has this year.
    """
    stored = instance.models.rows(place.table.id)
    query = visible_rows(instance.models, place.table.id, place.round.year - 1, actor)
    query = query.where(stored.c.row_department == place.department)
    if keys is not None:
        query = query.where(stored.c.row_key.in_([*keys]))
    rows = load_rows(connection, instance.models, place.table, query.order_by(stored.c.row_key))
    return {row.key: row for row in rows}


def former_texts_of(
    instance: Instance, actor: Actor, table: Table, before: Round, row: StoredRow
) -> Mapping[str, str]:
    """Return a former row's values as people read them, by the code lists of its own year.

    Blanks are left out; sensitive values are masked where they are masked now.
    """
    definitions = frozen_definitions(before)
    reading = definitions.reading(before.calendar)
    then = definitions.tables.get(table.id, table)
    texts: dict[str, str] = {}
    for field in table.fields:
        value = row.values.get(field.name)
        if value not in (None, ()):
            kind = instance.registry.kinds[field.kind]
            text = kind.text(value, then.by_name.get(field.name, field), reading)
            hidden = masks(actor, field, row.department)
            texts[field.name] = masked(text) if hidden else text
    return texts
