"""The rows of a table as rules see them: the round as it would be, one attribute per field.

While rows are being imported, a view shows them in place of the stored rows
they replace; otherwise it shows the stored rows.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from core.checks.facts import ModelsLike, RoundFacts
from core.checks.money import factor
from core.definition.field import Field
from core.definition.kinds.base import Kind
from core.definition.kinds.scaled import Scaled
from core.definition.table import Table
from core.errors import did_you_mean

ENGINE_COLUMNS = ("row_id", "row_key", "row_department", "line")

RECENT_ROUNDS = 5


class UnknownName(AttributeError):
    """A rule names a field that its table does not have."""


@dataclass(frozen=True, slots=True)
class Staged:
    """Rows of one department that are being imported into a table.

    With ``replace`` they take the place of all rows the department has stored.
    """

    import_id: str
    table: str
    department: str
    replace: bool = False


class TableView:
    """The rows of a table: ``view.field`` is an SQL column (money in 元).

    Besides the fields there are ``row_id``, ``row_key``, ``row_department`` and
    ``line`` (of the workbook; NULL for stored rows).  Everything else about a
    view is asked with the functions of this module, so that no field name is lost.
    """

    def __init__(
        self,
        table: Table,
        source: sa.FromClause,
        links: Mapping[str, sa.Table],
        kinds: Mapping[str, Kind],
        dialect: str,
    ) -> None:
        self._table = table
        self._source = source
        self._links = links
        self._kinds = kinds
        self._dialect = dialect

    def __getattr__(self, name: str) -> Any:
        table = self._table
        if name in ENGINE_COLUMNS:
            return self._source.c[name]
        if name not in table.by_name:
            near = did_you_mean(name, table.by_name)
            raise UnknownName(f"数据表 {table.id} 没有字段 {name}{near}")
        field = table.by_name[name]
        if self._kinds[field.kind].multiple:
            return MultiColumn(self, field)
        return in_yuan(self._source.c[name], field)


class MultiColumn:
    """A multi-valued field of a view."""

    def __init__(self, view: TableView, field: Field) -> None:
        self.view = view
        self.field = field

    def has(self, *values: str) -> sa.ColumnElement[bool]:
        """Return the condition that a row holds at least one of the values."""
        source, link = self.view._source, self.view._links[self.field.name]
        linked = sa.exists().where(
            link.c.row_id == source.c.row_id, link.c.value.in_(values)
        ).correlate(source)  # fmt: skip
        texts = [json.dumps(value, ensure_ascii=False) for value in values]
        column = source.c[self.field.name]
        listed = sa.or_(*(column.contains(text, autoescape=True) for text in texts))
        return sa.or_(sa.and_(source.c.line.is_(None), linked), listed)

    def pairs(self) -> sa.Subquery:
        """Return (row_id, value) of every value of every row."""
        source, link = self.view._source, self.view._links[self.field.name]
        stored = sa.select(source.c.row_id, link.c.value).where(
            link.c.row_id == source.c.row_id, source.c.line.is_(None)
        )
        texts = source.c[self.field.name]
        items: Any
        if self.view._dialect == "sqlite":
            items = sa.func.json_each(texts).table_valued("value")
            value = items.c.value
        else:
            items = sa.func.jsonb_array_elements_text(sa.cast(texts, postgresql.JSONB))
            items = items.table_valued("value")
            value = items.c.value
        staged = sa.select(source.c.row_id, sa.cast(value, sa.Text).label("value")).select_from(
            source.join(items, sa.true())
        )
        return sa.union_all(stored, staged.where(source.c.line.is_not(None))).subquery()


def in_yuan(column: sa.ColumnElement[Any], field: Field) -> sa.ColumnElement[Any]:
    """Return the column with money converted to 元; other columns as they are."""
    times = factor(field)
    if times == 1:
        return column
    # NUMERIC, because a mistyped amount in 元 may not fit into PostgreSQL's BIGINT.
    exact = sa.cast(sa.type_coerce(column, sa.BigInteger), sa.Numeric)
    return sa.type_coerce(exact * sa.literal_column(str(times)), Scaled())


def table_of(view: TableView) -> Table:
    """Return the definition of the table a view shows."""
    return view._table


def source_of(view: TableView) -> sa.FromClause:
    """Return what a view selects from."""
    return view._source


def as_typed(view: TableView, name: str) -> sa.ColumnElement[Any]:
    """Return a field's column in the unit in which it is typed, for messages."""
    column: sa.ColumnElement[Any] = view._source.c[name]
    return column


