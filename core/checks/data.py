"""What a data check is given to ask with: ``data``, beside the tables as parameters.

Tables show the round as it would be: the rows being imported over those stored
(``core.checks.view``).  Every method runs one or two statements over whole
tables and returns a list of what is wrong, which the check returns (or joins
with others by ``+``).

Money: a rule sees every amount in 元.  The column of a field in 万元 is the
stored whole number times 10 000, so it can be compared with one in 元, and no
formula holds 10 000; messages show rows' amounts in the unit they are typed
in, and ``{left}`` and ``{right}`` in the unit of the blamed field.

A comparison with a table nobody has filled yet, or with a year that is not
there, says nothing: the check is left out and does not count as run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from core.checks.aggregates import Aggregate, Condition, count, distinct, mean, total
from core.checks.facts import RoundFacts
from core.checks.selecting import Key, Selecting, view_of
from core.checks.view import MultiColumn, TableView, source_of, table_of
from core.checks.wrong import RELATIONS, NothingToCompare, Wrong
from core.definition.field import target

Number = Aggregate | Decimal | int
Views = Callable[[str, RoundFacts], TableView]


class Data:
    """The questions of one data check; made for one run of it."""

    def __init__(self, selecting: Selecting, facts: RoundFacts, views: Views) -> None:
        self._selecting = selecting
        self._facts = facts
        self._open_view = views
        self._views: list[TableView] = [selecting.own]

    def table(self, id: str) -> TableView:
        """Return another table of the round by its id, e.g. ``faculty.teacher``."""
        return self._seen(self._open_view(id, self._facts))

    def last_round(self, table: TableView | str) -> TableView:
        """Return a table's rows of the round before; without one the check does not run."""
        id = table if isinstance(table, str) else table_of(table).id
        previous = self._facts.previous
        if previous is None or id not in previous.definitions.tables:
            raise NothingToCompare
        view = self._seen(self._open_view(id, previous))
        if self._selecting.empty(view):
            raise NothingToCompare
        return view

    def rows(self, table: TableView, *conditions: Condition, **values: Any) -> list[Wrong]:
        """Return the rows of a table that fulfil all conditions: those are wrong.

        Conditions may name columns of other tables too (a join).  ``values``
        are further columns a message names.
        """
        fields = {}
        for name, value in values.items():
            with suppress(LookupError):  # an expression reads as a plain number or text
                view, field = view_of(value, self._views)
                fields[name] = table_of(view).field(field)
        return self._selecting.rows(self._seen(table), conditions, values, fields)

    def missing(self, column: Any, target_column: Any, *conditions: Condition) -> list[Wrong]:
        """Return the rows whose value in ``column`` does not occur in the other column.

        The other column is one of a table, or ``"faculty.teacher.staff_no"``.
        Blank values are not missing.  ``conditions`` narrow the rows looked at.
        """
        if isinstance(target_column, str):
            goal = target(target_column)
            target_column = getattr(self.table(goal.table), goal.field)
        view, name = view_of(column, self._views)
        known = known_values([target_column])
        if isinstance(column, MultiColumn):
            pairs = column.pairs()
            holders = sa.select(pairs.c.row_id).where(pairs.c.value.not_in(known))
            unknown: Any = source_of(view).c.row_id.in_(holders)
        else:
            unknown = sa.and_(column.is_not(None), column.not_in(known))
        return self._selecting.rows(view, [unknown, *conditions], column=name)

    def repeated(self, column: Any, *conditions: Condition) -> list[Wrong]:
        """Return the rows whose value in ``column`` occurs more than once; blanks do not count."""
        view, name = view_of(column, self._views)
        more = sa.select(column).where(column.is_not(None), *conditions).group_by(column)
        often = more.having(sa.func.count() > 1).correlate(None)
        return self._selecting.rows(view, [column.in_(often), *conditions], column=name)

    def among(self, column: Any, *conditions: Condition) -> Any:
        """Return the values a column has in the rows that fulfil all conditions, for ``in_``."""
        return known_values([column], *conditions)

    def count(self, table: TableView, *conditions: Condition) -> Decimal:
        """Return how many rows of a table fulfil all conditions."""
        known = source_of(table).c.row_id.is_not(None)
        return self._number(count(known, *conditions)) or Decimal(0)

    def total(self, column: Any, *conditions: Condition) -> Decimal | None:
        """Return the exact sum of a column; None when every value is blank."""
        return self._number(total(column, *conditions))

    def mean(self, column: Any, *conditions: Condition) -> Decimal | None:
        """Return the exact mean of a column's values; None when there is none."""
        return self._number(mean(column, *conditions))

    def distinct(self, column: Any, *conditions: Condition) -> Decimal:
        """Return how many different values a column has."""
        return self._number(distinct(column, *conditions)) or Decimal(0)

    def compare(
        self, left: Number | None, right: Number | None, *, relation: str = "==",
        tolerance: Decimal | int = 0, percent: Decimal | int = 0,
    ) -> list[Wrong]:
        """Compare two numbers of the table; wrong unless ``left relation right``.

        They may differ by ``tolerance`` and by ``percent`` of the right one.
        """  # fmt: skip
        first, second = self._number(left), self._number(right)
        if first is None or second is None:
            raise NothingToCompare
        if _right(first, second, relation, tolerance, percent):
            return []
        return [self._of_table({"left": first, "right": second})]

    def groups(
        self, left: Aggregate, right: Number, *, by: Any, relation: str = "==",
        tolerance: Decimal | int = 0, percent: Decimal | int = 0,
    ) -> list[Wrong]:
        """Compare two aggregates group by group; ``{key}``, ``{left}`` and ``{right}`` differ.

        ``by`` is the column (or tuple of columns) of the left and that of the
        right side as a pair of lists or single columns; one alone when the
        right side is a number.  A group that one side lacks counts as 0 there.
        The first row of the check's own table with that key is blamed.
        """  # fmt: skip
        left_by, right_by = _sides(by)
        for column in (*left_by, *right_by):
            if self._selecting.empty(view_of(column, self._views)[0]):
                raise NothingToCompare
        lefts = self._selecting.grouped(left, left_by)
        if isinstance(right, Aggregate):
            rights = self._selecting.grouped(right, right_by or left_by)
        else:
            rights = dict.fromkeys(lefts, Decimal(right))
        nothing = Decimal(0)
        pairs = {
            key: (lefts.get(key, nothing), rights.get(key, nothing))
            for key in dict.fromkeys([*lefts, *rights])
        }
        wrong = {k: v for k, v in pairs.items() if not _right(*v, relation, tolerance, percent)}
        return self._of_groups(wrong, [*left_by], [*right_by])

    def _seen(self, view: TableView) -> TableView:
        if not any(view is known for known in self._views):
            self._views.append(view)
        return view

    def given(self, views: Iterable[TableView]) -> None:
        """Take note of the tables the check has as parameters."""
        for view in views:
            self._seen(view)

    def _number(self, number: Number | None) -> Decimal | None:
        if isinstance(number, Aggregate):
            return self._selecting.value(number)
        return None if number is None else Decimal(number)

    def _of_table(self, values: dict[str, Any]) -> Wrong:
        """Blame the table's only row, or the table as a whole."""
        rows = self._selecting.rows(self._selecting.own, [])
        if len(rows) != 1:
            return Wrong(values=values)
        row = rows[0]
        return Wrong(
            row.row_id, row.row_key, row.department, row.line,
            {**row.values, **values}, row.fields,
        )  # fmt: skip

    def _of_groups(
        self, wrong: dict[Key, tuple[Decimal, Decimal]], *sides: Sequence[Any]
    ) -> list[Wrong]:
        own = self._selecting.own
        by = next((s for s in sides if s and view_of(s[0], self._views)[0] is own), None)
        rows = self._selecting.first_rows(by, list(wrong)) if by and wrong else {}
        found = []
        for key, (left, right) in wrong.items():
            words = " / ".join(str(part) for part in key if part not in (None, ""))
            row = rows.get(key, Wrong(row_key=words))
            if self._selecting.department not in (None, row.department) and row.row_id:
                continue
            values = {"key": words, "left": left, "right": right}
            found.append(Wrong(row.row_id, row.row_key, row.department, row.line, values))
        return found


def known_values(columns: Sequence[Any], *conditions: Condition) -> Any:
    """Return the values that occur, as one subquery: computed once, not per row.

    Blanks are left out, so that NOT IN is safe.
    """
    parts = []
    for column in columns:
        if isinstance(column, MultiColumn):
            pairs = column.pairs()
            parts.append(sa.select(pairs.c.value).where(*conditions))
        else:
            parts.append(sa.select(column).where(column.is_not(None), *conditions))
    return sa.union_all(*parts) if len(parts) > 1 else parts[0].correlate(None)


def _right(
    left: Decimal, right: Decimal, relation: str, tolerance: Decimal | int, percent: Decimal | int
) -> bool:
    slack = Decimal(tolerance) + abs(right) * Decimal(percent) / 100
    return RELATIONS[relation](left, right, slack)


def _sides(by: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Return the grouping columns of both sides."""
    if not isinstance(by, tuple):
        return (by,), ()
    left, right = (tuple(side) if isinstance(side, list | tuple) else (side,) for side in by)
    return left, right
