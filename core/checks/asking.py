"""One run's view of the round: tables opened once, and ``Data`` made for each check."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from core.checks.data import Data
from core.checks.facts import ModelsLike, RoundFacts
from core.checks.injection import RECENT
from core.checks.selecting import Selecting
from core.checks.view import Staged, TableView, recent_view, round_view


class Asking:
    """Opens tables of the round as it would be, and of rounds before, for one run.

    ``department`` narrows what is found to rows of one department; what is
    looked at is always the whole round.
    """

    def __init__(
        self,
        connection: sa.Connection,
        facts: RoundFacts,
        models: ModelsLike,
        staged: Staged | None = None,
        department: str | None = None,
    ) -> None:
        self.connection = connection
        self.facts = facts
        self.models = models
        self.staged = staged
        self.department = staged.department if staged else department
        self._views: dict[tuple[str, int], TableView] = {}
        self._empty: dict[tuple[str, int], bool] = {}

    def view(self, id: str, facts: RoundFacts) -> TableView:
        """Return the rows of a table in the round of those facts."""
        place = id, facts.year
        if place not in self._views:
            table = facts.definitions.table(id)
            staged = self.staged if facts is self.facts else None
            dialect = self.connection.dialect.name
            self._views[place] = round_view(table, facts, self.models, dialect, staged)
        return self._views[place]

    def opened(self, parameter: str, id: str) -> TableView:
        """Return what a check's parameter shows of a table: this round, or the recent ones."""
        if not parameter.startswith(RECENT):
            return self.own(id)
        dialect = self.connection.dialect.name
        return recent_view(self.facts.definitions.table(id), self.facts, self.models, dialect)

    def own(self, id: str) -> TableView:
        """Return the rows of a table in this round."""
        return self.view(id, self.facts)

    def empty(self, id: str) -> bool:
        """Tell whether nobody has filled a row of the table in this round."""
        place = id, self.facts.year
        if place not in self._empty:
            view = self.own(id)
            self._empty[place] = self.selecting(view, ()).empty(view)
        return self._empty[place]

    def selecting(self, view: TableView, names: Sequence[str]) -> Selecting:
        """Return what runs statements for a check of that table."""
        return Selecting(self.connection, view, names, self.department)

    def data(self, id: str, names: Sequence[str]) -> Data:
        """Return ``data`` for a check of that table whose message names those fields."""
        return Data(self.selecting(self.own(id), names), self.facts, self.view)
