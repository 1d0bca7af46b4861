"""Finding submissions: one by its address, or all that a person may see, in few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

import sqlalchemy as sa
from flask import abort

from admin.reviewing.case import Case
from admin.visit import Visit
from core.access import departments_visible, require
from core.audit.row_changes import Rows
from core.database import reading
from core.definition.table import Table
from core.errors import NotFound, Refused
from core.rounds.assignment import Assignment
from core.rounds.deciding import require_stage
from core.rounds.remarks import OPEN, REMARKS, Said
from core.rounds.routes import RETURN, ROUTES, WITHDRAW, Stage
from core.rounds.rows import Place
from core.rounds.submission import DRAFT, SUBMISSIONS, Standing, standings

Answering = tuple[str, str]
"""A table's id and a department's."""


def case_of(visit: Visit, category: str, table: str, department: str) -> Case:
    """Return the submission; ``NotFound`` when it is not the person's business."""
    wanted = visit.definitions.tables.get(f"{category}.{table}")
    found = cases(visit, [wanted], [department]) if wanted is not None else []
    if not found:
        raise NotFound("没有找到")
    return found[0]


def require_part_in_review(visit: Visit) -> None:
    """Answer 403 to roles that have no part in any review, whoever's it is."""
    if not any(visit.actor.role in s.roles for route in ROUTES.values() for s in route.stages):
        abort(403)


def cases_of(visit: Visit, tables: Iterable[Table]) -> list[Case]:
    """Return the submissions of tables that the person may see, by table and department."""
    return cases(visit, tables, visit.departments)


def overseen(visit: Visit) -> list[Case]:
    """Return every submission of the round for those who oversee it; they may not see all rows."""
    require(visit.actor, "oversee")
    return cases(visit, ordered_tables(visit), visit.departments, every=True)


def ordered_tables(visit: Visit) -> list[Table]:
    """Return the tables of the round in the order of their categories and numbers."""
    return sorted(
        visit.definitions.tables.values(), key=lambda one: (one.category, one.number, one.title)
    )


def cases(
    visit: Visit, tables: Iterable[Table], departments: Collection[str], *, every: bool = False
) -> list[Case]:
    """Return the submissions of tables by those of some departments that are to answer, or began.

    Only what the person may see is among them, or has to decide on: a table that is
    for one department only is accepted without being seen.  With ``every`` the others
    are too, for how far they are.
    """
    chosen = list(tables)
    year = visit.now_open.year
    found = []
    with reading(visit.instance.engine) as connection:
        due = due_days(connection, visit)
        begun = {(one.table_id, one.department_id): one for one in standings(connection, year)}
        opened = open_remarks(connection, year)
        rows = row_counts(connection, visit, chosen)
        for table, id in answering(visit, chosen, departments, begun):
            at = begun.get((table.id, id)) or not_begun(Rows(year, table.id, id))
            own = verbs(connection, visit, Place(visit.now_open, table, id), at)
            visible = sees(visit, table, id)
            if visible or own or every:
                found.append(Case(
                    visit, table, visit.departments[id], at, rows.get((table.id, id), 0),
                    tuple(opened.get(at.id, ())) if visible else (), frozenset(own), not visible,
                    due.get((table.id, id)) or visit.now_open.due(table.period),
                ))
    return found


def due_days(connection: sa.Connection, visit: Visit) -> Mapping[Answering, date]:
    """Return the last days that assignments have of their own."""
    query = sa.select(Assignment.table_id, Assignment.department_id, Assignment.due).where(
        Assignment.round == visit.now_open.year, Assignment.due.is_not(None)
    )
    return {(table, id): day for table, id, day in connection.execute(query) if day}


def sees(visit: Visit, table: Table, department: str) -> bool:
    """Tell whether the person may see the rows of a department."""
    visible = departments_visible(visit.actor, table)
    return visible is None or department in visible


def not_begun(rows: Rows) -> Standing:
    """Return where an assignment stands for which nothing was done yet."""
    return Standing("", *rows, DRAFT, 0, False, "", "", None, None)


def answering(
    visit: Visit, tables: Iterable[Table], departments: Collection[str],
    begun: Collection[Answering],
) -> Iterator[tuple[Table, str]]:
    """Yield the tables with the departments that are to answer them, or began to."""
    for table in tables:
        asked = set(visit.assigned.get(table.id, ()))
        for id in visit.departments:
            if id in departments and (id in asked or (table.id, id) in begun):
                yield table, id


def open_remarks(connection: sa.Connection, year: int) -> Mapping[str, list[Said]]:
    """Return the remarks of a round that nobody dealt with, by submission, oldest first."""
    query = (
        sa.select(REMARKS)
        .join(SUBMISSIONS, SUBMISSIONS.c.id == REMARKS.c.submission)
        .where(SUBMISSIONS.c.round == year, REMARKS.c.status == OPEN)
        .order_by(REMARKS.c.id)
    )
    found: dict[str, list[Said]] = {}
    for row in connection.execute(query):
        found.setdefault(row.submission, []).append(Said(*row))
    return found


def row_counts(
    connection: sa.Connection, visit: Visit, tables: Iterable[Table]
) -> Mapping[Answering, int]:
    """Return how many rows each department has in each of the tables, in one query."""
    parts = []
    for table in tables:
        rows = visit.instance.models.rows(table.id)
        parts.append(
            sa.select(sa.literal(table.id), rows.c.row_department, sa.func.count())
            .where(rows.c.row_round == visit.now_open.year)
            .group_by(rows.c.row_department)
        )
    if not parts:
        return {}
    found = connection.execute(sa.union_all(*parts))
    return {(table, department): int(number) for table, department, number in found}


def verbs(
    connection: sa.Connection, visit: Visit, place: Place, found: Standing
) -> list[str]:
    """Return what the person may do with a submission now, by the route alone."""
    if not visit.now_open.writable:
        return []
    route = ROUTES[place.table.route]
    candidates = {RETURN: route.returning(found.state), WITHDRAW: route.reached(found.state)}
    after = route.after(found.state)
    if after is not None:
        candidates[after.verb] = after
    own = [
        verb for verb, stage in candidates.items()
        if stage is not None and has_part(connection, visit, stage, place)
    ]
    fills = any(d.id == place.department for d in visit.fills_for(place.table))
    return [*own, "fill"] if fills and not visit.why_not(place.table) else own


def has_part(connection: sa.Connection, visit: Visit, stage: Stage, place: Place) -> bool:
    """Tell whether a stage is the person's."""
    try:
        require_stage(connection, visit.actor, stage, place.table, place.department)
    except (Refused, NotFound):
        return False
    return True
