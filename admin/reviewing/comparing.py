"""What stands beside the rows under review: what changed since one last looked, and last year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from admin.filling.progress import local
from admin.reviewing.case import Case
from core.access import ROLE_TITLES
from core.database import reading
from core.rounds.differences import GONE, RowDifference, differences
from core.rounds.former import former_round, former_rows, former_texts_of
from core.rounds.signatures import last_look

MOST_ROWS = 5_000
"""More changed rows than these are no second look: the whole table is shown."""


class Look(NamedTuple):
    """What changed since the person's part last looked: rows by id, rows that are gone."""

    when: str
    who: str
    by_row: Mapping[str, RowDifference]
    gone: Sequence[RowDifference]

    @property
    def changed(self) -> int:
        """How many rows are new, changed or gone."""
        return len(self.by_row) + len(self.gone)

    def old(self, row_id: str, field: str) -> str | None:
        """Return what a changed cell held before; None where nothing changed."""
        row = self.by_row.get(row_id)
        if row is None or row.what == "new":
            return None
        return next((cell.old for cell in row.cells if cell.field == field), None)


def look_of(case: Case) -> Look | None:
    """Return what changed since the person's part last decided; None at the first look."""
    stages = [s.verb for s in case.route.stages[1:] if case.visit.actor.role in s.roles]
    if not stages or not case.found.id or case.hidden:
        return None
    with reading(case.visit.instance.engine) as connection:
        last = last_look(connection, case.found.id, *stages)
        if last is None:
            return None
        found = differences(
            case.visit.instance, connection, case.visit.actor, case.place, last.mark
        )
    return Look(
        local(last.at), ROLE_TITLES.get(last.role, last.role),
        {row.row_id: row for row in found if row.what != GONE},
        [row for row in found if row.what == GONE],
    )


def former_texts(case: Case, ids: Sequence[str]) -> Mapping[str, Mapping[str, str]] | None:
    """Return by id what last year's row of the same key held; None when nothing was collected."""
    instance = case.visit.instance
    stored = instance.models.rows(case.table.id)
    query = sa.select(stored.c.row_id, stored.c.row_key).where(stored.c.row_id.in_(ids))
    with reading(instance.engine) as connection:
        before = former_round(connection, case.visit.now_open)
        if before is None:
            return None
        keys = {row.row_id: row.row_key for row in connection.execute(query)}
        rows = former_rows(
            instance, connection, case.visit.actor, case.place, set(keys.values())
        )
    texts = {
        key: former_texts_of(instance, case.visit.actor, case.table, before, row)
        for key, row in rows.items()
    }
    return {id: texts[key] for id, key in keys.items() if key in texts}
