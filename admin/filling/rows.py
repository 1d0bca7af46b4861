"""The rows of one table that one person may work with, as the generated pages use them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from admin.filling.listing import ordered, searched, with_issue
from admin.filling.naming import Names, person_name, reference_names, values_of, with_names
from admin.filling.progress import local
from admin.filling.row_issues import check_row, issues_by_row, replace_row_issues
from admin.visit import Visit
from core.access import departments_visible, masks, visible_rows
from core.checks.computing import RowComputer
from core.database import reading
from core.definition.field import Field
from core.definition.kinds.base import Kind, Reading
from core.definition.table import Table
from core.definition.text import masked
from core.errors import NotFound, Refused
from core.generation.listing import (
    ROWS_A_PAGE,
    ListedRow,
    ListPage,
    ListQuery,
    RowFinding,
    Saved,
    StoredRow,
    list_columns,
)
from core.rounds.locking import Locked
from core.rounds.rows import Place, delete_row, save_row
from core.rounds.stored_rows import StoredRow as Row
from core.rounds.stored_rows import load_row, load_rows


class TableRows:
    """What ``core.generation.views`` asks for, answered from the stored rows."""

    def __init__(self, visit: Visit, table: Table) -> None:
        self.visit = visit
        self.table: Table = table
        self.kinds: Mapping[str, Kind] = visit.instance.registry.kinds
        self.reading: Reading = visit.reading
        self.departments = visit.fills_for(table)
        self.locked = visit.locked(table)
        self.why_not = visit.why_not(table) or self.locked
        self.writable = bool(self.departments) and not self.why_not

    @property
    def year(self) -> int:
        """The collection year of the round."""
        return self.visit.now_open.year

    @cached_property
    def masked(self) -> frozenset[str]:
        """The fields that are masked in any row the person may see."""
        visible = departments_visible(self.visit.actor, self.table)
        return self.masked_in(self.visit.departments if visible is None else visible)

    def masked_in(self, departments: Iterable[str]) -> frozenset[str]:
        """Return the fields that are masked in rows of one of the departments."""
        places = list(departments)
        return frozenset(
            field.name for field in self.table.fields
            if any(masks(self.visit.actor, field, place) for place in places)
        )

    def require_unlocked(self) -> None:
        """Raise ``Locked`` while the person's own rows are under review."""
        if self.locked:
            raise Locked(self.locked)

    def query(self) -> sa.Select[Any]:
        """Return the query of all the rows that the person may see."""
        return visible_rows(self.visit.instance.models, self.table.id, self.year, self.visit.actor)

    def page(self, query: ListQuery) -> ListPage:
        """Return one page of the rows with their issues, found and ordered as asked."""
        rows, total = self.found(query)
        with reading(self.visit.instance.engine) as connection:
            issues = issues_by_row(connection, self.year, self.table.id, [r.row_id for r in rows])
        columns = list_columns(self.table, query.every_column)
        names = reference_names(self.visit, columns, [row.values for row in rows])
        listed = [self._listed(row, issues.get(row.row_id, ()), names) for row in rows]
        return ListPage(listed, total)

    def found(self, query: ListQuery) -> tuple[list[Row], int]:
        """Return the stored rows of one page, and how many there are in all."""
        stored = self.visit.instance.models.rows(self.table.id)
        found = searched(self.query(), stored, self, query.search)
        found = with_issue(found, stored, self.table.id, self.year, query.issue)
        with reading(self.visit.instance.engine) as connection:
            total = connection.scalar(
                sa.select(sa.func.count()).select_from(found.order_by(None).subquery())
            )
            paged = ordered(found, stored, self, query)
            rows = load_rows(
                connection, self.visit.instance.models, self.table,
                paged.limit(ROWS_A_PAGE).offset(query.offset),
            )
        return rows, total or 0

    def _listed(self, row: Row, issues: Sequence[RowFinding], names: Names) -> ListedRow:
        worst: dict[str, str] = {}
        for issue in issues:
            worst[issue.field] = min(worst.get(issue.field, "warning"), issue.severity)
        texts = self._texts(row, names)
        errors = sum(issue.severity == "error" for issue in issues)
        return ListedRow(row.row_id, self.name(row), texts, worst, errors)

    def text(self, field: Field, row: Row) -> str:
        """Return a value as people read it, masked where it must be."""
        value = row.values.get(field.name)
        if value is None:
            return ""
        text = self.kinds[field.kind].text(value, field, self.reading)
        return masked(text) if masks(self.visit.actor, field, row.department) else text

    def _texts(self, row: Row, names: Names) -> dict[str, str]:
        """Return all values as people read them, references with the names behind them."""
        return {
            field.name: self.text(field, row)
            if masks(self.visit.actor, field, row.department)
            else with_names(
                self.text(field, row), row.values.get(field.name), names.get(field.name, {})
            )
            for field in self.table.fields
        }

    def behind(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Return the names behind a row's references, by field."""
        names = reference_names(self.visit, self.table.fields, [values])
        return {
            name: "、".join(filter(None, map(known.get, values_of(values.get(name)))))
            for name, known in names.items()
        }

    def name(self, row: Row) -> str:
        """Return how a reference to the row reads."""
        shown = [self.table.field(name) for name in self.table.display or self.table.key]
        return " ".join(text for field in shown if (text := self.text(field, row)))

    def stored(self, row_id: str) -> Row:
        """Return a row as stored; ``NotFound`` when it is absent or foreign."""
        with reading(self.visit.instance.engine) as connection:
            return load_row(
                connection, self.visit.instance.models, self.table, self.year,
                self.visit.actor, row_id,
            )

    def one(self, row_id: str) -> StoredRow:
        """Return a row with its issues; ``NotFound`` when it is absent or foreign."""
        row = self.stored(row_id)
        with reading(self.visit.instance.engine) as connection:
            issues = issues_by_row(connection, self.year, self.table.id, [row_id])
        return StoredRow(
            row_id=row.row_id, version=row.version, name=self.name(row), values=row.values,
            texts=self._texts(row, reference_names(self.visit, self.table.fields, [row.values])),
            masked=self.masked_in([row.department]), remark=row.remark,
            author=person_name(self.visit, row.author), username=row.author,
            changed=local(row.changed), issues=issues.get(row_id, ()),
        )

    def save(
        self, typed: Mapping[str, str], remark: str, version: int | None, row_id: str | None
    ) -> Saved:
        """Store a row and what the row checks find in it."""
        place = self._place(row_id)
        facts = self.visit.facts
        computed = self.visit.instance.registry.computed(self.table.id, self.year)
        saved = save_row(
            self.visit.instance, self.visit.actor, place, typed,
            version=version, row_id=row_id, remark=remark,
            compute=RowComputer(self.table, computed, facts) if computed else None,
        )
        found = [RowFinding(*finding) for finding in saved.findings]
        if saved.row_id is None:
            return Saved(None, found)
        row = self.stored(saved.row_id)
        checks = self.visit.instance.registry.checks(self.table.id, self.year)
        found = check_row(self.table, checks, facts, row, found)
        replace_row_issues(self.visit.instance, self.year, self.table.id, row, found, self.shown)
        return Saved(saved.row_id, found)

    def shown(self, name: str, row: Row) -> str:
        """Return a field's value as an issue may quote it: never in the clear if sensitive."""
        field = self.table.by_name.get(name)
        value = row.values.get(name)
        if field is None or value is None:
            return ""
        text = self.kinds[field.kind].text(value, field, self.reading)
        return masked(text) if field.sensitive else text

    def delete(self, row_id: str, version: int) -> None:
        """Delete a row, and its issues with it."""
        row = self.stored(row_id)
        delete_row(self.visit.instance, self.visit.actor, self._place(row_id), row_id, version)
        replace_row_issues(self.visit.instance, self.year, self.table.id, row, (), self.shown)

    def _place(self, row_id: str | None) -> Place:
        if row_id is not None:
            return Place(self.visit.now_open, self.table, self.stored(row_id).department)
        own = [d.id for d in self.departments]
        if not own:
            raise NotFound("没有找到")
        if len(own) > 1 and self.visit.actor.department_id not in own:
            raise Refused("请先选择部门")
        mine = self.visit.actor.department_id
        return Place(self.visit.now_open, self.table, mine if mine in own else own[0])
