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
from core.checks.facts import CALENDAR, SETTING, RoundFacts, SettingLike
from core.checks.injection import DATA, tables_of
from core.checks.selecting import Selecting
from core.checks.view import ENGINE_COLUMNS, TableView, UnknownName, table_of
from core.definition.definitions import Definitions
from core.definition.kinds import BUILT_IN, by_name
from core.definition.kinds.base import Kind
from core.definition.period import Calendar, calendar_of
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


def _given(
    rule: DataCheck | Measure, definitions: Definitions, settings: Mapping[str, SettingLike],
    kinds: Mapping[str, Kind],
) -> dict[str, Any]:
    tables = tables_of(rule.parameters, rule.category, definitions.tables) or {}
    given: dict[str, Any] = {n: _view(definitions.table(id), kinds) for n, id in tables.items()}
    for name in rule.parameters:
        if name == CALENDAR:
            given[name] = calendar_of(YEAR)
        elif name.startswith(SETTING) and name.removeprefix(SETTING) in settings:
            given[name] = settings[name.removeprefix(SETTING)].value
    return given


def rehearse_measure(
    measure: Measure, definitions: Definitions, settings: Mapping[str, SettingLike]
) -> Iterator[str]:
    """Yield what is wrong with a measure's function."""
    kinds = _Kinds(by_name(BUILT_IN))
    where = f"统计量 {measure.name}"
    try:
        aggregate = measure.function(**_given(measure, definitions, settings, kinds))
    except Exception as error:  # noqa: BLE001 - whatever a plugin does wrong is its reason
        yield f"{where}：{error}"
        return
    if not isinstance(aggregate, Aggregate):
        yield f"{where}：应返回 count、total、mean 或 distinct 的结果"


def rehearse_check(
    check: DataCheck, definitions: Definitions, settings: Mapping[str, SettingLike]
) -> Iterator[str]:
    """Yield the names a data check uses that do not exist.

    Other errors say nothing here: the function is run on no rows.
    """
    kinds = _Kinds(by_name(BUILT_IN))
    given = _given(check, definitions, settings, kinds)
    facts = _facts(definitions, settings, kinds, calendar_of(YEAR))
    views = [view for view in given.values() if isinstance(view, TableView)]
    own = next((view for view in views if table_of(view).id == check.table), None)
    own = own or _view(definitions.table(check.table), kinds)
    data = Data(_Unrun(own), facts, lambda id, of: _view(of.definitions.table(id), kinds))
    data.given(views)
    if DATA in check.parameters:
        given[DATA] = data
    with suppress(Exception):
        try:
            check.function(**given)
        except (UnknownName, NotFound) as error:
            yield f"{check.code}（{check.name}）：{error}"


def _facts(
    definitions: Definitions, settings: Mapping[str, SettingLike], kinds: Mapping[str, Kind],
    calendar: Calendar,
) -> RoundFacts:
    last = RoundFacts(YEAR - 1, calendar, definitions, kinds, settings)
    return RoundFacts(YEAR, calendar, definitions, kinds, settings, last)
