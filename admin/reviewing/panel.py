"""The panel on a table's page: where the submissions stand, and what to do next."""

from __future__ import annotations

from typing import Any, NamedTuple

from admin.filling.issues import key_in_words
from admin.reviewing.case import Case
from admin.reviewing.cases import cases_of
from admin.reviewing.lacking import lacks
from admin.visit import Visit
from core.definition.table import Table
from core.rounds.remarks import KINDS, Said
from core.rounds.submission import NOTHING


def panel(visit: Visit, table: Table) -> dict[str, Any]:
    """Return what the panel shows: the person's own submission, and those to look at."""
    every = cases_of(visit, [table])
    own = next((case for case in every if case.department.id == visit.actor.department_id), None)
    return {
        "own": own, "others": [case for case in every if case is not own],
        "lacks": lacks(own) if own is not None and own.fills else [],
        "kinds": KINDS, "nothing": NOTHING, "key_in_words": key_in_words,
        "where": where,
    }


def where(case: Case, row_id: str, row_key: str, field: str) -> str:
    """Return in words what a remark is about: the table, a row, or a cell."""
    if not row_id:
        return "整张表"
    named = key_in_words(row_key) or "这一行"
    found = case.table.by_name.get(field)
    return f"{named} · {found.label}" if found else named


class Returned(NamedTuple):
    """What a return says of one row: its remarks, and whether all of it may be changed."""

    remarks: list[Said]
    whole: bool
    fields: frozenset[str]
    labels: str


def returned(visit: Visit, table: Table, row_id: str | None) -> Returned | None:
    """Return what was said of a row of the person's returned table; None when nothing limits it."""
    own = [case for case in cases_of(visit, [table]) if case.fills and case.found.limited]
    if not own:
        return None
    about = [remark for remark in own[0].opened if remark.row_id in ("", row_id)]
    fields = {remark.field for remark in about}
    labels = "、".join(f.label for f in table.fields if f.name in fields)
    return Returned(about, "" in fields, frozenset(fields), labels)
