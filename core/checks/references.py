"""What holds between tables by definition alone: references resolve, keys belong to one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from core.checks.asking import Asking
from core.checks.facts import RoundFacts
from core.checks.telling import Verdict
from core.checks.view import MultiColumn, TableView, is_multiple, source_of
from core.checks.wrong import Wrong
from core.definition.field import Field, target
from core.definition.table import Table

Found = tuple[Verdict, list[Wrong]]

REFERENCE, KEY_TWICE = "REF", "KEY-TWICE"


def unresolved(table: Table, asking: Asking) -> Iterator[Found]:
    """Yield per reference of the table the rows whose value its target does not have."""
    for field in table.fields:
        goal = target(field.to)
        if field.to and goal.table in asking.facts.definitions.tables:
            yield _told(field, asking), _unresolved(table, field, asking)


def _told(field: Field, asking: Asking) -> Verdict:
    many = asking.facts.kinds[field.kind].multiple
    goal = target(field.to)
    title = asking.facts.definitions.table(goal.table).title
    name = f"“{field.label}”中有的值" if many else f"“{field.label}”{{{field.name}}} "
    if asking.empty(goal.table):
        text = f"{name}无法核对：本批次“{title}”还没有填报，请先催报该表。"
    elif field.match or field.only:
        text = f"{name}在本批次“{title}”中找不到，或与本行其他栏目不配套；请从该表中选择。"
    else:
        text = f"{name}不在本批次“{title}”中；请改为该表中已有的，或先在该表补报。"
    return Verdict(REFERENCE, "error", text, field.name)


def _unresolved(table: Table, field: Field, asking: Asking) -> list[Wrong]:
    view = asking.own(table.id)
    column = getattr(view, field.name)
    names = list(field.match)
    if isinstance(column, MultiColumn):
        pairs = column.pairs()
        holders = sa.select(pairs.c.row_id).where(pairs.c.value.not_in(_known(field, asking)))
        unknown: Any = source_of(view).c.row_id.in_(holders)
    elif names:
        own = sa.tuple_(column, *(getattr(view, name) for name in names))
        unknown = sa.and_(column.is_not(None), own.not_in(_known(field, asking)))
        unknown = sa.and_(unknown, *(getattr(view, name).is_not(None) for name in names))
    else:
        unknown = sa.and_(column.is_not(None), column.not_in(_known(field, asking)))
    return asking.selecting(view, [field.name]).rows(view, [unknown], column=field.name)


def _known(field: Field, asking: Asking) -> Any:
    """Return the values (with those they must match) a reference may have, as one subquery."""
    goal = target(field.to)
    facts: RoundFacts | None = asking.facts
    parts = []
    while facts is not None and goal.table in facts.definitions.tables:
        view = asking.view(goal.table, facts)
        columns = [getattr(view, goal.field), *(getattr(view, n) for n in field.match.values())]
        filled = [column.is_not(None) for column in columns]
        parts.append(sa.select(*columns).where(*filled, *_only(field, view, facts)))
        facts = facts.previous if field.rounds == "previous" else None
    if len(parts) == 1:
        return parts[0].correlate(None)
    return sa.union_all(*parts)


def _only(field: Field, view: TableView, facts: RoundFacts) -> Iterator[Any]:
    """Yield the conditions that narrow the target by its own fields."""
    goal = facts.definitions.table(target(field.to).table)
    for name, texts in field.only.items():
        column = getattr(view, name)
        if is_multiple(view, name):
            yield column.has(*texts)
            continue
        named = goal.field(name)
        parse = facts.kinds[named.kind].parser(named, facts.reading)
        yield column.in_([parse(text).value for text in texts])


def keys_of_two(table: Table, asking: Asking) -> Iterator[Found]:
    """Yield the rows whose key another department has filled too."""
    view = asking.own(table.id)
    source = source_of(view)
    departments = sa.select(source.c.row_department).distinct().limit(2)
    if table.single or len(asking.connection.execute(departments).all()) < 2:
        return
    often = sa.select(source.c.row_key).group_by(source.c.row_key).having(sa.func.count() > 1)
    wrong = asking.selecting(view, table.key).rows(view, [source.c.row_key.in_(often)])
    labels = "、".join(f"{table.field(name).label}“{{{name}}}”" for name in table.key)
    text = f"{labels}已由另一个部门填报；请与数据平台管理办公室确认由谁填报，另一方删除。"
    yield Verdict(KEY_TWICE, "error", text, table.key[0]), wrong
