"""The registry: what the plugins bring, verified as a whole and then frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pluggy

from core.category import Category, Check, Computed, DataCheck, Indicator, Measure
from core.definition.definitions import Definitions
from core.definition.kinds.base import Kind
from core.errors import PluginError
from core.settings import Settings


@dataclass(frozen=True)
class Plugin:
    """One plugin: where it came from, and why it is disabled if it is."""

    name: str
    origin: str
    version: str
    categories: tuple[Category, ...] = ()
    disabled: str = ""


@dataclass(frozen=True)
class Registry:
    """All kinds, categories and rules in force, with the definitions they fit.

    An object built by ``core.discovery.build_registry``; there is no global one.
    """

    definitions: Definitions
    settings: Settings
    kinds: Mapping[str, Kind]
    plugins: tuple[Plugin, ...]
    hooks: pluggy.HookRelay

    @property
    def categories(self) -> Mapping[str, Category]:
        """The categories of the plugins that work, by name."""
        enabled = (plugin for plugin in self.plugins if not plugin.disabled)
        return MappingProxyType({c.name: c for plugin in enabled for c in plugin.categories})

    @property
    def disabled(self) -> tuple[Plugin, ...]:
        """The plugins that could not be used, each with its reason."""
        return tuple(plugin for plugin in self.plugins if plugin.disabled)

    def checks(self, table: str, year: int) -> list[Check]:
        """The row checks of a table in force that year, by code."""
        rules = (c for category in self.categories.values() for c in category.checks)
        return sorted(
            (c for c in rules if c.table == table and c.in_force(year)), key=lambda c: c.code
        )

    def data_checks(self, table: str, year: int) -> list[DataCheck]:
        """The data checks of a table in force that year, by code."""
        rules = (c for category in self.categories.values() for c in category.data_checks)
        return sorted(
            (c for c in rules if c.table == table and c.in_force(year)), key=lambda c: c.code
        )

    def computed(self, table: str, year: int) -> Mapping[str, Computed]:
        """The computed fields of a table in force that year, by field name."""
        rules = (c for category in self.categories.values() for c in category.computed_fields)
        return {c.field: c for c in rules if c.table == table and c.in_force(year)}

    def measures(self, year: int) -> Mapping[str, Measure]:
        """The measures in force that year, by name."""
        rules = (m for category in self.categories.values() for m in category.measures)
        return {m.name: m for m in rules if m.in_force(year)}

    def indicators(self, year: int) -> Mapping[str, Indicator]:
        """The indicators in force that year, by name, in the order of their codes."""
        rules = (i for category in self.categories.values() for i in category.indicators)
        return {i.name: i for i in sorted(rules, key=lambda i: i.code) if i.in_force(year)}

    def writable(self, table: str) -> bool:
        """Whether rows of the table may be changed: its category's plugin must work."""
        return table.partition(".")[0] in self.categories

    def call(self, hook: str, **arguments: object) -> Iterator[tuple[str, object]]:
        """Call a hook's implementations one by one; yield (plugin, result).

        A failure becomes a ``PluginError`` as the result, so that no plugin can
        cost another its turn.
        """
        caller: pluggy.HookCaller = getattr(self.hooks, hook)
        for implementation in caller.get_hookimpls():
            taken = {n: v for n, v in arguments.items() if n in implementation.argnames}
            try:
                result = implementation.function(**taken)
                if isinstance(result, Iterator):  # its failure belongs to this plugin too
                    result = list(result)
            except (Exception, SystemExit) as error:
                failure = f"{hook} 出错：{type(error).__name__}: {error}"
                yield implementation.plugin_name, PluginError(implementation.plugin_name, failure)
            else:
                yield implementation.plugin_name, result
