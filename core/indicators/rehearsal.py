"""Trying the functions of data checks and measures without a database.

The statements are built but not run, so that a field that does not exist is
found when the plugin is loaded and not when someone fills in the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import sqlalchemy as sa

from core.category import DataCheck, Measure
from core.checks.aggregates import Aggregate
from core.checks.data import Data
from core.checks.facts import CALENDAR, CODES, SETTING, RoundFacts, SettingLike
from core.checks.injection import DATA, tables_of
from core.checks.selecting import Selecting
from core.checks.view import ENGINE_COLUMNS, TableView, UnknownName
from core.definition.codes import CodeNames
from core.definition.definitions import Definitions
from core.definition.kinds import BUILT_IN, by_name
from core.definition.kinds.base import Kind
from core.definition.period import calendar_of
from core.definition.table import Table
from core.errors import NotFound

YEAR = 2025


class _Text(Kind):
    """What a kind that only a plugin knows counts as here."""

    name = "text"
    title = "文本"


class _Kinds(dict[str, Kind]):
    def __missing__(self, name: str) -> Kind:
        return _Text()


class _Unrun(Selecting):
    """Builds statements and finds nothing."""

    def __init__(self, own: TableView) -> None:
        self.dialect = "sqlite"
        self.own = own
        self.names = ()
        self.department = None

    def fetch(self, statement: sa.Select[Any]) -> Sequence[Any]:
        """Return no rows."""
        return []

    def value(self, aggregate: Aggregate) -> None:
        """Return that nothing is known."""

    def empty(self, view: TableView) -> bool:
        """Pretend that there are rows, so that the whole function is tried."""
        return False


class Rehearsal:
    """Tries the functions of one category's rules; every table is set up once."""

    def __init__(self, definitions: Definitions, settings: Mapping[str, SettingLike]) -> None:
        self.definitions = definitions
        self.settings = settings
        self.kinds: Mapping[str, Kind] = _Kinds(by_name(BUILT_IN))
        self._views: dict[str, TableView] = {}

    def measure(self, measure: Measure) -> Iterator[str]:
        """Yield what is wrong with a measure's function."""
        where = f"统计量 {measure.name}"
        try:
            aggregate = measure.function(**self._given(measure))
        except Exception as error:  # noqa: BLE001 - whatever a plugin does wrong is its reason
            yield f"{where}：{error}"
            return
        if not isinstance(aggregate, Aggregate):
            yield f"{where}：应返回 count、total、mean 或 distinct 的结果"

    def check(self, check: DataCheck) -> Iterator[str]:
        """Yield the names a data check uses that do not exist.

        Other errors say nothing here: the function is run on no rows.
        """
        given = self._given(check)
        data = Data(_Unrun(self._view(check.table)), self._facts(), lambda id, of: self._view(id))
        data.given(view for view in given.values() if isinstance(view, TableView))
        if DATA in check.parameters:
            given[DATA] = data
        with suppress(Exception):
            try:
                check.function(**given)
            except AttributeError as error:
                if isinstance(error, UnknownName) or isinstance(error.obj, Data):
                    yield f"{check.code}（{check.name}）：{error}"
            except NotFound as error:
                yield f"{check.code}（{check.name}）：{error}"

    def _given(self, rule: DataCheck | Measure) -> dict[str, Any]:
        tables = tables_of(rule.parameters, rule.category, self.definitions.tables) or {}
        given: dict[str, Any] = {name: self._view(id) for name, id in tables.items()}
        for name in rule.parameters:
            setting = name.removeprefix(SETTING)
            if name == CALENDAR:
                given[name] = calendar_of(YEAR)
            elif name.startswith(SETTING) and setting in self.settings:
                given[name] = self.settings[setting].value
            elif name.startswith(CODES) and name.removeprefix(CODES) in self.definitions.codes:
                given[name] = CodeNames(self.definitions.codes[name.removeprefix(CODES)])
        return given

    def _view(self, id: str) -> TableView:
        if id not in self._views:
            self._views[id] = _view(self.definitions.table(id), self.kinds)
        return self._views[id]

    def _facts(self) -> RoundFacts:
        calendar = calendar_of(YEAR)
        last = RoundFacts(YEAR - 1, calendar, self.definitions, self.kinds, self.settings)
        return RoundFacts(YEAR, calendar, self.definitions, self.kinds, self.settings, last)


def _view(table: Table, kinds: Mapping[str, Kind]) -> TableView:
    columns = [sa.column(field.name, kinds[field.kind].column()) for field in table.fields]
    engine = [sa.column(name, sa.Text()) for name in ENGINE_COLUMNS]
    links = {
        field.name: sa.Table(
            f"{table.sql_name}__{field.name}", sa.MetaData(),
            sa.Column("row_id", sa.Text), sa.Column("value", sa.Text),
        )
        for field in table.fields
        if kinds[field.kind].multiple
    }  # fmt: skip
    source = sa.select(*engine, *columns).select_from(sa.table(table.sql_name)).subquery()
    return TableView(table, source, links, kinds, "sqlite")