def is_multiple(view: TableView, name: str) -> bool:
    """Tell whether a field of the view holds several values."""
    return view._kinds[view._table.by_name[name].kind].multiple


def round_view(
    table: Table,
    facts: RoundFacts,
    models: ModelsLike,
    dialect: str,
    staged: Staged | None = None,
    departments: Collection[str] | None = None,
) -> TableView:
    """Return the rows of a table in a round as they would be after the import staged.

    ``departments`` narrows to rows of those departments; None shows all.
    """
    shown = staged if staged is not None and staged.table == table.id else None
    parts = [_stored(table, facts, models, shown)]
    if shown is not None:
        parts.append(_staged(table, facts, models, shown))
    if departments is not None:
        parts = [
            part.where(part.selected_columns["row_department"].in_(departments)) for part in parts
        ]
    whole = sa.union_all(*parts) if len(parts) > 1 else parts[0]
    return TableView(table, whole.subquery(), models.links(table.id), facts.kinds, dialect)


def recent_view(
    table: Table, facts: RoundFacts, models: ModelsLike, dialect: str
) -> TableView:
    """Return the stored rows of a table in this round and up to four before."""
    parts: list[sa.Select[Any]] = []
    earlier: RoundFacts | None = facts
    while earlier is not None and len(parts) < RECENT_ROUNDS:
        parts.append(_stored(table, earlier, models, None))
        earlier = earlier.previous
    whole = sa.union_all(*parts) if len(parts) > 1 else parts[0]
    return TableView(table, whole.subquery(), models.links(table.id), facts.kinds, dialect)


def _stored(
    table: Table, facts: RoundFacts, models: ModelsLike, staged: Staged | None
) -> sa.Select[Any]:
    rows = models.rows(table.id)
    no_line = sa.cast(sa.null(), sa.Integer).label("line")
    fields = [
        sa.cast(sa.null(), sa.Text).label(field.name)
        if facts.kinds[field.kind].multiple
        else rows.c[field.name]
        for field in table.fields
    ]
    statement = sa.select(
        rows.c.row_id, rows.c.row_key, rows.c.row_department, no_line, *fields
    ).where(rows.c.row_round == facts.year)
    if staged is None:
        return statement
    if staged.replace:
        return statement.where(rows.c.row_department != staged.department)
    stage = models.stage(table.id)
    replaced = sa.select(stage.c.row_id).where(
        stage.c.stage_import == staged.import_id,
        stage.c.row_id.is_not(None),
        stage.c.stage_outcome != "rejected",
    )
    return statement.where(rows.c.row_id.not_in(replaced))


def _staged(
    table: Table, facts: RoundFacts, models: ModelsLike, staged: Staged
) -> sa.Select[Any]:
    stage = models.stage(table.id)
    sheet, line = (sa.cast(stage.c[name], sa.Text) for name in ("stage_sheet", "stage_line"))
    new = sa.literal("sheet:") + sheet + sa.literal(":") + line
    return sa.select(
        sa.func.coalesce(stage.c.row_id, new).label("row_id"),
        stage.c.row_key,
        sa.literal(staged.department, sa.Text).label("row_department"),
        stage.c.stage_line.label("line"),
        *(stage.c[field.name] for field in table.fields),
    ).where(stage.c.stage_import == staged.import_id, stage.c.stage_outcome != "rejected")
